import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LabHost } from '../../src/lab/index.ts';
import {
  mapJson,
  mapMermaid,
  mapOf,
  mapSvg,
  type NetworkMap,
  readHost,
  type Snapshot,
  snapshot,
  wiresOf,
} from '../../src/network/index.ts';
import { matrix, viewOfLab, type WhyResult, why } from '../../src/probe/index.ts';
import { type KeptOverlays, keepOverlays } from '../unit/network/kept-readings.ts';
import { drawn, words } from '../unit/network/map/drawing.ts';
import { rowsOf } from '../unit/network/map/outline.ts';
import { testGeneration } from './fixture.ts';
import { bootOverlayLab, counted, type OverlayLab, untilJoined } from './overlay-lab.ts';
import { must } from './talking.ts';

const { signal } = new AbortController();
const recording = process.env.NETDOJO_RECORD !== undefined;

// With NETDOJO_RECORD=1 the hosts are kept anew, in each state, for the unit tests of the model, once on each engine.
const kept: KeptOverlays = {};
afterAll(() => {
  if (recording) keepOverlays(testGeneration, kept);
});

async function record(state: keyof KeptOverlays): Promise<void> {
  if (recording) kept[state] = await Promise.all(view().readers.map(readHost));
}

let on: OverlayLab;
beforeAll(async () => {
  on = await bootOverlayLab();
});
afterAll(() => on?.leave());

const view = () => viewOfLab(on.lab, signal);
const look = (): Promise<Snapshot> => snapshot(view().readers);

/** The address Docker gave a container on a network. */
async function addressOf(host: LabHost, container: string, network = 'ov'): Promise<string> {
  const { NetworkSettings } = await host.docker.getContainer(container).inspect();
  return NetworkSettings.Networks[network]?.IPAddress ?? '';
}

/** Follows a packet to `web2`, `host2/web2:80` or an address; without a port it is a ping. */
async function follow(from: string, target: string): Promise<WhyResult> {
  const [to = '', port] = target.split(':');
  const protocol = port === undefined ? 'icmp' : 'tcp';
  const asked = { from, to, protocol, port: port === undefined ? undefined : Number(port) } as const;
  const told = await why(asked, view(), signal, () => {});
  if ('is' in told) throw new Error(`${told.is}: ${told.name}`);
  return told;
}

/** What came of it, without figures. */
function summary({ predicted, measured, agrees, causes }: WhyResult) {
  return {
    predicted,
    measured: measured.measured ? measured.outcome : measured.why.code,
    agrees,
    cause: causes[0]?.id,
  };
}

/** What a prediction that came true looks like. */
function rightly(outcome: string, cause: string) {
  return { predicted: [outcome], measured: outcome, agrees: true, cause };
}

