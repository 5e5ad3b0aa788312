import type { EndpointSeen, NetworkSeen } from './docker.ts';
import { linkOf } from './endpoint-link.ts';
import { containersOf, networksOf, stackOf } from './machines.ts';
import type { Container, Link, Machine, Snapshot, Stack } from './model.ts';
import { once } from './once.ts';

/** A container on an overlay network. */
export type OnOverlay = {
  readonly machine: Machine;
  /** As its own host sees it. Its id is the same on all hosts of a swarm. */
  readonly network: NetworkSeen;
  readonly container: Container;
  readonly endpoint: EndpointSeen;
};

/** Who is on overlay networks, on all hosts. */
export const onOverlays = once((snapshot: Snapshot): readonly OnOverlay[] =>
  snapshot.machines.flatMap(machine => {
    const networks = networksOf(machine).filter(({ driver }) => driver === 'overlay');
    return containersOf(machine).flatMap(container =>
      container.endpoints.flatMap((endpoint): OnOverlay[] => {
        const network = networks.find(({ name }) => name === endpoint.network);
        return network === undefined ? [] : [{ machine, network, container, endpoint }];
      }),
    );
  }),
);

/** An interface on an overlay network. */
export type OverlayPort = Pick<OnOverlay, 'machine' | 'network'> & {
  readonly stack: Stack;
  readonly link: Link;
};

/** Interfaces on overlay networks, on all hosts. */
export const overlayPorts = once((snapshot: Snapshot): readonly OverlayPort[] =>
  onOverlays(snapshot).flatMap(({ machine, network, container, endpoint }) => {
    const stack = stackOf(snapshot, container.stack);
    const link = stack === undefined ? undefined : linkOf(stack, endpoint);
    return stack === undefined || link === undefined ? [] : [{ machine, network, stack, link }];
  }),
);

/** Whether a host counts another one among those of a network. */
export type Counted =
  /** `address`: where it sends what is for containers there. */
  { readonly is: 'yes'; readonly address: string } | { readonly is: 'no' } | { readonly is: 'unknown' };

/**
 * Whether the host that sees a network so counts another one among its hosts. All follows what it last heard by swarm's
 * gossip (7946/tcp and udp): 5 to 15 s after a wire was cut `Peers`, names and the entries of the VXLAN interface are gone
 * at once, and a few seconds after it holds again they are back. The two hosts need not be of one mind (20.10).
 */
export function counts(snapshot: Snapshot, network: NetworkSeen, other: Machine): Counted {
  const stack = stackOf(snapshot, other.stack);
  const address = stack && network.peers?.find(peer => hasAddress(stack, peer));
  if (address !== undefined) return { is: 'yes', address };
  // An address that no host was read with may be another one of this host.
  return { is: countsStrangers(snapshot, network) ? 'unknown' : 'no' };
}

/** Whether a host counts others among those of a network that were not read, or may do so. */
export function countsStrangers(snapshot: Snapshot, { peers }: NetworkSeen): boolean {
  const hosts = snapshot.machines.flatMap(machine => stackOf(snapshot, machine.stack) ?? []);
  return peers === undefined || peers.some(peer => !hosts.some(host => hasAddress(host, peer)));
}

function hasAddress({ links }: Stack, address: string): boolean {
  return links.some(({ addresses }) => addresses.some(one => one.address === address));
}

/** UDP port of what hosts send each other for an overlay network, unless `swarm init --data-path-port` says another. */
export const vxlanPort = 4789;

/** What carries an overlay network from one host to another. */
export type Tunnel = {
  readonly network: string;
  readonly near: { readonly name: string; readonly stack: Stack };
  readonly far: { readonly name: string; readonly stack: Stack };
  /** Where the near host sends to; undefined where it does not count the far one among the hosts of the network. */
  readonly address: string | undefined;
};

/** The tunnel between two interfaces on one overlay network; undefined where not enough is known of it. */
export function tunnelBetween(snapshot: Snapshot, near: OverlayPort, far: OverlayPort): Tunnel | undefined {
  const { network, machine } = near;
  const stacks = { near: stackOf(snapshot, machine.stack), far: stackOf(snapshot, far.machine.stack) };
  if (stacks.near === undefined || stacks.far === undefined) return undefined;
  // Encrypted it travels as ESP, by policies of the kernel's that are not read.
  if (network.options.encrypted !== undefined) return undefined;
  // The kernel's own socket is listed among the others: without it the swarm was given another port.
  if (!stacks.far.listeners.udp.some(({ port }) => port === vxlanPort)) return undefined;
  const counted = counts(snapshot, network, far.machine);
  if (counted.is === 'unknown') return undefined;
  return {
    network: network.name,
    near: { name: machine.name, stack: stacks.near },
    far: { name: far.machine.name, stack: stacks.far },
    address: counted.is === 'yes' ? counted.address : undefined,
  };
}
