import { execFileSync, spawn, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmdirSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type Docker from 'dockerode';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type Engine,
  openEngine,
  privateEngineStatus,
  stopPrivateEngine,
} from '../../../src/engine/index.ts';
import { canRunPrivately, cgroupsOf, commandLine, machine, processesOf } from './machine.ts';

// An engine of these tests' own, so that a netdojo in use on this machine notices nothing.
let count = 0;
let name: string;
let env: NodeJS.ProcessEnv;
const opened: Engine[] = [];

beforeEach(() => {
  count += 1;
  name = `t${process.pid}-${count}`;
  env = { ...process.env, NETDOJO_ENGINE_NAME: name, NETDOJO_ENGINE_IDLE: '60' };
});
afterEach(async () => {
  for (const engine of opened.splice(0)) await engine.close();
  await stopPrivateEngine({ images: true }, env);
  expect(leftovers()).toEqual({ processes: [], cgroups: [], run: false, data: false });
});

async function open(): Promise<Engine> {
  const engine = await openEngine({ host: 'private', env });
  opened.push(engine);
  return engine;
}

const places = () => privateEngineStatus(env);
const processes = () => processesOf(`/run/netdojo-${name}`);
const leftovers = () => ({
  processes: [...processes(), ...processesOf(lengthOfSleep())].map(commandLine),
  cgroups: cgroupsOf(`netdojo-${name}`),
  run: existsSync(`/run/netdojo-${name}`),
  data: existsSync(`/var/lib/netdojo-${name}`),
});

/** Seconds nobody else sleeps: by it the container's process is found among the machine's. */
const lengthOfSleep = () => `${900_000_000 + process.pid}.${count}`;

/**
 * Runs a container of an empty image on the machine's own programs; no registry is needed. Resolves when its program runs:
 * `start` answers already while runc's own process is about to become it.
 */
async function runContainer({ docker }: Engine, network: string): Promise<Docker.Container> {
  const emptyTar = Readable.from([Buffer.alloc(1024)]);
  const answer = await docker.importImage(emptyTar, { repo: 'empty' });
  for await (const _ of answer);
  const container = await docker.createContainer({
    Image: 'empty',
    Cmd: ['/bin/sleep', lengthOfSleep()],
    Labels: { 'netdojo.lab': 'test' },
    HostConfig: {
      NetworkMode: network,
      Binds: ['/usr', '/bin', '/lib', '/lib64'].filter(existsSync).map(folder => `${folder}:${folder}:ro`),
    },
  });
  await container.start();
  await expect.poll(() => processesOf(lengthOfSleep())).toHaveLength(1);
  return container;
}

