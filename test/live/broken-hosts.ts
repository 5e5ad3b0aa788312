/** A set-up in which one thing keeps one from reaching another, or lets it through all the same. */
export type Broken = {
  /** The cause that is to be named first. */
  readonly cause: string;
  readonly title: string;
  /** Shell lines on a fresh lab host. */
  readonly build: string;
  readonly from: string;
  readonly to: string;
  readonly port?: number;
  readonly protocol?: 'tcp' | 'udp' | 'icmp';
};

/** `serve NAME [docker run options]`: a page on port 80. `idle NAME [options]`: does nothing. */
export const shellWords = `set -eu
net() { docker network create "$@" >/dev/null; }
serve() {
  docker run -d --init --name "$@" busybox httpd -f -h /etc -p 80 >/dev/null
  # Docker returns before the program listens: without this, the last one served may be told to have no listener.
  served=/proc/$(pid "$1")/net
  until grep -q ':0050 .* 0A ' "$served/tcp" "$served/tcp6"; do :; done
}
idle() { docker run -d --init --name "$@" busybox sleep 100000 >/dev/null; }
pid() { docker inspect -f '{{.State.Pid}}' "$1"; }
inside() { nsenter -t "$(pid "$1")" -n sh -c "$2"; }
address() { docker inspect -f '{{range .NetworkSettings.Networks}}{{.IPAddress}}{{end}}' "$1"; }
`;

const pair = 'net front; serve web --network front; idle client --network front';
const apart = 'net front; net back; serve web --network back; idle client --network front';

