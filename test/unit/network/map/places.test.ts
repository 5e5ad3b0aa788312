import { describe, expect, it } from 'vitest';
import { mapOf, type Snapshot } from '../../../../src/network/index.ts';
import { lab, linkNamed, twoHosts } from './lab.ts';
import { front, hostWith, outline, places, rowOf, rowsOf } from './outline.ts';

describe('places on rails', () => {
  it('say the part of an address that the subnet leaves open', () => {
    const narrow = { name: 'narrow', subnet: '10.9.16.0/20' };
    const part = (network: { name: string; subnet: string }, address: string) =>
      rowOf(
        mapOf(
          lab({
            name: 'host1',
            networks: [network],
            containers: [{ name: 'a', on: { [network.name]: address } }],
          }),
        ),
        'a',
      ).cells[0]?.hostPart;
    expect(part(front, '172.18.0.2')).toBe('.2');
    expect(part(front, '172.18.3.7')).toBe('.3.7');
    expect(part(narrow, '10.9.16.5')).toBe('.5');
    expect(part(narrow, '10.9.17.5')).toBe('.17.5');
    expect(part(front, '10.1.2.3')).toBe('10.1.2.3');
  });

  it('are kept for a container that does not run, without an address', () => {
    const map = mapOf(hostWith([{ name: 'gone', state: 'exited', on: { back: '172.19.0.2' } }]));
    expect(places(rowOf(map, 'gone'))).toEqual(['rail:host1/back off -']);
  });

  it('are the bridges for the host, and none on an overlay network', () => {
    const [host] = rowsOf(mapOf(twoHosts()));
    expect(host && places(host)).toEqual(['rail:host1/shop wired .1', 'rail:host1/bridge wired .1']);
  });

  /** The snapshot with one interface of one stack changed; `undefined` takes it away. */
  function withLink(
    snapshot: Snapshot,
    stack: string,
    name: RegExp,
    change: Partial<ReturnType<typeof linkNamed>> | undefined,
  ): Snapshot {
    const changed = snapshot.stacks[stack];
    if (changed === undefined) throw new Error(stack);
    const links = changed.links.flatMap(link => {
      if (!name.test(link.name)) return [link];
      return change === undefined ? [] : [{ ...link, ...change }];
    });
    return { ...snapshot, stacks: { ...snapshot.stacks, [stack]: { ...changed, links } } };
  }

  const plain = () => hostWith([{ name: 'web', on: { front: '172.18.0.2' } }]);

  it.each([
    ['the interface is gone', withLink(plain(), 'host1-web', /eth0/, undefined)],
    ['the interface is down', withLink(plain(), 'host1-web', /eth0/, { up: false })],
    ['the port is down', withLink(plain(), 'host1', /^veth/, { up: false })],
    ['the port is off the bridge', withLink(plain(), 'host1', /^veth/, { master: undefined })],
  ])('are cut where Docker lists them and %s', (_, snapshot) => {
    const row = rowOf(mapOf(snapshot), 'web');
    expect(places(row)).toEqual(['rail:host1/front cut .2']);
    expect(row.notes).toEqual([{ kind: 'cut', network: 'front' }]);
  });

  it('are cut for the host where the bridge is down or gone', () => {
    const host = (snapshot: Snapshot) => places(rowOf(mapOf(snapshot), 'host1'))[2];
    expect(host(plain())).toBe('rail:host1/bridge wired .1');
    expect(host(withLink(plain(), 'host1', /docker0/, { up: false }))).toBe('rail:host1/bridge cut .1');
    expect(host(withLink(plain(), 'host1', /docker0/, undefined))).toBe('rail:host1/bridge cut -');
  });

  it('are cut for what was wired by hand and is down', () => {
    const snapshot = hostWith([], { namespaces: { hand: { bridge: '172.17.0.200' } } });
    const down = withLink(snapshot, 'host1', /^veth/, { up: false });
    expect(places(rowOf(mapOf(down), 'hand'))).toEqual(['rail:host1/bridge cut .200']);
  });

  it('show the address in the subnet where an interface has several', () => {
    const snapshot = hostWith([], { namespaces: { hand: { bridge: '172.17.0.200' } } });
    const addresses = ['10.0.0.1', '172.17.0.201'].map(address => ({ address, prefix: 16 }));
    const more = withLink(snapshot, 'host1-netns-hand', /eth0/, { addresses });
    expect(places(rowOf(mapOf(more), 'hand'))).toEqual(['rail:host1/bridge unlisted .201']);
  });

  it('of the host are not those of a container in host mode that is paused', () => {
    const snapshot = hostWith([{ name: 'guest', mode: 'host', state: 'paused', stack: 'host1' }]);
    const host = snapshot.stacks.host1;
    if (host === undefined) throw new Error('no host');
    const pair = [
      {
        ...linkNamed('in', 70, 'veth', 71, []),
        master: host.links.find(({ name }) => name === 'docker0')?.index,
      },
      linkNamed('out', 71, 'veth', 70, [['172.17.0.5', 16]]),
    ];
    const wired = { ...snapshot, stacks: { host1: { ...host, links: [...host.links, ...pair] } } };
    expect(places(rowOf(mapOf(wired), 'guest'))).toEqual([]);
  });

  it('are taken for right where the other end of the wire could not be read', () => {
    const snapshot = withLink(plain(), 'host1-web', /eth0/, { peer: 4711 });
    expect(places(rowOf(mapOf(snapshot), 'web'))).toEqual(['rail:host1/front wired .2']);
  });

  it('move with the wire: one plugged into another bridge is cut here and there without Docker knowing', () => {
    const snapshot = plain();
    const backIndex = snapshot.stacks.host1?.links.find(({ name }) => name === 'br-2')?.index;
    const moved = withLink(snapshot, 'host1', /^veth/, { master: backIndex });
    expect(places(rowOf(mapOf(moved), 'web'))).toEqual([
      'rail:host1/back unlisted 172.18.0.2',
      'rail:host1/front cut .2',
    ]);
  });

  it('show the address that is there, not the one Docker remembers', () => {
    const snapshot = withLink(plain(), 'host1-web', /eth0/, {
      addresses: [{ address: '172.18.0.77', prefix: 16 }],
    });
    expect(places(rowOf(mapOf(snapshot), 'web'))).toEqual(['rail:host1/front wired .77']);
  });

  it('are found by the wire for a namespace made by hand, and only where it leads to a bridge of Docker', () => {
    const snapshot = hostWith([{ name: 'web', on: { bridge: '172.17.0.2' } }], {
      namespaces: { hand: { bridge: '172.17.0.200' }, aside: {} },
    });
    const map = mapOf(snapshot);
    expect(outline(map)).toEqual(['host1', 'web', 'hand']);
    expect(rowOf(map, 'hand').kind).toBe('namespace');
    expect(places(rowOf(map, 'hand'))).toEqual(['rail:host1/bridge unlisted .200']);
  });

  it('do not show the namespace of a container a second time under the name ip netns knows it by', () => {
    const snapshot = hostWith([{ name: 'web', on: { bridge: '172.17.0.2' } }]);
    const files = { hosts: undefined, resolver: undefined };
    const machines = snapshot.machines.map(machine => ({
      ...machine,
      namespaces: [{ name: 'web', stack: 'host1-web', files }],
    }));
    expect(outline(mapOf({ ...snapshot, machines }))).toEqual(['host1', 'web']);
  });

  it('are found by the wire for a container of none mode that was wired by hand', () => {
    const map = mapOf(hostWith([{ name: 'lone', on: { bridge: '172.17.0.9' }, endpoints: [] }]));
    expect(places(rowOf(map, 'lone'))).toEqual(['rail:host1/bridge unlisted .9']);
    expect(outline(map)).toEqual(['host1', 'lone | by-hand']);
  });

  it('show a macvlan interface of the host beside those of its containers', () => {
    const snapshot = lab({
      name: 'host1',
      networks: [{ name: 'mv', driver: 'macvlan', subnet: '10.98.0.0/24', options: { parent: 'eth0' } }],
      containers: [],
    });
    const host = snapshot.stacks.host1;
    if (host === undefined) throw new Error('no host');
    const shim = linkNamed('shim', 50, 'macvlan', 2, [['10.98.0.79', 32]]);
    const with_ = { ...snapshot, stacks: { host1: { ...host, links: [...host.links, shim] } } };
    expect(places(rowOf(mapOf(snapshot), 'host1'))).toEqual([]);
    expect(places(rowOf(mapOf(with_), 'host1'))).toEqual(['rail:host1/mv unlisted .79']);
  });
});