describe.runIf(canRunPrivately())('the private engine', () => {
  it('carries containers and networks, and leaves the machine as it was, running and ended', async () => {
    const before = machine();
    const engine = await open();
    expect(engine).toMatchObject({ isPrivate: true, endpoint: { source: 'private' } });
    await engine.docker.createNetwork({ Name: 'wire' });
    await runContainer(engine, 'wire');
    expect(machine()).toEqual(before);

    await stopPrivateEngine({ images: false }, env);
    expect(machine()).toEqual(before);
    expect(leftovers()).toEqual({ processes: [], cgroups: [], run: false, data: true });
  });

  it('has a firewall of its own, so that labs of several hosts can be shielded', async () => {
    const engine = await open();
    await engine.docker.createNetwork({ Name: 'wire' });
    const dockerd = processes().find(pid => commandLine(pid).startsWith('dockerd'));
    const rules = execFileSync('nsenter', ['-t', String(dockerd), '-n', 'iptables-save'], {
      encoding: 'utf8',
    });
    expect(rules).toContain('DOCKER-USER');
    expect(rules).toContain('MASQUERADE');
  });

  it('keeps the temporary files of an exec where they end with it', async () => {
    await open();
    const daemon = processes().find(pid => commandLine(pid).startsWith('dockerd'));
    const [, folder] = /(?:^|\0)TMPDIR=([^\0]+)/.exec(readFileSync(`/proc/${daemon}/environ`, 'utf8')) ?? [];
    expect(statSync(`/proc/${daemon}/root${folder}`).dev).not.toBe(statSync(tmpdir()).dev);
  });

  it('keeps its images until it is asked to remove them', async () => {
    await runContainer(await open(), 'none');
    await stopPrivateEngine({ images: false }, env);
    const { docker } = await open();
    expect((await docker.listImages()).flatMap(image => image.RepoTags)).toEqual(['empty:latest']);
    expect(await docker.listContainers()).toEqual([]);
  });

  it('is one engine, however many start it at once', async () => {
    const engines = await Promise.all([open(), open(), open(), open()]);
    const ids = await Promise.all(engines.map(async ({ docker }) => (await docker.info()).ID));
    expect(new Set(ids).size).toBe(1);
    expect(processes().filter(pid => commandLine(pid).startsWith('dockerd'))).toHaveLength(1);
    expect(processes().filter(pid => commandLine(pid).includes(' supervise '))).toHaveLength(1);
  });

  it('lets only its user at the socket', async () => {
    await open();
    const { run, socket } = await places();
    expect(statSync(run).mode & 0o777).toBe(0o700);
    expect(statSync(socket).mode & 0o007).toBe(0);
  });

  it('writes nothing into /etc and /opt of a machine that never had Docker', async () => {
    const { run, data, socket } = await places();
    const script = fileURLToPath(new URL('../../../src/engine/scripts/private-engine.sh', import.meta.url));
    // This machine may have had it: look at layers over /etc and /opt on which it hasn't.
    const found = execFileSync(
      'unshare',
      [
        '--mount',
        'sh',
        '-euc',
        `mount -n -t tmpfs netdojo /mnt
        for folder in etc opt; do
          mkdir -p "/mnt/$folder/upper" "/mnt/$folder/work"
          mount -n -t overlay -o "lowerdir=/$folder,upperdir=/mnt/$folder/upper,workdir=/mnt/$folder/work" netdojo "/$folder"
        done
        rm -rf /etc/docker /opt/containerd
        find /etc /opt | sort >/mnt/before
        sh "$1" start "$2" "$3" 0 0 60 >/mnt/pid
        until curl --silent --fail --output /mnt/ping --unix-socket "$4" http://engine/_ping; do
          [ -d "/proc/$(cat /mnt/pid)" ]
        done
        cat /mnt/ping
        find /etc /opt | sort | diff /mnt/before -`,
        'sh',
        script,
        run,
        data,
        socket,
      ],
      { encoding: 'utf8', timeout: 30_000 },
    );
    expect(found).toBe('OK');
  });

  it('says where it is, and that it ended', async () => {
    await open();
    const { pid, log } = await places();
    expect(commandLine(pid ?? 0)).toContain(' supervise ');
    expect(existsSync(log)).toBe(true);
    expect(leftovers()).toMatchObject({ run: true, data: true });
    expect(await stopPrivateEngine({ images: true }, env)).toEqual({ ended: true, imagesRemoved: true });
    expect(await places()).toMatchObject({ pid: undefined });
    expect(leftovers()).toMatchObject({ run: false, data: false });
    expect(await stopPrivateEngine({ images: true }, env)).toEqual({ ended: false, imagesRemoved: false });
  });

  it('empties a folder that is a disk of its own, and leaves the disk where it is', async () => {
    const { data } = await places();
    mkdirSync(data);
    execFileSync('mount', ['-n', '-t', 'tmpfs', 'netdojo', data]);
    try {
      await open();
      expect(readdirSync(data).sort()).toEqual(['docker', 'engine.log']);
      expect(await stopPrivateEngine({ images: true }, env)).toEqual({ ended: true, imagesRemoved: true });
      expect(readdirSync(data)).toEqual([]);
      expect(await stopPrivateEngine({ images: true }, env)).toEqual({ ended: false, imagesRemoved: false });
    } finally {
      await stopPrivateEngine({ images: false }, env);
      execFileSync('umount', [data]);
      rmdirSync(data);
    }
  });

  it('says why it does not start', async () => {
    const { data } = await places();
    mkdirSync(data);
    writeFileSync(join(data, 'docker'), 'where a folder should be');
    await expect(open()).rejects.toMatchObject({
      code: 'private-failed',
      params: { reason: expect.stringContaining('docker'), log: join(data, 'engine.log') },
    });
    await expect.poll(processes).toEqual([]);
  });
});

