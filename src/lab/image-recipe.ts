import type { Generation } from './types.ts';

/** What a lab host of a generation is made from. */
export type Recipe = {
  /** Debian release whose `docker.io` is of this generation. */
  readonly suite: string;
  /** Image of the same release on a registry. */
  readonly registryBase: string;
  readonly packages: readonly string[];
  /** Some of the packages, taken from a later Debian release than `suite`. They must need nothing but themselves. */
  readonly later?: { readonly suite: string; readonly packages: readonly string[] };
};

/**
 * What apt must be told (apt_preferences) so that nothing but the later packages comes from the later release. Empty
 * where there are none.
 */
export function preferences({ later }: Recipe): string {
  if (later === undefined) return '';
  const pin = (packages: string, priority: number): string =>
    `Package: ${packages}\nPin: release n=${later.suite}\nPin-Priority: ${priority}\n`;
  return `${pin('*', -1)}\n${pin(later.packages.join(' '), 990)}`;
}

/** On every generation: a Docker host, what a learner looks around with, and what the lesson images are made of. */
const packages = [
  'docker.io',
  'containerd',
  'runc',
  'tini',
  // Looking at networks.
  'iproute2',
  'iptables',
  'nftables',
  'ipset',
  'bridge-utils',
  'net-tools',
  'tcpdump',
  'conntrack',
  'ethtool',
  'iputils-ping',
  'iputils-arping',
  'traceroute',
  'bind9-dnsutils',
  'bind9-host',
  'curl',
  'ca-certificates',
  'netcat-openbsd',
  'socat',
  'iperf3',
  // Working on a host.
  'util-linux',
  'mount',
  'procps',
  'psmisc',
  'kmod',
  'bash-completion',
  'less',
  'vim-tiny',
  'nano',
  'jq',
  'ncurses-term',
  // The prober and the resolver.
  'python3-minimal',
  // The lesson images.
  'busybox-static',
  'nginx',
];

export const recipes: Readonly<Record<Generation, Recipe>> = {
  // Its minimal Python lacks os.setns, and ctypes is what replaces it.
  '20.10': {
    suite: 'bookworm',
    registryBase: 'debian:bookworm-slim',
    packages: [...packages, 'libpython3.11-stdlib'],
    // Its own, 1.35, crashes on `wget -T`.
    later: { suite: 'trixie', packages: ['busybox-static'] },
  },
  '26.1': { suite: 'trixie', registryBase: 'debian:trixie-slim', packages: [...packages, 'docker-cli'] },
  '28.5': { suite: 'forky', registryBase: 'debian:forky-slim', packages: [...packages, 'docker-cli'] },
};
