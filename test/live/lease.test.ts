import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { attachLab, removeLab } from '../../src/lab/index.ts';
import { hostOf, oneHost, sh, testEngine, testImage, withLab } from './fixture.ts';

const program = fileURLToPath(new URL('./lease-program.ts', import.meta.url));

function hold(...args: string[]): ChildProcess {
  return spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
}

/** Resolves with the first line the program says that matches. Rejects when it ends before. */
async function said(child: ChildProcess, pattern: RegExp): Promise<string> {
  if (child.stdout === null) throw new Error('no stdout');
  for await (const line of createInterface({ input: child.stdout })) if (pattern.test(line)) return line;
  throw new Error(`the program ended without saying ${pattern}`);
}

/** Names of everything on the engine that is of this lesson. */
async function left(lesson: string): Promise<string[]> {
  const { docker } = await testEngine();
  const filters = { label: [`netdojo.lesson=${lesson}`] };
  const [containers, volumes, networks] = await Promise.all([
    docker.listContainers({ all: true, filters }),
    docker.listVolumes({ filters }),
    docker.listNetworks({ filters }),
  ]);
  return [
    ...containers.map(({ Names, State }) => `${Names[0]} ${State}`),
    ...(volumes.Volumes ?? []).map(({ Name }) => Name),
    ...networks.map(({ Name }) => Name),
  ];
}

describe('the lease of a lab', () => {
  it('ends it whole when the program that booted it is killed with -9', async () => {
    await testImage();
    const child = hold('killed-later');
    await said(child, /^lab /);
    expect(await left('killed-later')).not.toEqual([]);
    child.kill('SIGKILL');
    await expect.poll(() => left('killed-later')).toEqual([]);
  });

  it('ends it at whatever moment of the boot the program is killed', async () => {
    await testImage();
    const lesson = 'killed-early';
    for (let ms = 40; ms < 1000; ms += 40 + Math.random() * 80) {
      const child = hold(lesson);
      const ended = once(child, 'exit');
      // The program's own start takes time: the moments are counted from when it begins to make a host.
      await said(child, /^host running/);
      await delay(ms);
      child.kill('SIGKILL');
      await ended;
    }
    // A kill between the two calls leaves a host that was made and never started: no process is there to end it. The
    // sweep of the next start takes such (sweep.test.ts). Here they go by the name of their lab.
    const { docker } = await testEngine();
    const containers = async () => (await left(lesson)).filter(name => name.startsWith('/'));
    const started = async () => (await containers()).filter(name => !name.endsWith(' created'));
    await expect.poll(started).toEqual([]);
    for (const name of await containers())
      await removeLab(docker, /^\/netdojo-([a-z]+)-/.exec(name)?.[1] ?? expect.unreachable());
    await expect.poll(() => left(lesson)).toEqual([]);
  });

  it('does not end while the program is merely stopped', async () => {
    await testImage();
    const child = hold('stopped');
    const id = (await said(child, /^lab /)).slice(4);
    child.kill('SIGSTOP');
    const lab = await attachLab(await testEngine(), id);
    if (lab === undefined) throw new Error('the lab is gone');
    for (let round = 0; round < 5; round++)
      expect((await sh(hostOf(lab), 'docker version -f up')).out).toContain('up');
    await lab.leave();
    child.kill('SIGKILL');
    await expect.poll(() => left('stopped')).toEqual([]);
  });

  it('by time needs no program: the lab outlives the one that booted it and ends at its hour', async () => {
    await testImage();
    const child = hold('timed', '6');
    const ended = once(child, 'exit');
    const id = (await said(child, /^lab /)).slice(4);
    expect((await ended)[0]).toBe(0);
    const lab = await attachLab(await testEngine(), id);
    expect(lab).toBeDefined();
    await lab?.leave();
    await expect.poll(() => left('timed')).toEqual([]);
  });

  it('by time runs on from when it is renewed', async () => {
    await withLab(
      async lab => {
        const began = performance.now();
        await lab.renew(8);
        await lab.lost;
        expect(performance.now() - began).toBeGreaterThan(5500);
      },
      { spec: { ...oneHost, lesson: 'renewed' }, lease: { kind: 'time', seconds: 4 } },
    );
  });
});
