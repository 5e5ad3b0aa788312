import { describe, expect, test } from 'vitest';
import { staysAfterwards } from '../../../src/proof/traces.ts';

describe('what probably cannot be put back', () => {
  test.each([
    'docker network create new_net\ndocker network rm old_net',
    'docker cp note web1:/tmp/note',
    'docker rename web1 web2',
    'docker image prune',
    'true && ip rule add from 10.0.0.1 table 7',
    'outside ip route add 172.17.0.0/16 via 10.77.0.2',
    'echo 203.0.113.10 archive >>/etc/hosts',
    'kill -9 1',
    'ip link delete vh',
    'ip netns delete hand',
    'ip link set vh nomaster',
    'ip link add vc type dummy\nip link set vh netns hand',
  ])('%s', script => expect(staysAfterwards(script)).toBe(true));

  test.each([
    'docker run -d --name web1 busybox\ndocker stop web1',
    'docker run -d --name=web1 busybox; docker rm -f web1',
    'docker network create new_net\ndocker network rm new_net',
    'docker run -d --name web1 busybox\ndocker cp /etc/hostname web1:/tmp/note',
    'docker restart web1',
    'docker rm -f web1\ndocker run -d --name web1 busybox',
    'ip route add 10.0.0.0/8 via 10.77.0.1',
    'systemctl restart docker',
    'echo {} >/etc/docker/daemon.json\nkill -HUP $(pidof dockerd)',
    "docker exec box sh -c 'echo 203.0.113.10 archive >>/etc/hosts'",
    'docker exec box ip route add default via 10.0.0.1 || true',
    'ip -n hand route add default via 172.17.0.1',
    'iptables -F',
    'docker network connect my_net2 web',
    'sysctl -w net.ipv4.ip_forward=0',
    'ip route show',
    'ip netns add hand\nip link add vh type veth peer name vc\nip link set vc netns hand\nip link set vh nomaster\nip netns delete hand',
    'ip link set vh down',
  ])('but perhaps: %s', script => expect(staysAfterwards(script)).toBe(false));
});

describe('what probably cannot be put back where something is frail', () => {
  const frail = { made: new Set(['known']), started: new Set(['worn']), daemon: true };
  test.each([
    'docker rm -f known\ndocker run -d --name known busybox',
    'docker restart worn',
    'docker stop -t 0 other worn',
    'docker container rm -f worn',
    'systemctl restart docker || true',
    'service docker stop',
  ])('%s', script => {
    expect(staysAfterwards(script, frail)).toBe(true);
    expect(staysAfterwards(script)).toBe(false);
  });

  test.each([
    'docker restart known',
    'docker run -d --name worn busybox\ndocker restart worn',
    'docker rm -f other',
    'docker exec worn ls',
    'systemctl status docker',
  ])('but perhaps: %s', script => expect(staysAfterwards(script, frail)).toBe(false));
});
