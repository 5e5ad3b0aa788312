import { describe, expect, it } from 'vitest';
import { type Snapshot, wiresOf } from '../../../../src/network/index.ts';
import { drawnWires } from './drawing.ts';
import { lab, twoHosts } from './lab.ts';
import { hostWith, recorded } from './outline.ts';

describe('two containers on one network', () => {
  it('are drawn beside the bridge that joins them, with what is published below it', () => {
    expect(drawnWires(recorded('26.1'), ['client', 'web'], 80)).toMatchInlineSnapshot(`
      "
      client                                                         web
      ┌───────────────┐       front  br-000000000001  mtu 1500       ┌───────────────┐
      │ eth0          │     ┌──────────────────────────────────┐     │ eth0          │
      │ 172.18.0.3/16 ├─────┤ veth0000002 ════════ veth0000003 ├─────┤ 172.18.0.2/16 │
      └───────────────┘     │          172.18.0.1/16           │     │ LISTEN *:80   │
                            └─────────────────┬────────────────┘     └───────────────┘
                              nat: 0.0.0.0:8080 → 172.18.0.2:80
      "
    `);
  });

  it('stand below one another where there is less room', () => {
    expect(drawnWires(recorded('28.5'), ['client', 'web'], 60)).toMatchInlineSnapshot(`
      "
      ┌──────────────────────────────────┐
      │ client                           │
      │ eth0  172.18.0.3/16              │
      └───┬──────────────────────────────┘
          │
      ┌───┴──────────────────────────────┐
      │ front  br-000000000001  mtu 1500 │
      │ veth0000002 ═══ veth0000003      │
      │ 172.18.0.1/16                    │
      └───┬──────────────────────────────┘
          │
      ┌───┴──────────────────────────────┐
      │ web                              │
      │ eth0  172.18.0.2/16              │
      │ LISTEN *:80                      │
      └──────────────────────────────────┘
      nat: 0.0.0.0:8080 → 172.18.0.2:80
      "
    `);
  });

  it('are the same from the other end, the other way round', () => {
    const [there, back] = [
      wiresOf(recorded('26.1'), 'client', 'web'),
      wiresOf(recorded('26.1'), 'web', 'client'),
    ];
    if (there.kind !== 'path' || back.kind !== 'path') throw new Error('no path');
    const ends = (wires: typeof there) =>
      wires.stations.map(station => (station.kind === 'stack' ? station.box.names[0] : station.kind));
    expect(ends(there)).toEqual(['client', 'bridge', 'web']);
    expect(ends(back)).toEqual(['web', 'bridge', 'client']);
    expect(back.stations[1]).toMatchObject({
      ports: there.stations[1]?.kind === 'bridge' ? there.stations[1].ports.toReversed() : [],
    });
  });

  it('of several hosts are joined by their overlay network', () => {
    expect(drawnWires(twoHosts(), ['wa', 'wb'], 80)).toMatchInlineSnapshot(`
      "
      host1/wa                                            host2/wb
      ┌─────────────┐        ov  overlay  mtu 1500        ┌─────────────┐
      │ eth0        │      ┌───────────────────────┐      │ eth0        │
      │ 10.0.1.2/24 ├──────┤ ═════════════════════ ├──────┤ 10.0.1.3/24 │
      └─────────────┘      └───────────────────────┘      └─────────────┘
      "
    `);
  });
});

