import type {
  Container,
  Link,
  Machine,
  NetworkSeen,
  Snapshot,
  Stack,
} from '../../../../src/network/index.ts';

/** A host to be made up, with a bridge for each network and a veth pair for each address. */
export type HostPlan = {
  readonly name: string;
  readonly address?: string;
  readonly networks: readonly NetworkPlan[];
  readonly containers: readonly ContainerPlan[];
  /** Namespaces made by hand, by name: their addresses by network. */
  readonly namespaces?: Readonly<Record<string, Readonly<Record<string, string>>>>;
};

export type NetworkPlan = Partial<NetworkSeen> & { readonly name: string; readonly subnet: string };

export type ContainerPlan = Partial<Container> & {
  readonly name: string;
  /** Addresses by network. */
  readonly on?: Readonly<Record<string, string>>;
};

/** Hosts that were never there. */
export function lab(...hosts: readonly HostPlan[]): Snapshot {
  const made = hosts.map(hostFrom);
  return {
    machines: made.map(({ machine }) => machine),
    stacks: Object.fromEntries(made.flatMap(({ stacks }) => stacks.map(stack => [stack.id, stack]))),
    unread: [],
  };
}

function hostFrom(plan: HostPlan): { machine: Machine; stacks: Stack[] } {
  const networks = plan.networks.map(
    (network, at): NetworkSeen => ({
      id: `${network.name}-of-${plan.name}`.padEnd(64, '0'),
      driver: 'bridge',
      internal: false,
      gateway: undefined,
      range: undefined,
      options: { 'com.docker.network.bridge.name': network.name === 'bridge' ? 'docker0' : `br-${at}` },
      ...network,
    }),
  );
  const links: Link[] = [
    linkNamed('eth0', 2, 'veth', 99, [[plan.address ?? '10.77.0.2', 24]]),
    ...networks.flatMap((network, at) => {
      const [name] = Object.values(network.options);
      const gateway = network.subnet?.replace(/\d+\/\d+$/, '1') ?? '';
      return network.driver === 'bridge' && name !== undefined
        ? [linkNamed(name, 10 + at, 'bridge', undefined, [[gateway, prefixOf(network)]])]
        : [];
    }),
  ];
  const stacks: Stack[] = [];
  let next = 100;
  const wired = (id: string, on: Readonly<Record<string, string>>): Stack => {
    const own = Object.entries(on).map(([name, address], at) => {
      const network = networks.find(one => one.name === name);
      const bridge = links.find(
        link => link.kind === 'bridge' && link.name === Object.values(network?.options ?? {})[0],
      );
      const [inside, outside] = [next++, next++];
      if (bridge !== undefined)
        links.push({ ...linkNamed(`veth${outside}`, outside, 'veth', inside, []), master: bridge.index });
      return {
        ...linkNamed(`eth${at}`, inside, 'veth', outside, [[address, prefixOf(network)]]),
        mac: macOf(address),
      };
    });
    const stack = stackOf(id, own);
    stacks.push(stack);
    return stack;
  };
  const containers = plan.containers.map(({ on = {}, ...fields }): Container => {
    const runs = fields.state === undefined || fields.state === 'running' || fields.state === 'paused';
    const own = fields.mode === undefined;
    return {
      id: `id-of-${fields.name}`,
      state: 'running',
      exit: 0,
      error: '',
      hostname: fields.name,
      startedAt: '2026-01-01T00:00:00Z',
      pid: runs ? 100 : undefined,
      image: 'busybox',
      imageId: 'sha256:b',
      tty: false,
      stdin: false,
      networkMode: 'default',
      mode: 'bridge',
      endpoints: Object.entries(on).map(([network, address]) => ({
        network,
        address: runs ? address : undefined,
        prefix: runs ? prefixOf(networks.find(one => one.name === network)) : undefined,
        mac: runs ? macOf(address) : undefined,
        gateway: undefined,
        aliases: [],
        names: [],
        links: [],
      })),
      restarts: 0,
      published: [],
      declared: [],
      asked: [],
      files: { hosts: undefined, resolver: undefined },
      stack: runs && own ? wired(`${plan.name}-${fields.name}`, on).id : undefined,
      ...fields,
    };
  });
  const files = { hosts: undefined, resolver: undefined };
  const namespaces = Object.entries(plan.namespaces ?? {}).map(([name, on]) => ({
    name,
    stack: wired(`${plan.name}-netns-${name}`, on).id,
    files,
  }));
  const route = {
    type: 'unicast',
    to: '0.0.0.0/0',
    via: '10.77.0.1',
    device: 2,
    source: undefined,
    metric: 0,
    table: 254,
  };
  const host = { ...stackOf(plan.name, links), routes: [route] };
  return {
    machine: {
      name: plan.name,
      stack: host.id,
      files,
      namespaces,
      docker: { version: '28.5.2', containers, networks },
    },
    stacks: [host, ...stacks],
  };
}