describe.runIf(canRunPrivately())('killing the private engine with -9', () => {
  const isGone = () => expect.poll(() => [...processes(), ...processesOf(lengthOfSleep())].map(commandLine));

  it.each([
    ['its supervisor', / supervise /],
    ['its namespaces', /^unshare /],
    ['its first process in there', /^sh \S+ inside /],
    ['its daemon', /^dockerd /],
  ])('takes everything along when it hits %s', async (_, part) => {
    const before = machine();
    await runContainer(await open(), 'none');
    const pid = processes().find(candidate => part.test(commandLine(candidate)));
    process.kill(pid ?? 0, 'SIGKILL');
    await isGone().toEqual([]);
    await expect.poll(() => cgroupsOf(`netdojo-${name}`)).toEqual([]);
    await expect.poll(() => existsSync(`/run/netdojo-${name}/docker.sock`)).toBe(false);
    expect(machine()).toEqual(before);
  });

  it('takes a paused container along too', async () => {
    const container = await runContainer(await open(), 'none');
    await container.pause();
    process.kill((await places()).pid ?? 0, 'SIGKILL');
    await isGone().toEqual([]);
    await expect.poll(() => cgroupsOf(`netdojo-${name}`)).toEqual([]);
  });

  it('leaves only what the next start removes when it hits all at once', async () => {
    const before = machine();
    await runContainer(await open(), 'none');
    // The keeper first: it would still clean up behind the others.
    const keeperFirst = processes().sort(pid => (commandLine(pid).includes(' keep ') ? -1 : 1));
    spawnSync('kill', ['-KILL', ...keeperFirst.map(String)]);
    await isGone().toEqual([]);
    expect(machine()).toEqual(before);
    const { socket } = await places();
    await expect(
      new Promise((resolve, reject) => connect(socket, () => resolve('connected')).on('error', reject)),
    ).rejects.toThrow(/ECONNREFUSED|ENOENT/);

    const engine = await open();
    expect(await engine.docker.listContainers()).toEqual([]);
    expect((await engine.docker.listContainers({ all: true })).map(({ State }) => State)).toEqual(['exited']);
  });
});

describe.runIf(canRunPrivately())('the keeper of the private engine', () => {
  const isRunning = async () => (await places()).pid !== undefined;
  const ends = () => expect.poll(isRunning).toBe(false);

  beforeEach(() => {
    env = { ...env, NETDOJO_ENGINE_IDLE: '1' };
  });

  it('ends it when nobody holds it and no lab runs', async () => {
    const engine = await open();
    await engine.close();
    await ends();
    await expect.poll(() => leftovers().processes).toEqual([]);
    expect(leftovers().cgroups).toEqual([]);
  });

  it('leaves it alone while a netdojo holds it, and then while a lab runs', async () => {
    const engine = await open();
    const { pid } = await places();
    // That it does not end can only be seen by waiting: three times its idle time each.
    await pause(3000);
    expect((await places()).pid).toBe(pid);
    await runContainer(engine, 'none');
    await engine.close();
    await pause(3000);
    expect((await places()).pid).toBe(pid);

    const again = await open();
    const [lab] = await again.docker.listContainers();
    await again.docker.getContainer(lab?.Id ?? '').remove({ force: true });
    await again.close();
    await ends();
  });

  it('ends it after a kill -9 of the netdojo that held it', async () => {
    const door = fileURLToPath(new URL('../../../src/engine/index.ts', import.meta.url));
    const holder = spawn(
      process.execPath,
      [
        '--input-type=module',
        '-e',
        `const { openEngine } = await import(${JSON.stringify(door)});
         await openEngine({ host: 'private' });
         console.log('open');
         setInterval(() => {}, 1000);`,
      ],
      { env, stdio: ['ignore', 'pipe', 'inherit'] },
    );
    await new Promise(resolve => holder.stdout.once('data', resolve));
    expect(await isRunning()).toBe(true);
    holder.kill('SIGKILL');
    await ends();
    await expect.poll(() => leftovers().processes).toEqual([]);
  });

  it('gives an engine also to who asks while it is closing', async () => {
    for (let round = 0; round < 4; round += 1) {
      const engine = await open();
      await engine.close();
      const closing = `/run/netdojo-${name}/closing.sock`;
      await expect.poll(() => existsSync(closing), { interval: 2 }).toBe(true);
      const next = await open();
      expect(await next.docker.listContainers()).toEqual([]);
      await next.close();
    }
  });
});