describe('the map of two hosts with an overlay network', () => {
  let seen: Snapshot;
  let map: NetworkMap;
  beforeAll(async () => {
    seen = await look();
    map = mapOf(seen);
    await record('joined');
  });

  it('has one rail through both hosts, with the address of each container at the crossing', async () => {
    expect(seen.unread).toEqual([]);
    expect(map.rails.filter(({ driver }) => driver === 'overlay')).toMatchObject([
      {
        id: 'rail:*/ov',
        subnet: '10.55.0.0/24',
        dns: true,
        internal: false,
        machines: ['machine:host1', 'machine:host2'],
      },
    ]);
    const crossings = rowsOf(map).flatMap(({ id, cells }) =>
      cells.flatMap(({ rail, joint, address, hostPart }) =>
        rail === 'rail:*/ov' ? [[id, joint, address, hostPart]] : [],
      ),
    );
    const places = [
      { host: on.host1, name: 'client' },
      { host: on.host1, name: 'web1' },
      { host: on.host2, name: 'web1' },
      { host: on.host2, name: 'web2' },
    ];
    const expected = places.map(async ({ host, name }) => {
      const address = await addressOf(host, name);
      return [`row:${host.name}/${name}`, 'wired', address, address.replace('10.55.0', '')];
    });
    expect(crossings).toEqual(await Promise.all(expected));
  });

  it('shows docker_gwbridge as a network of each host, with those on it that Docker does not list', () => {
    for (const host of ['host1', 'host2']) {
      const id = `rail:${host}/docker_gwbridge`;
      expect(map.rails.find(rail => rail.id === id)).toMatchObject({
        dns: false,
        icc: false,
        machines: [`machine:${host}`],
      });
      const joints = rowsOf(map).flatMap(row =>
        row.cells.flatMap(cell => (cell.rail === id ? [`${row.name} ${cell.joint}`] : [])),
      );
      const guests = host === 'host1' ? ['client', 'web1'] : ['web1', 'web2'];
      expect(joints).toEqual([`${host} wired`, ...guests.map(name => `${name} unlisted`)]);
    }
  });

  it('finds no wire cut, and nothing to be noted of anybody', () => {
    expect(rowsOf(map).flatMap(({ cells }) => cells.filter(({ joint }) => joint === 'cut'))).toEqual([]);
    expect(rowsOf(map).flatMap(({ notes }) => notes)).toEqual([]);
  });

  it.each([60, 100, 160])('keeps to %s columns, and says the network once', columns => {
    for (const ascii of [false, true]) {
      const text = drawn(seen, columns, { ascii });
      expect(text.match(/\bov\b/g)).toHaveLength(1);
      expect(text.match(/^HOST host[12]\b/gm)).toEqual(['HOST host1', 'HOST host2']);
      // A dot on the rail for each of the four, and the rail past everybody else.
      const rail =
        text
          .split('\n')
          .find(line => /\bov\b/.test(line))
          ?.indexOf('ov') ?? -1;
      const rows = text.split('\n').filter(line => /^[◆●#*] /.test(line));
      const dots = rows.filter(line => (line[rail] ?? '') === (ascii ? '*' : '●'));
      expect(dots.map(line => line.split(' ')[1])).toEqual(['client', 'web1', 'web1', 'web2']);
      if (ascii) expect(text).toMatch(/^[\n -~]*$/);
    }
  });

  it('has the network once as a picture, as a graph and as data', () => {
    expect(mapSvg(map, words).match(/data-id="rail:\*\/ov"/g)).toHaveLength(1);
    expect(mapMermaid(map).match(/^ {2}n_rail_3a__2a__2f_ov\(\["ov<br\/>overlay<br\/>/gm)).toHaveLength(1);
    expect(mapMermaid(map).match(/---\|.*\| n_rail_3a__2a__2f_ov$/gm)).toHaveLength(4);
    expect(JSON.stringify(mapJson(map)).match(/"id":"rail:\*\/ov"/g)).toHaveLength(1);
  });

  it('leads wires from host to host over the network, and none between bridges that only look alike', () => {
    expect(wiresOf(seen, 'host1/client', 'host2/web2')).toMatchObject({
      kind: 'path',
      stations: [
        { kind: 'stack' },
        { kind: 'bridge', bridge: { network: 'ov', mtu: 1450 } },
        { kind: 'stack' },
      ],
    });
    expect(wiresOf(seen, 'host1/local1', 'host2/local2')).toMatchObject({ kind: 'unwired' });
  });
});

describe('what is predicted on two hosts with an overlay network', () => {
  it.each([
    { from: 'host1/client', to: 'web2:80', outcome: 'open', cause: 'shared-network' },
    { from: 'host1/client', to: 'page:80', outcome: 'open', cause: 'shared-network' },
    { from: 'host1/client', to: 'web2', outcome: 'open', cause: 'shared-network' },
    { from: 'host1/client', to: 'web2:81', outcome: 'refused', cause: 'nobody-listens' },
    { from: 'host1/client', to: 'local2:80', outcome: 'no-such-name', cause: 'name-other-host' },
    { from: 'host1/client', to: 'host2/local2:80', outcome: 'no-such-name', cause: 'name-other-host' },
    { from: 'host1/local1', to: 'web2:80', outcome: 'no-such-name', cause: 'name-other-host' },
    { from: 'host2/web2', to: 'client:80', outcome: 'refused', cause: 'nobody-listens' },
    { from: 'host2/web2', to: 'host1/web1:80', outcome: 'open', cause: 'shared-network' },
    { from: 'host2/local2', to: 'client', outcome: 'no-such-name', cause: 'name-other-host' },
  ])('is measured: $from to $to is $outcome', async ({ from, to, outcome, cause }) => {
    expect(summary(await follow(from, to))).toEqual(rightly(outcome, cause));
  });

  it('is measured by address as well, there and back', async () => {
    const [web2, client, local] = await Promise.all([
      addressOf(on.host2, 'web2'),
      addressOf(on.host1, 'client'),
      addressOf(on.host2, 'local2', 'bridge'),
    ]);
    expect(summary(await follow('host1/client', `${web2}:80`))).toEqual(rightly('open', 'shared-network'));
    expect(summary(await follow('host1/client', `${web2}:81`))).toEqual(rightly('refused', 'nobody-listens'));
    expect(summary(await follow('host2/web2', `${client}:80`))).toEqual(rightly('refused', 'nobody-listens'));
    // On host1 it is somebody else's.
    const told = await follow('host1/client', `${local}:80`);
    expect(summary(told)).toEqual(rightly('dropped', 'no-shared-network'));
    expect(told.causes[0]?.params).toMatchObject({ to: 'host1/local1' });
  });

  it('goes by the address of the one that is meant, where two hosts have one of that name', async () => {
    for (const host of [on.host1, on.host2]) {
      const told = await follow('host1/client', `${host.name}/web1:80`);
      expect(summary(told)).toEqual(rightly('open', 'shared-network'));
      const address = await addressOf(host, 'web1');
      expect(told.steps[2]?.found).toMatchObject({ code: 'why.route.direct', params: { address } });
    }
    // By the name alone it may be either.
    expect(summary(await follow('host1/client', 'web1:80'))).toEqual(rightly('open', 'shared-network'));
  });

  it('is left open where it leaves what was read', async () => {
    const { predicted, causes } = await follow('host1/local1', `${await addressOf(on.host2, 'web2')}:80`);
    expect({ predicted, causes: causes.map(({ id }) => id) }).toEqual({
      predicted: [],
      causes: ['undetermined'],
    });
  });

  it.each([
    { protocol: 'tcp', by: 'name' },
    { protocol: 'tcp', by: 'address' },
    { protocol: 'icmp', by: 'address' },
    { protocol: 'dns', by: 'name' },
  ] as const)('differs from what is measured for no pair, $protocol by $by', async asked => {
    const { places, cells } = await matrix(asked, view(), signal, { measure: true });
    expect(places).toHaveLength(8);
    const wrong = cells.filter(({ agrees, measured }) => agrees === false || measured?.measured !== true);
    expect(wrong).toEqual([]);
    // Nobody knows where a host sends what it has no network for; everything else is known.
    const untold = cells.filter(({ predicted }) => predicted.length === 0);
    expect(untold.filter(({ to }) => !/client|web/.test(to))).toEqual([]);
  });
});

describe('the command line, on two hosts with a container of one name', () => {
  it('asks which one is meant', async () => {
    const { code, err } = await on.cli.run('why', 'web1', 'web2:80');
    expect(code).toBe(2);
    expect(err).toContain('host1/web1, host2/web1');
  });

  it('follows a packet from the one to the other', async () => {
    const { code, out } = await on.cli.run('why', 'host1/web1', 'host2/web1:80', '--fix-hint');
    expect(code).toBe(0);
    expect(out).toContain('OPEN: host1/web1 reaches host2/web1:80');
    expect(out).toContain('host1/web1 and host2/web1 are both on ov');
    expect(out).not.toContain('fix.');
  });

  it('shows each on its host', async () => {
    const { out } = await on.cli.run('map', '--json');
    const rows = [...out.matchAll(/"id":\s*"(row:[^"]+)"/g)].map(([, id]) => id);
    expect(rows.filter(id => id?.endsWith('/web1'))).toEqual(['row:host1/web1', 'row:host2/web1']);
    const { out: drawing } = await on.cli.run('map');
    expect(drawing.match(/^● web1 /gm)).toHaveLength(2);
  });

  it('has each as a row and a column of its own', async () => {
    const { code, out } = await on.cli.run('matrix', '--measure', '--json');
    expect(code).toBe(0);
    const { places, cells } = JSON.parse(out);
    expect(places.filter((place: string) => place.endsWith('/web1'))).toEqual(['host1/web1', 'host2/web1']);
    expect(cells).toContainEqual(
      expect.objectContaining({ from: 'host2/web1', to: 'host1/web1', measured: 'open', agrees: true }),
    );
  });
});

describe('what is the matter with an overlay network', () => {
  it('is the rule that drops what carries it, in either direction', async () => {
    await must(on.host2, 'iptables -I INPUT -p udp --dport 4789 -j DROP');
    for (const [from, to] of [
      ['host1/client', 'web2:80'],
      ['host2/web2', 'host1/web1:80'],
    ] as const) {
      const told = await follow(from, to);
      expect(summary(told)).toEqual(rightly('dropped', 'overlay-tunnel'));
      expect(told.causes[0]?.params).toMatchObject({
        network: 'ov',
        from: 'host1',
        to: 'host2',
        why: {
          code: 'cause.firewall-drop',
          params: { where: expect.stringMatching(/^host2\b/), chain: 'INPUT' },
        },
      });
      expect(told.risen).toMatchObject([{ table: 'filter', chain: 'INPUT' }]);
    }
    await record('dropped');
    // Within a host nothing is carried.
    expect(summary(await follow('host1/client', 'host1/web1:80'))).toEqual(rightly('open', 'shared-network'));
    expect(summary(await follow('host1/client', 'web1:80'))).toMatchObject({
      agrees: true,
      cause: 'alias-ambiguous',
    });
    await must(on.host2, 'iptables -D INPUT -p udp --dport 4789 -j DROP');
  });

  it('is an interface of a host that takes less than what carries a packet', async () => {
    await must(on.host2, 'ip link set eth0 mtu 1400');
    const told = await follow('host1/client', 'web2:80');
    expect(summary(told)).toEqual(rightly('open', 'mtu'));
    // 50 bytes are VXLAN's.
    expect(told.causes[0]?.params).toMatchObject({ size: 1450, mtu: 1350 });
    expect(told.steps.at(-1)).toMatchObject({ id: 'size', verdict: 'fail' });
    await must(on.host2, 'ip link set eth0 mtu 1500');
  });

  it('is a container that was stopped, and the map keeps its place for it', async () => {
    await must(on.host2, 'docker stop -t 0 web1 web2');
    expect(summary(await follow('host1/client', 'web2:80'))).toEqual(rightly('no-such-name', 'name-stopped'));
    await record('stopped');
    // Docker on the worker has forgotten the network now.
    const map = mapOf(await look());
    expect(map.rails.filter(({ name }) => name === 'ov')).toMatchObject([
      { machines: ['machine:host1', 'machine:host2'] },
    ]);
    const web2 = rowsOf(map).find(({ id }) => id === 'row:host2/web2');
    expect(web2).toMatchObject({ cells: [{ rail: 'rail:*/ov', joint: 'off' }], notes: [] });
    await must(on.host2, 'docker start web1 web2');
    await untilJoined(on);
    expect(summary(await follow('host1/client', 'web2:80'))).toEqual(rightly('open', 'shared-network'));
  });

  it('is that the hosts have lost each other, once the wire between them is cut', async () => {
    const address = await addressOf(on.host2, 'web2');
    await must(on.host2, 'ip link set eth0 down');
    await expect.poll(() => counted(on.host1)).toBe(1);
    await record('apart');
    expect(summary(await follow('host1/client', 'web2:80'))).toEqual(
      rightly('no-such-name', 'overlay-apart'),
    );
    const told = await follow('host1/client', `${address}:80`);
    expect(summary(told)).toEqual(rightly('no-route', 'overlay-apart'));
    expect(told.causes[0]?.params).toMatchObject({ network: 'ov', from: 'host1', to: 'host2' });
    // The other side comes to the same on 26.1 and 28.5; on 20.10 it goes on counting host1, and knows its names.
    expect(summary(await follow('host2/web2', 'client'))).toMatchObject({ agrees: true });
  });

  it('is that a container is on no network any more, once its host has left the swarm', async () => {
    await must(on.host2, 'docker swarm leave');
    await expect.poll(() => counted(on.host2)).toBe(0);
    await record('left');
    expect(summary(await follow('host1/client', 'web2:80'))).toEqual(
      rightly('no-such-name', 'name-other-host'),
    );
    const map = mapOf(await look());
    expect(map.rails.filter(({ name }) => name === 'ov')).toMatchObject([{ machines: ['machine:host1'] }]);
    const web2 = rowsOf(map).find(({ id }) => id === 'row:host2/web2');
    expect(web2).toMatchObject({ cells: [], notes: [{ kind: 'no-endpoint' }] });
  });
});