function prefixOf(network: NetworkSeen | undefined): number {
  return Number(network?.subnet?.split('/')[1] ?? 16);
}

function macOf(address: string): string {
  return `02:42:${address
    .split('.')
    .map(octet => Number(octet).toString(16).padStart(2, '0'))
    .join(':')}`;
}

/** An interface that is up, with its addresses and their prefixes. */
export function linkNamed(
  name: string,
  index: number,
  kind: string,
  peer: number | undefined,
  addresses: readonly (readonly [string, number])[],
): Link {
  return {
    index,
    name,
    kind,
    mtu: 1500,
    mac: `00:00:00:00:00:${index.toString(16).padStart(2, '0')}`,
    up: true,
    carrier: true,
    master: undefined,
    peer,
    addresses: addresses.map(([address, prefix]) => ({ address, prefix })),
    forwarding: true,
    localnet: false,
  };
}

export function stackOf(id: string, links: readonly Link[]): Stack {
  return {
    id,
    links: [linkNamed('lo', 1, 'loopback', undefined, [['127.0.0.1', 8]]), ...links],
    routes: [],
    policyRouting: false,
    listeners: { tcp: [], udp: [] },
    bridgeFiltering: undefined,
    ignoresPing: false,
    rules: {},
    otherFilters: [],
  };
}

/** 40 containers on 12 networks, many on more than one. */
export function crowd(): Snapshot {
  const networks = Array.from({ length: 11 }, (_, at) => ({
    name: `net${at + 1}`,
    subnet: `172.${18 + at}.0.0/16`,
  }));
  return lab({
    name: 'host1',
    networks: [...networks, { name: 'bridge', subnet: '172.17.0.0/16' }],
    containers: Array.from({ length: 40 }, (_, at) => ({
      name: `box${at + 1}`,
      on: Object.fromEntries(
        networks
          .filter((_network, column) => (at + column) % 7 === 0 || column === at % 11)
          .map(({ name }, column) => [
            name,
            `172.${18 + networks.findIndex(one => one.name === name)}.${column}.${at + 2}`,
          ]),
      ),
    })),
  });
}

/** Two hosts with an overlay network through both, each with a bridge of its own. */
export function twoHosts(): Snapshot {
  const ov = { name: 'ov', id: 'ov'.padEnd(25, '0'), driver: 'overlay', subnet: '10.0.1.0/24', options: {} };
  return lab(
    {
      name: 'host1',
      address: '10.98.0.6',
      networks: [ov, { name: 'bridge', subnet: '172.17.0.0/16' }, { name: 'shop', subnet: '172.18.0.0/16' }],
      containers: [
        { name: 'wa', on: { ov: '10.0.1.2' } },
        { name: 'till', on: { shop: '172.18.0.2', ov: '10.0.1.4' } },
        { name: 'old', on: { bridge: '172.17.0.2' } },
      ],
    },
    {
      name: 'host2',
      address: '10.98.0.7',
      networks: [ov, { name: 'bridge', subnet: '172.17.0.0/16' }],
      containers: [{ name: 'wb', on: { ov: '10.0.1.3' } }],
    },
  );
}
