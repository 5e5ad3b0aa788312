import { describe, expect, it } from 'vitest';
import type { HostSeen } from '../../../src/network/index.ts';
import type { Link } from '../../../src/probe/kinds/ip.ts';
import { isObstacle } from '../../../src/probe/obstacle.ts';
import { fill } from '../../../src/probe/resolve.ts';
import type { Scene } from '../../../src/probe/scene.ts';
import {
  bridge,
  containerNamed,
  daemonGone,
  endpointOn,
  hasWords,
  hostWith,
  myNet,
  sceneOn,
} from './fixtures.ts';

const both = containerNamed('box1', {
  endpoints: [endpointOn('bridge', '172.17.0.2'), endpointOn('my_net2', '172.18.0.5')],
  published: [
    { port: 80, protocol: 'tcp', address: '0.0.0.0', hostPort: 8080 },
    { port: 53, protocol: 'udp', address: '127.0.0.1', hostPort: 5300 },
  ],
});
const side = containerNamed('side', { mode: `container:${both.id}`, endpoints: [] });
const stopped = containerNamed('old', {
  state: 'exited',
  exit: 137,
  pid: undefined,
  endpoints: [endpointOn('bridge', undefined)],
});
const bare = containerNamed('bare', {
  mode: 'host',
  networkMode: 'host',
  endpoints: [endpointOn('host', undefined)],
});
const full = hostWith(
  [both, side, stopped, bare],
  [bridge, myNet, { ...bridge, name: 'host', driver: 'host', subnet: undefined, gateway: undefined }],
);

const linkNamed = (ifname: string, ifindex: number, peer: number, local?: string): Link => ({
  ifname,
  ifindex,
  link_index: peer,
  flags: ['UP', 'LOWER_UP'],
  addr_info: local === undefined ? [] : [{ local, prefixlen: 16 }],
});

const filled = async (text: string, seen: HostSeen = full) => {
  const found = await fill(text, sceneOn(seen, { seen: { old: '172.17.0.9' } }));
  if (!isObstacle(found)) return found.text;
  hasWords(found.obstacle);
  return `${found.verdict} ${found.obstacle.code}`;
};

describe('placeholders', () => {
  it.each([
    ['{ip:box1}', '172.17.0.2'],
    ['{ip:box1@my_net2}', '172.18.0.5'],
    ['{ip:side}', '172.17.0.2'],
    ['{mac:box1}', '02:42:ac:11:00:02'],
    ['{gateway:bridge}', '172.17.0.1'],
    ['{subnet:my_net2}', '172.18.0.0/16'],
    ['{if:bridge}', 'docker0'],
    ['{if:my_net2}', 'br-abc123abc123'],
    ['{id:my_net2}', 'abc123abc123'],
    ['{id:box1}', 'box100000000'],
    ['{seen:old}', '172.17.0.9'],
    ['{ip:host}', '10.77.0.2'],
    ['{ip:outside}', '203.0.113.10'],
    ['{port:box1/80}', '8080'],
    ['{port:box1/80/tcp}', '8080'],
    ['{port:box1/53/udp}', '5300'],
    ['{port:box1}', '{port:box1}'],
    ['from {ip:box1} to {gateway:bridge}', 'from 172.17.0.2 to 172.17.0.1'],
    ['no braces', 'no braces'],
  ])('%s is %s', async (text, value) => {
    expect(await filled(text)).toBe(value);
  });

  it.each([
    ['a container that is not there', '{ip:nobody}', 'fail container.absent'],
    ['a container that has exited', '{ip:old}', 'fail container.exited'],
    ['a container that is not on the network', '{ip:side@my_net2x}', 'fail membership.not-attached'],
    ['a container without an address of its own', '{ip:bare}', 'fail membership.no-address'],
    ['a port that is not published', '{port:side/80}', 'fail container.not-published'],
    ['a port of another protocol', '{port:box1/80/udp}', 'fail container.not-published'],
    ['a port of a container that has exited', '{port:old/80}', 'fail container.exited'],
    ['a network that is not there', '{subnet:nothing}', 'fail network.absent'],
    ['a network without a subnet', '{subnet:host}', 'fail network.no-value'],
    ['a network without a bridge', '{if:host}', 'fail network.no-value'],
    ['a value nobody has noted', '{seen:nothing}', 'could-not-measure unmeasured.seen'],
  ])('%s has its own sentence', async (_, text, said) => {
    expect(await filled(text)).toBe(said);
  });

  it("finds the host's end of a veth pair by the numbers of both ends", async () => {
    // As on engine 28: each container's eth0 has the number 2, as the host's own.
    const inside = [
      linkNamed('eth0', 2, 5, '172.17.0.2'),
      linkNamed('eth1', 3, 7, '172.18.0.5'),
      linkNamed('eth2', 4, 1),
    ];
    const outside = [
      linkNamed('eth0', 2, 2, '10.77.0.2'),
      linkNamed('vethother', 4, 2),
      linkNamed('vethmine', 5, 2),
      linkNamed('vethsecond', 7, 3),
    ];
    const at = async (text: string, seen: HostSeen = full, host = outside) => {
      const links: Scene['links'] = async (_, pid) => ({ rows: pid === undefined ? host : inside });
      const found = await fill(text, { ...sceneOn(seen), links });
      if (!isObstacle(found)) return found.text;
      hasWords(found.obstacle);
      return `${found.verdict} ${found.obstacle.code}`;
    };
    expect(await at('{veth:box1}')).toBe('vethmine');
    expect(await at('{veth:side}')).toBe('vethmine');
    expect(await at('{veth:box1@my_net2}')).toBe('vethsecond');
    expect(await at('{veth:box1@other}')).toBe('fail membership.not-attached');
    expect(await at('{veth:old}')).toBe('fail container.exited');
    expect(await at('{veth:nobody}')).toBe('fail container.absent');
    // Cut, or another's: the number fits and nobody answers to it.
    expect(await at('{veth:box1}', full, outside.slice(0, 2))).toBe('fail container.no-veth');
    expect(await at('{veth:box1}', full, [linkNamed('vethmine', 5, 9)])).toBe('fail container.no-veth');
    // A macvlan interface names its parent by number, and the parent may have that number by chance.
    const parent = hostWith([both], [{ ...bridge, driver: 'macvlan' }]);
    expect(await at('{veth:box1}', parent)).toBe('fail container.no-veth');
  });

  it('fails while Docker is down', async () => {
    expect(await filled('{ip:box1}', daemonGone)).toBe('fail daemon.down');
  });

  it('takes the network that is left when a container has left the one it started on', async () => {
    const moved = { ...both, endpoints: [endpointOn('my_net2', '172.18.0.5')] };
    expect(await filled('{ip:box1}', hostWith([moved]))).toBe('172.18.0.5');
  });
});