describe('two containers on different networks', () => {
  it('are joined by two bridges and what the host does between them', () => {
    expect(drawnWires(recorded('26.1'), ['client', 'db'], 60)).toMatchInlineSnapshot(`
      "
      client
      ┌───────────────┐     ┌──────────────────────────────────┐
      │ eth0          │     │ front  br-000000000001  mtu 1500 │
      │ 172.18.0.3/16 ├─────┤ veth0000002        172.18.0.1/16 │
      └───────────────┘     └───┬──────────────────────────────┘
                                │ host1 routes, rules permitting
      db                        │
      ┌───────────────┐     ┌───┴──────────────────────────────┐
      │ eth0          │     │ back  br-000000000003  mtu 1500  │
      │ 172.19.0.2/16 ├─────┤ veth0000004       172.19.0.1/16  │
      │ LISTEN *:80   │     └──────────────────────────────────┘
      └───────────────┘
      "
    `);
  });

  it('are not joined where the host does not forward, and the drawing says so', () => {
    const snapshot = recorded('26.1');
    const host = snapshot.stacks[snapshot.machines[0]?.stack ?? ''];
    if (host === undefined) throw new Error('no host');
    const links = host.links.map(link => ({ ...link, forwarding: false }));
    const still = { ...snapshot, stacks: { ...snapshot.stacks, [host.id]: { ...host, links } } };
    expect(drawnWires(still, ['client', 'db'], 80)).toContain('│ host1 does not forward');
  });

  it('of different hosts are joined by both hosts and their uplinks', () => {
    const networks = [{ name: 'bridge', subnet: '172.17.0.0/16' }];
    const far = [{ name: 'bridge', subnet: '172.18.0.0/16' }];
    const snapshot = lab(
      {
        name: 'host1',
        address: '10.98.0.6',
        networks,
        containers: [{ name: 'a', on: { bridge: '172.17.0.2' } }],
      },
      {
        name: 'host2',
        address: '10.98.0.7',
        networks: far,
        containers: [{ name: 'b', on: { bridge: '172.18.0.2' } }],
      },
    );
    const toFar = {
      type: 'unicast',
      to: '172.18.0.0/16',
      via: '10.98.0.7',
      device: 2,
      source: undefined,
      metric: 0,
      table: 254,
    };
    const host1 = snapshot.stacks.host1;
    if (host1 === undefined) throw new Error('no host');
    const routed = { ...snapshot, stacks: { ...snapshot.stacks, host1: { ...host1, routes: [toFar] } } };
    expect(drawnWires(routed, ['a', 'b'], 80)).toMatchInlineSnapshot(`
      "
      host1/a
      ┌───────────────┐     ┌───────────────────────────┐
      │ eth0          │     │ bridge  docker0  mtu 1500 │
      │ 172.17.0.2/16 ├─────┤ veth101     172.17.0.1/16 │
      └───────────────┘     └───┬───────────────────────┘
                                │ host1 routes, rules permitting
                                │ 172.18.0.2 via 10.98.0.7 dev eth0
                                │ eth0  10.98.0.6/24
                                │ eth0  10.98.0.7/24
                                │ host2 routes, rules permitting
      host2/b                   │
      ┌───────────────┐     ┌───┴───────────────────────┐
      │ eth0          │     │ bridge  docker0  mtu 1500 │
      │ 172.18.0.2/16 ├─────┤ veth101     172.18.0.1/16 │
      └───────────────┘     └───────────────────────────┘
      "
    `);
    const cut = { ...snapshot, stacks: { ...snapshot.stacks, host1: { ...host1, routes: [] } } };
    expect(drawnWires(cut, ['a', 'b'], 80)).toContain('host1 has no route to 172.18.0.2');
  });

  it('are joined by the networks that their routes use', () => {
    const snapshot = hostWith([
      { name: 'a', on: { back: '172.19.0.2' } },
      { name: 'b', on: { front: '172.18.0.2', bridge: '172.17.0.2' } },
    ]);
    const stack = snapshot.stacks['host1-b'];
    const host = snapshot.stacks.host1;
    const device = stack?.links.find(({ name }) => name === 'eth1')?.index;
    const [route] = host?.routes ?? [];
    if (stack === undefined || route === undefined) throw new Error('no route');
    const bridges = (one: Snapshot) => {
      const wires = wiresOf(one, 'a', 'b');
      const stations = wires.kind === 'path' ? wires.stations : [];
      return stations.flatMap(station => (station.kind === 'bridge' ? [station.bridge.network] : []));
    };
    expect(bridges(snapshot)).toEqual(['back', 'front']);
    const routed = { ...stack, routes: [{ ...route, via: '172.17.0.1', device }] };
    expect(bridges({ ...snapshot, stacks: { ...snapshot.stacks, 'host1-b': routed } })).toEqual([
      'back',
      'bridge',
    ]);
  });

  it('stand below one another where the names of networks are long', () => {
    const networks = ['a', 'b'].map((name, at) => ({
      name: `network-${name}-of-the-accounting-department`,
      subnet: `172.${18 + at}.0.0/16`,
    }));
    const containers = networks.map(({ name }, at) => ({
      name: `box${at}`,
      on: { [name]: `172.${18 + at}.0.2` },
    }));
    expect(
      drawnWires(lab({ name: 'host1', networks, containers }), ['box0', 'box1'], 60),
    ).toMatchInlineSnapshot(`
      "
      ┌────────────────────────────────────────────────────────┐
      │ box0                                                   │
      │ eth0  172.18.0.2/16                                    │
      └───┬────────────────────────────────────────────────────┘
          │
      ┌───┴────────────────────────────────────────────────────┐
      │ network-a-of-the-accounting-department  br-0  mtu 1500 │
      │ veth101                                                │
      │ 172.18.0.1/16                                          │
      └───┬────────────────────────────────────────────────────┘
          │
      ┌───┴────────────────────────────────────────────────────┐
      │ host1 routes, rules permitting                         │
      └───┬────────────────────────────────────────────────────┘
          │
      ┌───┴────────────────────────────────────────────────────┐
      │ network-b-of-the-accounting-department  br-1  mtu 1500 │
      │ veth103                                                │
      │ 172.19.0.1/16                                          │
      └───┬────────────────────────────────────────────────────┘
          │
      ┌───┴────────────────────────────────────────────────────┐
      │ box1                                                   │
      │ eth0  172.19.0.2/16                                    │
      └────────────────────────────────────────────────────────┘
      "
    `);
  });

  it('are joined by no host where one of them is on no bridge', () => {
    const mv = { name: 'mv', driver: 'macvlan', subnet: '10.98.0.0/24', options: { parent: 'eth0' } };
    const snapshot = lab({
      name: 'host1',
      networks: [mv, { name: 'bridge', subnet: '172.17.0.0/16' }],
      containers: [
        { name: 'a', on: { mv: '10.98.0.64' } },
        { name: 'b', on: { bridge: '172.17.0.2' } },
      ],
    });
    expect(drawnWires(snapshot, ['a', 'b'], 60)).toContain('no wire leads from a to b');
  });
});