export const brokenHosts: readonly Broken[] = [
  {
    cause: 'source-not-running',
    title: 'the container it starts from has been stopped',
    build: `${pair}; docker stop -t 0 client`,
    from: 'client',
    to: 'web',
    port: 80,
  },
  {
    cause: 'none-mode',
    title: 'a container without a network',
    build: 'serve web; idle client --network none',
    from: 'client',
    to: '172.17.0.2',
    port: 80,
  },
  {
    cause: 'old-namespace',
    title: 'a sidecar whose owner was started again',
    build: `${pair}; idle side --network container:client; docker restart -t 0 client`,
    from: 'side',
    to: '172.18.0.2',
    port: 80,
  },
  {
    cause: 'localhost-is-itself',
    title: 'localhost taken for another container',
    build: pair,
    from: 'client',
    to: 'localhost',
    port: 80,
  },
  {
    cause: 'name-default-bridge',
    title: 'a name on the default bridge',
    build: 'serve web; idle client',
    from: 'client',
    to: 'web',
    port: 80,
  },
  {
    cause: 'name-no-shared-network',
    title: 'a name on another network',
    build: apart,
    from: 'client',
    to: 'web',
    port: 80,
  },
  {
    cause: 'name-stopped',
    title: 'the name of a stopped container',
    build: `${pair}; docker stop -t 0 web`,
    from: 'client',
    to: 'web',
    port: 80,
  },
  {
    cause: 'alias-other-network',
    title: 'an alias that holds on another network',
    build:
      'net front; net back; serve web --network back --network-alias api; docker network connect front web; idle client --network front',
    from: 'client',
    to: 'api',
    port: 80,
  },
  { cause: 'name-unknown', title: 'a slip of the fingers', build: pair, from: 'client', to: 'wed', port: 80 },
  {
    cause: 'alias-ambiguous',
    title: 'one alias, two containers, one server',
    build:
      'net front; serve one --network front --network-alias api; idle two --network front --network-alias api; idle client --network front',
    from: 'client',
    to: 'api',
    port: 80,
  },
  {
    cause: 'resolver-changed',
    title: 'another name server written into resolv.conf',
    build: `${pair}; docker exec client sh -c 'echo nameserver 10.77.0.2 > /etc/resolv.conf'`,
    from: 'client',
    to: 'web',
    port: 80,
  },
  {
    cause: 'hosts-entry-stale',
    title: 'an old address in the hosts file',
    build: 'net front; serve web --network front; idle client --network front --add-host web:172.18.0.99',
    from: 'client',
    to: 'web',
    port: 80,
  },
  {
    cause: 'name-outside',
    title: 'a container’s name on another machine',
    build: pair,
    from: 'outside',
    to: 'web',
    port: 80,
  },
  {
    cause: 'name-of-host',
    title: 'a container’s name on its host',
    build: pair,
    from: 'host',
    to: 'web',
    port: 80,
  },
  {
    cause: 'name-host-mode',
    title: 'the name of a container in host mode',
    build: 'net front; idle client --network front; serve web --network host',
    from: 'client',
    to: 'web',
    port: 80,
  },
  {
    cause: 'address-of-nobody',
    title: 'an address nobody has',
    build: pair,
    from: 'client',
    to: '172.18.0.99',
    port: 80,
  },
  {
    cause: 'target-not-running',
    title: 'a link to a container that has been stopped',
    build: 'serve web; idle client --link web; docker stop -t 0 web',
    from: 'client',
    to: 'web',
    port: 80,
  },
  {
    cause: 'address-family',
    title: 'an IPv6 address on a network without IPv6',
    build: pair,
    from: 'client',
    to: 'fd00:99::2',
    port: 80,
  },
  {
    cause: 'no-route',
    title: 'a container that has lost its default route',
    build: `${pair}; inside client 'ip route del default'`,
    from: 'client',
    to: 'outside',
    port: 80,
  },
  {
    cause: 'wrong-gateway',
    title: 'a default route by way of nobody',
    build: `${pair}; inside client 'ip route replace default via 172.18.0.99'`,
    from: 'client',
    to: '203.0.113.10',
    port: 80,
  },
  {
    cause: 'link-down',
    title: 'a veth end set down on the host',
    build: `${pair}; i=$(docker exec client cat /sys/class/net/eth0/iflink)
      ip link set "$(ip -o link | awk -F': ' -v i=$i '$1 == i { sub(/@.*/, "", $2); print $2 }')" down`,
    from: 'client',
    to: '172.18.0.2',
    port: 80,
  },
  {
    cause: 'subnet-overlap',
    title: 'a network whose subnet is part of the uplink’s',
    build:
      'net --subnet 10.77.0.0/29 --ip-range 10.77.0.4/30 --gateway 10.77.0.6 lan; serve web --network lan',
    from: 'host',
    to: '10.77.0.1',
    port: 80,
  },
  {
    cause: 'no-shared-network',
    title: 'two networks, by address',
    build: apart,
    from: 'client',
    to: '172.19.0.2',
    port: 80,
  },
  {
    cause: 'icc-off',
    title: 'containers kept apart on one network',
    build:
      'net -o com.docker.network.bridge.enable_icc=false front; serve web --network front; idle client --network front',
    from: 'client',
    to: 'web',
    port: 80,
  },
  {
    cause: 'internal',
    title: 'out of an internal network',
    build: 'net --internal front; idle client --network front',
    from: 'client',
    to: 'outside',
    port: 80,
  },
  {
    cause: 'firewall-drop',
    title: 'a DROP of the user’s own',
    build: `${pair}; iptables -I DOCKER-USER -p tcp -m multiport --dports 80,443 -m comment --comment 'no -j ACCEPT' -j DROP`,
    from: 'client',
    to: 'web',
    port: 80,
  },
  {
    cause: 'firewall-reject',
    title: 'a REJECT of the user’s own',
    build: `${pair}; iptables -I DOCKER-USER -i br+ -p tcp --dport 80 -j REJECT --reject-with tcp-reset`,
    from: 'client',
    to: 'web',
    port: 80,
  },
  {
    cause: 'firewall-policy',
    title: 'rules flushed, the policy left behind',
    build: `${pair}; iptables -F; iptables -P FORWARD DROP`,
    from: 'client',
    to: 'web',
    port: 80,
  },
  {
    cause: 'forwarding-off',
    title: 'forwarding switched off',
    build: `${pair}; sysctl -qw net.ipv4.ip_forward=0`,
    from: 'client',
    to: 'outside',
    port: 80,
  },
  {
    cause: 'not-translated',
    title: 'masquerading flushed',
    build: `${pair}; iptables -t nat -F POSTROUTING`,
    from: 'client',
    to: 'outside',
    port: 80,
  },
  {
    cause: 'direct-access',
    title: 'a container’s address from another machine',
    build: `${pair}; outside ip route add 172.18.0.0/16 via 10.77.0.2`,
    from: 'outside',
    to: '172.18.0.2',
    port: 80,
  },
  {
    cause: 'no-way-back',
    title: 'a target that has lost its route to whoever asks',
    build: `net front; serve web -p 8080:80 --network front; inside web 'ip route del default'`,
    from: 'outside',
    to: 'host1',
    port: 8080,
  },
  {
    cause: 'target-paused',
    title: 'a paused container',
    build: `${pair}; docker pause web`,
    from: 'client',
    to: 'web',
    port: 80,
  },
  {
    cause: 'program-error',
    title: 'a program that ends with an error',
    build:
      'net front; idle client --network front; docker run -d --name web --network front busybox sh -c "exit 3"; docker wait web',
    from: 'client',
    to: 'web',
    port: 80,
  },
  {
    cause: 'port-taken',
    title: 'a container that could not start: its port is taken',
    build: `${pair}; idle first -p 8080:80; docker run -d --name late --network front -p 8080:80 busybox httpd -f || true`,
    from: 'client',
    to: 'late',
    port: 80,
  },
  {
    cause: 'nobody-listens',
    title: 'a port where nobody listens',
    build: pair,
    from: 'client',
    to: 'web',
    port: 81,
  },
  {
    cause: 'loopback-only',
    title: 'a server on the loopback of its container',
    build:
      'net front; docker run -d --init --name web --network front busybox httpd -f -p 127.0.0.1:80; idle client --network front',
    from: 'client',
    to: 'web',
    port: 80,
  },
  {
    cause: 'host-port-inside',
    title: 'the port of the host, from container to container',
    build: 'net front; serve web -p 8080:80 --network front; idle client --network front',
    from: 'client',
    to: 'web',
    port: 8080,
  },
  {
    cause: 'not-published',
    title: 'a port that was never published',
    build: pair,
    from: 'outside',
    to: 'host1',
    port: 80,
  },
  {
    cause: 'published-on-loopback',
    title: 'a port published for the host alone',
    build: 'net front; serve web -p 127.0.0.1:8080:80 --network front',
    from: 'outside',
    to: 'host1',
    port: 8080,
  },
  {
    cause: 'wrong-protocol',
    title: 'UDP asked of a TCP server',
    build: pair,
    from: 'client',
    to: 'web',
    port: 80,
    protocol: 'udp',
  },
  {
    cause: 'mtu',
    title: 'a narrower interface on the same network',
    build: `${pair}; inside web 'ip link set eth0 mtu 1400'`,
    from: 'client',
    to: 'web',
    port: 80,
  },
  {
    cause: 'undetermined',
    title: 'a table of nftables beside those of iptables',
    build: `${pair}; nft add table inet own; nft 'add chain inet own forward { type filter hook forward priority 0; policy drop; }'`,
    from: 'client',
    to: 'web',
    port: 80,
  },
  {
    cause: 'undetermined',
    title: 'a policy rule that may send packets another way',
    build: `${pair}; ip rule add priority 100 lookup 100`,
    from: 'client',
    to: 'outside',
    port: 80,
  },
  {
    cause: 'ping-ignored',
    title: 'a container that leaves pings unanswered',
    build:
      'net front; serve web --network front --sysctl net.ipv4.icmp_echo_ignore_all=1; idle client --network front',
    from: 'client',
    to: 'web',
    protocol: 'icmp',
  },
  {
    cause: 'undetermined',
    title: 'a rule that only the kernel can judge',
    build: `${pair}; iptables -I DOCKER-USER -m statistic --mode random --probability 0.5 -j DROP`,
    from: 'client',
    to: 'web',
    port: 80,
  },
  {
    cause: 'target-not-started',
    title: 'a container that was created and never started',
    build:
      'net front --subnet 10.22.16.0/24; idle client --network front --add-host web:10.22.16.9; docker create --name web --network front --ip 10.22.16.9 busybox sleep 9 >/dev/null',
    from: 'client',
    to: 'web',
    port: 80,
  },
  {
    cause: 'start-failed',
    title: 'a container whose program is not in its image',
    build:
      'net front; idle client --network front; docker run -d --name web --network front busybox htppd -f 2>/dev/null || true',
    from: 'client',
    to: 'web',
    port: 80,
  },
  {
    cause: 'shared-network',
    title: 'two containers on one network',
    build: pair,
    from: 'client',
    to: 'web',
    port: 80,
  },
  {
    cause: 'same-namespace',
    title: 'a sidecar that calls its owner',
    build: `${pair}; idle side --network container:web`,
    from: 'side',
    to: 'web',
    port: 80,
  },
  {
    cause: 'host-itself',
    title: 'a container that calls its own page',
    build: pair,
    from: 'web',
    to: '127.0.0.1',
    port: 80,
  },
  {
    cause: 'own-host',
    title: 'a program on the host that a container calls',
    build: `${pair}; docker run -d --init --name page --network host busybox httpd -f -h /etc -p 8000 >/dev/null`,
    from: 'client',
    to: 'host1',
    port: 8000,
  },
  {
    cause: 'published',
    title: 'a published port called from outside',
    build: 'net front; serve web --network front -p 8080:80',
    from: 'outside',
    to: 'host1',
    port: 8080,
  },
  {
    cause: 'br-netfilter-off',
    title: 'icc switched off where rules never see a bridge',
    build:
      'net front -o com.docker.network.bridge.enable_icc=false; serve web --network front; idle client --network front; sysctl -qw net.bridge.bridge-nf-call-iptables=0',
    from: 'client',
    to: 'web',
    port: 80,
  },
  {
    cause: 'rule-accepts',
    title: 'a rule that accepts what icc=false forbids',
    build:
      'net front -o com.docker.network.bridge.enable_icc=false; serve web --network front; idle client --network front; iptables -I FORWARD -j ACCEPT',
    from: 'client',
    to: 'web',
    port: 80,
  },
  {
    cause: 'rules-gone',
    title: 'two networks whose rules were flushed, with a policy that accepts',
    build:
      'net front; net back --subnet 10.22.16.0/24; serve web --network back --ip 10.22.16.9; idle client --network front; iptables -F; iptables -t raw -F; iptables -P FORWARD ACCEPT',
    from: 'client',
    to: '10.22.16.9',
    port: 80,
  },
  {
    cause: 'rules-gone',
    title: 'an internal network whose rules were flushed, with a way to it',
    build:
      'net front; net --internal back --subnet 10.22.16.0/24; serve web --network back --ip 10.22.16.9; idle client --network front; inside web "ip route replace default via 10.22.16.1"; iptables -F; iptables -t raw -F; iptables -P FORWARD ACCEPT',
    from: 'client',
    to: '10.22.16.9',
    port: 80,
  },
  {
    cause: 'rule-translates',
    title: 'a port sent on by a rule and not by -p',
    build: `net front; serve web --network front; iptables -t nat -I PREROUTING -p tcp --dport 9090 -j DNAT --to "$(address web):80"; iptables -I FORWARD -j ACCEPT`,
    from: 'outside',
    to: 'host1',
    port: 9090,
  },
  {
    cause: 'proxied',
    title: 'a published port called by the host itself',
    build: 'net front; serve web --network front -p 127.0.0.1:8080:80',
    from: 'host',
    to: '127.0.0.1',
    port: 8080,
  },
  {
    cause: 'forwarding-off',
    title: 'one bridge that forwards nothing',
    build: `${pair}; sysctl -qw "net.ipv4.conf.br-$(docker network inspect -f '{{.Id}}' front | cut -c1-12).forwarding=0"`,
    from: 'client',
    to: 'outside',
    port: 80,
  },
  {
    cause: 'server-unreachable',
    title: 'a name of the world outside, asked for without a way out',
    build: `idle client; inside client 'ip route del default'`,
    from: 'client',
    to: 'registry.example',
    port: 80,
  },
];
