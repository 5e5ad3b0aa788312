import { expect, test } from 'vitest';
import type { InnerEvent } from '../../src/lab/index.ts';
import { must, sharedHost } from './talking.ts';

const host = sharedHost();

/** Collects the host's events; `until` waits for one. */
function listen() {
  const events: InnerEvent[] = [];
  let look = () => {};
  const stop = host().onEvent(event => {
    events.push(event);
    look();
  });
  const until = (condition: (event: InnerEvent) => boolean) =>
    new Promise<void>(resolve => {
      look = () => {
        if (events.some(condition)) resolve();
      };
      look();
    });
  return { events, until, stop };
}

test('the inner Docker is called like any other, many calls at a time', async () => {
  const { docker } = host();
  const container = await docker.createContainer({
    Image: 'busybox',
    Cmd: ['sleep', '1000'],
    name: 'called',
  });
  await container.start();
  const looks = await Promise.all(Array.from({ length: 30 }, () => docker.getContainer('called').inspect()));
  expect(new Set(looks.map(look => look.State.Status))).toEqual(new Set(['running']));
  const exec = await container.exec({ Cmd: ['cat'], AttachStdin: true, AttachStdout: true, Tty: false });
  const stream = await exec.start({ hijack: true, stdin: true });
  const echoed = new Promise<string>(resolve => stream.once('data', (chunk: Buffer) => resolve(`${chunk}`)));
  stream.write('to the inside and back');
  expect(await echoed).toContain('to the inside and back');
  stream.destroy();
  await container.remove({ force: true, v: true });
  await expect(container.inspect()).rejects.toMatchObject({ statusCode: 404 });
});

test('calls use at most four processes on the host', async () => {
  const { docker } = host();
  await Promise.all(Array.from({ length: 30 }, () => docker.version()));
  const dials = Number(await must(host(), 'pgrep -fxc "docker system dial-stdio"'));
  expect(dials).toBeGreaterThanOrEqual(1);
  expect(dials).toBeLessThanOrEqual(4);
});

test('events arrive with the names of things', async () => {
  const { events, until, stop } = listen();
  await until(event => event.kind === 'daemon-up');
  await must(
    host(),
    'docker network create front && docker run -d --rm --name web --network front busybox sleep 1000',
  );
  await until(event => event.kind === 'docker' && event.action === 'start');
  await must(host(), 'docker rm -f web && docker network rm front');
  await until(event => event.kind === 'docker' && event.type === 'network' && event.action === 'destroy');
  stop();
  expect(events[0]).toEqual({ kind: 'daemon-up' });
  expect(events).toContainEqual({ kind: 'docker', type: 'network', action: 'create', name: 'front' });
  expect(events).toContainEqual({ kind: 'docker', type: 'container', action: 'start', name: 'web' });
});

test('calls and events survive a restart of the daemon', async () => {
  const { events, until, stop } = listen();
  await until(event => event.kind === 'daemon-up');
  await host().docker.version();
  await must(host(), 'systemctl restart docker');
  expect(await Promise.all([1, 2, 3, 4].map(() => host().docker.listContainers()))).toEqual([[], [], [], []]);
  await until(() => events.filter(event => event.kind === 'daemon-up').length === 2);
  await must(host(), 'docker network create after');
  await until(event => event.kind === 'docker' && event.name === 'after');
  stop();
  expect(events.map(event => event.kind).slice(0, 3)).toEqual(['daemon-up', 'daemon-down', 'daemon-up']);
});

test('while the daemon is down calls are refused, and listeners are told', async () => {
  const { events, until, stop } = listen();
  await until(event => event.kind === 'daemon-up');
  await must(host(), 'systemctl stop docker');
  await until(event => event.kind === 'daemon-down');
  await expect(host().docker.version()).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  await must(host(), 'systemctl start docker');
  await until(() => events.at(-1)?.kind === 'daemon-up');
  stop();
  expect((await host().docker.version()).Version).toMatch(/^\d/);
});
