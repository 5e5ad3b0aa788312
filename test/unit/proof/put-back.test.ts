import { describe, expect, test } from 'vitest';
import { differenceBetween } from '../../../src/proof/put-back.ts';
import { staysAfterwards } from '../../../src/proof/traces.ts';

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

describe('what probably cannot be put back', () => {
  test.each([
    'systemctl restart docker',
    'docker restart web1',
    'docker run -d --name web2 busybox\ndocker stop web1 web2',
    'echo {} >/etc/docker/daemon.json',
    'true && ip route add 10.0.0.0/8 via 10.77.0.1',
    'docker exec box ip route add default via 10.0.0.1 || true',
    'docker container rm -f web1',
  ])('%s', script => expect(staysAfterwards(script)).toBe(true));

  test.each([
    'docker run -d --name web1 busybox\ndocker stop web1',
    'docker run -d --name=web1 busybox; docker rm -f web1',
    'iptables -F',
    'docker network connect my_net2 web',
    'sysctl -w net.ipv4.ip_forward=0',
    'ip route show',
  ])('but perhaps: %s', script => expect(staysAfterwards(script)).toBe(false));
});
