import { describe, expect, test } from 'vitest';
import { differenceBetween, lasting } from '../../../src/proof/picture.ts';

describe('comparing two pictures of a host', () => {
  const before = new Map([
    ['container 1', 'a'],
    ['sysctls', 'b'],
  ]);
  test.each<[string, ReadonlyMap<string, string>, string | undefined]>([
    ['the same', new Map([...before].reverse()), undefined],
    ['another text', new Map([...before, ['sysctls', 'c']]), 'sysctls'],
    ['something gone', new Map([['sysctls', 'b']]), 'container 1'],
    ['something new', new Map([...before, ['container 2', '']]), 'container 2'],
  ])('%s', (_what, after, difference) => {
    expect(differenceBetween(before, after)).toBe(difference);
  });
});

describe('what of a line counts', () => {
  const link = (name: string, index: number, peer: number, mac: string) =>
    `${index}: ${name}@if${peer}: <BROADCAST,UP> mtu 1500 master docker0 state UP \\    link/ether ${mac} brd ff:ff:ff:ff:ff:ff link-netnsid ${peer}`;
  test.each([
    [
      'the veth of a container that was started again',
      link('veth0a1b2c3', 7, 6, '3a:00:00:00:00:01'),
      link('vethc0ffee1', 12, 11, '3a:00:00:00:00:02'),
    ],
    [
      'its link-local address',
      'fe80::a00:1ff:fe00:1 dev veth0a1b2c3 proto kernel',
      'fe80::b00:2ff:fe00:2 dev vethc0ffee1 proto kernel',
    ],
    [
      'the ports of its resolver',
      '-A DOCKER_OUTPUT -d 127.0.0.11/32 -p tcp -m tcp --dport 53 -j DNAT --to-destination 127.0.0.11:40985',
      '-A DOCKER_OUTPUT -d 127.0.0.11/32 -p tcp -m tcp --dport 53 -j DNAT --to-destination 127.0.0.11:35657',
    ],
    [
      'and the way back from them',
      '-A DOCKER_POSTROUTING -s 127.0.0.11/32 -p udp -m udp --sport 50138 -j SNAT --to-source :53',
      '-A DOCKER_POSTROUTING -s 127.0.0.11/32 -p udp -m udp --sport 36386 -j SNAT --to-source :53',
    ],
  ])('%s: the same', (_what, before, after) => {
    expect(before).not.toBe(after);
    expect(lasting(after)).toBe(lasting(before));
  });

  test.each([
    [
      'a veth that is down',
      link('veth0a1b2c3', 7, 6, '3a:00:00:00:00:01'),
      link('veth0a1b2c3', 7, 6, '3a:00:00:00:00:01').replace('state UP', 'state DOWN'),
    ],
    [
      'the MAC address of a bridge',
      '4: docker0: <UP> \\    link/ether 02:42:00:00:00:01',
      '4: docker0: <UP> \\    link/ether 02:42:00:00:00:02',
    ],
    ['a veth somebody made', '9: vh: <UP> mtu 1500', '9: vx: <UP> mtu 1500'],
    [
      'a port that is forwarded',
      '-A DOCKER -p tcp --dport 8080 -j DNAT --to-destination 172.17.0.2:80',
      '-A DOCKER -p tcp --dport 8080 -j DNAT --to-destination 172.17.0.2:81',
    ],
  ])('%s: another', (_what, before, after) => {
    expect(lasting(after)).not.toBe(lasting(before));
  });
});
