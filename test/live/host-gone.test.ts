import { expect, test } from 'vitest';
import type { InnerEvent } from '../../src/lab/index.ts';
import { hostOf, testEngine, withLab } from './fixture.ts';

test('a host that is taken away ends what was going on there, and everything says that it is gone', async () => {
  await withLab(async lab => {
    const host = hostOf(lab);
    const shell = await host.openShell({ columns: 80, rows: 24 });
    const { promise: down, resolve } = Promise.withResolvers<void>();
    const { promise: up, resolve: isUp } = Promise.withResolvers<void>();
    host.onEvent((event: InnerEvent) => {
      if (event.kind === 'daemon-up') isUp();
      if (event.kind === 'daemon-down') resolve();
    });
    await up;
    await host.prober.ask('hello', {});
    const running = host.exec(['sleep', '1000']);
    const asked = host.prober.ask('run', { ns: 'host', argv: ['sleep', '1000'], deadlineMs: 60_000 });
    for (let missing = 1; missing !== 0; )
      missing = (await host.exec(['pgrep', '-fx', 'sleep 1000'])).exitCode;
    // This one may find the host in the middle of its removal.
    const late = host.exec(['sleep', '1000']);
    const failures = Promise.allSettled([running, asked, late]);

    const { docker } = await testEngine();
    await docker.getContainer(host.containerId).remove({ force: true, v: true });

    const gone = { status: 'rejected', reason: { code: 'host-gone', params: { host: 'host1' } } };
    expect(await failures).toMatchObject([gone, gone, gone]);
    expect(await shell.ended).toBe(137);
    await shell.close();
    await down;
    await expect(host.exec(['true'])).rejects.toMatchObject({ code: 'host-gone' });
    await expect(host.docker.version()).rejects.toMatchObject({ code: 'host-gone' });
    await expect(host.prober.ask('hello', {})).rejects.toMatchObject({ code: 'host-gone' });
    await expect(host.openShell({ columns: 80, rows: 24 })).rejects.toMatchObject({ code: 'host-gone' });
  });
});
