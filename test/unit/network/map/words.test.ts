import { describe, expect, it } from 'vitest';
import {
  drawMap,
  drawWires,
  goalMap,
  type MapCode,
  mapOf,
  mapSvg,
  mapWords,
  type Snapshot,
  snapshotOf,
  wiresOf,
} from '../../../../src/network/index.ts';
import { keptReadings } from '../kept-readings.ts';
import { drawing, drawn, words } from './drawing.ts';
import { lab, linkNamed, type stackOf, twoHosts } from './lab.ts';
import { hostWith, recorded, rowsOf, trouble } from './outline.ts';

/** A host with its stack changed. */
function withHost(
  snapshot: Snapshot,
  change: (host: ReturnType<typeof stackOf>) => ReturnType<typeof stackOf>,
): Snapshot {
  const host = snapshot.stacks.host1;
  if (host === undefined) throw new Error('no host');
  return { ...snapshot, stacks: { ...snapshot.stacks, host1: change(host) } };
}

/** Hosts on which there is everything a map has words for. */
function everything(): readonly Snapshot[] {
  const web = { name: 'web', on: { front: '172.18.0.2' } };
  const states = hostWith([
    { name: 'r', state: 'restarting', exit: 1 },
    { name: 'd', state: 'dead' },
    { name: 'h', state: 'exited', mode: 'host' },
    { name: 'n', mode: 'front', stack: 'host1-n' },
    { name: 'w', on: { bridge: '172.17.0.9' }, endpoints: [] },
    web,
    { name: 'late', state: 'exited', mode: 'container:id-of-web' },
    { name: 'gone', state: 'exited', on: { back: '172.19.0.2' } },
    { name: 'left', mode: 'container:id-of-gone', stack: 'of-old' },
  ]);
  const cut = withHost(hostWith([web]), host => ({
    ...host,
    routes: [],
    links: host.links.map(link => ({ ...link, up: false })),
  }));
  const silent = hostWith([]);
  return [
    states,
    cut,
    {
      ...silent,
      machines: silent.machines.map(machine => ({ ...machine, docker: { unread: 'no answer' } })),
    },
    trouble(),
    recorded('26.1'),
    twoHosts(),
  ];
}

it('every word that is listed is asked for somewhere, and no other', () => {
  const asked = new Set<string>();
  const noted = (code: MapCode, params?: Readonly<Record<string, string | number>>) => {
    asked.add(code);
    return words(code, params);
  };
  const options = { ...drawing, columns: 80, words: noted };
  for (const snapshot of everything()) {
    drawMap(mapOf(snapshot), options);
    mapSvg(mapOf(snapshot), noted);
  }
  const goals = hostWith([{ name: 'web', on: { front: '172.18.0.2' } }]);
  const wanted = [{ networks: ['back'] }, { networks: [] }, { shares: 'db' }];
  for (const way of wanted)
    drawMap(goalMap([{ machine: 'host1', name: 'web', ...way }], mapOf(goals)), options);
  drawMap(goalMap([{ machine: 'host1', name: 'db', networks: ['back'] }], mapOf(goals)), options);
  const pairs = (snapshot: Snapshot, ...names: readonly (readonly [string, string])[]) => {
    for (const pair of [undefined, ...names]) {
      const wires = pair === undefined ? wiresOf(snapshot) : wiresOf(snapshot, ...pair);
      if (wires.kind !== 'unknown' && wires.kind !== 'ambiguous') drawWires(wires, options);
    }
  };
  pairs(recorded('26.1'), ['client', 'db'], ['side', 'web'], ['lone', 'gone'], ['web', 'outside']);
  const networks = [{ name: 'bridge', subnet: '172.17.0.0/16' }];
  const two = lab(
    { name: 'host1', networks, containers: [{ name: 'a', on: { bridge: '172.17.0.2' } }] },
    {
      name: 'host2',
      networks,
      containers: [
        { name: 'b', on: { bridge: '172.17.0.3' } },
        { name: 'c', stack: 'nobody' },
      ],
    },
  );
  pairs(hostWith([]));
  pairs(two, ['a', 'b'], ['a', 'c']);
  const still = withHost(two, host => ({
    ...host,
    routes: [],
    listeners: {
      tcp: Array.from({ length: 20 }, (_, at) => ({ address: '0.0.0.0', port: 8000 + at })),
      udp: [],
    },
    links: [
      ...host.links.map(link => ({ ...link, forwarding: false })),
      { ...linkNamed('vp1', 60, 'veth', 9, []), master: 10 },
    ],
  }));
  pairs(still, ['a', 'b'], ['a', 'host1']);
  expect([...asked].sort()).toEqual(Object.keys(mapWords).sort());
});

describe.each(['20.10', '26.1', '28.5'])('the broken hosts kept from Docker %s', generation => {
  const kept = Object.entries(keptReadings(generation));

  it('are drawn with every container there is, and fit', () => {
    expect(kept.length).toBeGreaterThan(0);
    for (const [title, { reading }] of kept) {
      const snapshot = snapshotOf([reading]);
      const text = drawn(snapshot, 60);
      const docker = snapshot.machines[0]?.docker;
      const containers = docker === undefined || 'unread' in docker ? [] : docker.containers;
      for (const { name } of containers) expect(text, title).toContain(name);
      expect(containers.length, title).toBeGreaterThan(0);
    }
  });

  it('have a cut wire only where somebody cut one', () => {
    const cut = kept.flatMap(([title, { reading }]) =>
      rowsOf(mapOf(snapshotOf([reading]))).some(({ cells }) =>
        cells.some(({ joint }) => joint !== 'wired' && joint !== 'off'),
      )
        ? [title]
        : [],
    );
    expect(cut).toContain('a veth end set down on the host');
    expect(cut.filter(title => !/veth|interface|wire|bridge set down/.test(title))).toEqual([]);
  });
});
