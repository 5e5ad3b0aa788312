import { Readable } from 'node:stream';
import type Docker from 'dockerode';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine } from '../../src/engine/index.ts';
import { openOwnEngine } from '../../src/lab/index.ts';
import { type Asked, matrix, viewOfOwn, why } from '../../src/probe/index.ts';
import { type CommandLine, commandLine } from '../screen/netdojo.ts';
import { hostOf, testEngine, testImage, withLab } from './fixture.ts';

/** Names of this file's own: on the engine there may be anything else. */
const own = 'zz-own';
const { signal } = new AbortController();

/** Everything on the engine that is not netdojo's, as it would be listed. */
async function mine(docker: Docker): Promise<readonly string[]> {
  const [containers, networks, volumes, images] = await Promise.all([
    docker.listContainers({ all: true }),
    docker.listNetworks(),
    docker.listVolumes(),
    docker.listImages(),
  ]);
  const foreign = ({ Labels }: { Labels?: Record<string, string> | null | undefined }) =>
    Labels?.['netdojo.version'] === undefined && Labels?.['netdojo.lab'] === undefined;
  return [
    ...containers.filter(foreign).map(({ Id, State }) => `container ${Id} ${State}`),
    ...networks.filter(foreign).map(({ Id }) => `network ${Id}`),
    ...volumes.Volumes.filter(foreign).map(({ Name }) => `volume ${Name}`),
    ...images.filter(foreign).map(({ Id }) => `image ${Id}`),
  ].sort();
}

/** The image of the lessons' containers, brought to the engine under a name of this file's own. */
async function busybox(engine: Engine): Promise<string> {
  const saved = await withLab(async lab => {
    const { stdout } = await hostOf(lab).exec(['sh', '-c', 'docker save busybox | base64']);
    return Buffer.from(stdout, 'base64');
  });
  const loading = await engine.docker.loadImage(Readable.from([saved]));
  await new Promise(done => loading.on('end', done).resume());
  await engine.docker.getImage('busybox:latest').tag({ repo: own, tag: 'latest' });
  await engine.docker.getImage('busybox:latest').remove();
  return `${own}:latest`;
}

let engine: Engine;
let made: (() => Promise<unknown>)[] = [];

async function container(image: string, name: string, network: string, command: string[]): Promise<void> {
  const { docker } = engine;
  const created = await docker.createContainer({
    name,
    Image: image,
    Cmd: command,
    HostConfig: { NetworkMode: network, Init: true },
  });
  made.push(() => created.remove({ force: true, v: true }));
  await created.start();
}

beforeAll(async () => {
  engine = await testEngine();
  // The helper runs from the image of a lab host.
  await testImage();
  const image = await busybox(engine);
  made.push(() => engine.docker.getImage(image).remove());
  for (const name of ['front', 'back']) {
    const network = await engine.docker.createNetwork({ Name: `${own}-${name}`, Internal: true });
    made.push(() => network.remove());
  }
  const server = ['httpd', '-f', '-h', '/etc', '-p', '80'];
  await container(image, `${own}-web`, `${own}-front`, server);
  await container(image, `${own}-app`, `${own}-front`, ['sleep', '100000']);
  await container(image, `${own}-db`, `${own}-back`, server);
}, 180_000);

afterAll(async () => {
  for (const undo of made.reverse()) await undo();
  made = [];
});

const to = (name: string): Asked => ({
  from: `${own}-app`,
  to: `${own}-${name}`,
  protocol: 'tcp',
  port: 80,
});

async function looking<Result>(
  helper: boolean,
  work: (view: ReturnType<typeof viewOfOwn>) => Promise<Result>,
): Promise<Result> {
  const opened = await openOwnEngine(engine, { helper });
  try {
    return await work(viewOfOwn(opened, signal));
  } finally {
    await opened.close();
  }
}

describe('one’s own Docker', { timeout: 120_000 }, () => {
  it('is looked at and tried, and nothing in it has changed afterwards', async () => {
    const before = await mine(engine.docker);
    await looking(true, async view => {
      expect(await why(to('web'), view, signal, () => {})).toMatchObject({
        agrees: true,
        predicted: ['open'],
        causes: [{ id: 'shared-network' }],
      });
      expect(await why(to('db'), view, signal, () => {})).toMatchObject({
        causes: expect.arrayContaining([expect.objectContaining({ id: 'name-no-shared-network' })]),
      });
      const { cells } = await matrix({ protocol: 'tcp', by: 'address' }, view, signal, { measure: true });
      const between = cells.filter(({ from, to: target }) => from.startsWith(own) && target.startsWith(own));
      expect(between).toHaveLength(6);
      expect(between.filter(({ agrees }) => agrees !== true)).toEqual([]);
    });
    expect(await mine(engine.docker)).toEqual(before);
    // The helper itself is gone as well, with whatever it had.
    const left = await engine.docker.listContainers({ all: true, filters: { label: ['netdojo.helper'] } });
    expect(left).toEqual([]);
  });

  it('without a helper it says what Docker means to do, and that the rest is unknown', async () => {
    await looking(false, async view => {
      const told = await why(to('db'), view, signal, () => {});
      if ('is' in told) throw new Error(told.is);
      expect(told.measured.measured).toBe(false);
      expect(told.causes.map(({ id }) => id)).toEqual(
        expect.arrayContaining(['name-no-shared-network', 'no-shared-network', 'undetermined']),
      );
      expect(told.unread.map(({ reason }) => reason)).toContain('no-helper');
      const open = await why(to('web'), view, signal, () => {});
      if ('is' in open) throw new Error(open.is);
      expect(open.predicted).toEqual([]);
      expect(new Set(open.causes.map(({ id }) => id))).toEqual(new Set(['undetermined']));
    });
  });

  it('shows none of what is netdojo’s', async () => {
    await withLab(async () => {
      await looking(false, async view => {
        const { places } = await matrix({ protocol: 'icmp', by: 'address' }, view, signal, {
          measure: false,
        });
        expect(places.filter(place => place.includes('netdojo'))).toEqual([]);
        expect(places).toContain(`${own}-web`);
      });
    });
  });
});

describe('--mine on the command line', { timeout: 120_000 }, () => {
  const run = async (...args: string[]) => {
    const cli: CommandLine = commandLine();
    try {
      return await cli.run(...args, '--mine', '--engine-host', `unix://${engine.endpoint.socket}`);
    } finally {
      await cli.leave();
    }
  };

  it('draws, explains and tabulates', async () => {
    const map = await run('map');
    expect(map).toMatchObject({ code: 0 });
    expect(map.out).toMatch(new RegExp(`● ${own}-web`));
    const reached = await run('why', `${own}-app`, `${own}-web:80`, '--json');
    expect(reached.code).toBe(0);
    expect(JSON.parse(reached.out)).toMatchObject({ version: 1, verdict: 'open', agrees: true });
    const table = await run('matrix', '--no-helper');
    expect(table.code).toBe(0);
    expect(table.err).toContain("Only Docker's own data was read");
  });

  it('ends with 2 and the nearest name where there is none of that name', async () => {
    const { code, err } = await run('why', `${own}-wbe`, `${own}-db`);
    expect(code).toBe(2);
    expect(err).toContain(`"${own}-web"`);
  });
});
