import { inSubnet } from './ipv4.ts';
import { machineOf, stackOf } from './machines.ts';
import type { Link, Snapshot, Stack } from './model.ts';
import { once } from './once.ts';
import { overlayPorts, type Tunnel, tunnelBetween } from './overlay.ts';

/** An interface, with the stack it is in. */
export type Port = { readonly stack: Stack; readonly link: Link };

/** What hears a frame that is sent from an interface without being routed. */
export type Segment = {
  /** The bridge in the middle, if there is one. */
  readonly bridge: Port | undefined;
  /** Interfaces that can be meant by an address, but for the one it was asked of. */
  readonly members: readonly Member[];
  /** Whether there is more beyond that could not be read: an uplink, a tunnel, somebody else's veth. */
  readonly open: boolean;
};

export type Member = Port & {
  /** The port of the bridge on the way to it; undefined where it is the bridge itself, or there is none. */
  readonly by: Port | undefined;
  /** The way to it from one host to another, on an overlay network. */
  readonly tunnel?: Tunnel;
};

/** The other end of a veth pair, where that was read. */
export function otherEnd(snapshot: Snapshot, { stack, link }: Port): Port | undefined {
  if (link.kind !== 'veth' || link.peer === undefined) return undefined;
  const machine = machineOf(snapshot, stack);
  const ends = (vethsOf(snapshot).get(`${link.peer} ${link.index}`) ?? []).filter(one => one.link !== link);
  const inside = ends.filter(one => machineOf(snapshot, one.stack) === machine);
  // Two hosts may number their interfaces alike, and no pair leads from one to the other: only to the machine beyond.
  const beyond = ends.filter(one => {
    const other = machineOf(snapshot, one.stack);
    return other?.docker === undefined || machine?.docker === undefined;
  });
  const [end, ...more] = inside.length > 0 ? inside : beyond;
  return more.length === 0 ? end : undefined;
}

/** All veth ends, by their own number and that of their peer. */
const vethsOf = once((snapshot: Snapshot): ReadonlyMap<string, readonly Port[]> => {
  const veths = Object.values(snapshot.stacks).flatMap(stack =>
    stack.links.filter(({ kind }) => kind === 'veth').map((link): Port => ({ stack, link })),
  );
  return Map.groupBy(veths, ({ link }) => `${link.index} ${link.peer}`);
});

/** Segments of a snapshot that have been asked for, by the interface they were asked of. */
const segmentsOf = once((_: Snapshot) => new Map<Link, Segment>());

/** Who is on the same link as an interface, at the layer below IP. */
export function segmentOf(snapshot: Snapshot, port: Port): Segment {
  const known = segmentsOf(snapshot);
  const segment = known.get(port.link) ?? segmentFrom(snapshot, port);
  known.set(port.link, segment);
  return segment;
}

function segmentFrom(snapshot: Snapshot, port: Port): Segment {
  if (port.link.kind === 'bridge') {
    const seen = portsOf(snapshot, port);
    return { bridge: port, members: seen.members, open: seen.open };
  }
  if (port.link.kind === 'macvlan') return onParent(snapshot, port);
  const overlay = onOverlay(snapshot, port);
  if (overlay !== undefined) return overlay;
  const end = otherEnd(snapshot, port);
  if (end === undefined) return { bridge: undefined, members: uplinks(snapshot, port), open: true };
  if (end.link.master === undefined)
    return { bridge: undefined, members: [{ ...end, by: undefined }], open: false };
  const link = end.stack.links.find(({ index }) => index === end.link.master);
  if (link === undefined) return { bridge: undefined, members: [], open: true };
  const bridge = { stack: end.stack, link };
  const seen = portsOf(snapshot, bridge);
  const others = seen.members.filter(one => !same(one, port));
  return { bridge, members: [{ ...bridge, by: undefined }, ...others], open: seen.open };
}

/** What hangs on the ports of a bridge. */
function portsOf(snapshot: Snapshot, bridge: Port): { members: Member[]; open: boolean } {
  const members: Member[] = [];
  let open = false;
  for (const link of bridge.stack.links.filter(({ master }) => master === bridge.link.index)) {
    const by = { stack: bridge.stack, link };
    const end = otherEnd(snapshot, by);
    if (end !== undefined) members.push({ ...end, by });
    else open ||= link.up && link.carrier;
  }
  return { members, open };
}

/** Interfaces of machines whose other end is on a wire nobody reads, and that share a subnet with this one. */
function uplinks(snapshot: Snapshot, { stack, link }: Port): Member[] {
  const subnets = link.addresses.map(({ address, prefix }) => `${address}/${prefix}`);
  return snapshot.machines.flatMap(machine => {
    const other = stackOf(snapshot, machine.stack);
    if (other === undefined || other.id === stack.id) return [];
    return other.links
      .filter(one => otherEnd(snapshot, { stack: other, link: one }) === undefined)
      .filter(one => one.addresses.some(({ address }) => subnets.some(subnet => inSubnet(address, subnet))))
      .map((one): Member => ({ stack: other, link: one, by: undefined }));
  });
}

/**
 * Others on the same overlay network. The bridge in their middle is in a namespace of Docker's own on each host, without a
 * rule in it. Who else is on it, swarm's load balancers for one, nobody reads.
 */
function onOverlay(snapshot: Snapshot, port: Port): Segment | undefined {
  const ports = overlayPorts(snapshot);
  const own = ports.find(one => same(one, port));
  if (own === undefined) return undefined;
  const others = ports.filter(one => one.network.id === own.network.id && !same(one, port));
  const members = others.flatMap(({ machine, network, stack, link }): Member[] => {
    if (machine === own.machine) return [{ stack, link, by: undefined }];
    const tunnel = tunnelBetween(snapshot, own, { machine, network, stack, link });
    return tunnel === undefined ? [] : [{ stack, link, by: undefined, tunnel }];
  });
  return { bridge: undefined, members, open: true };
}

/** Other macvlan interfaces on the same parent. The parent itself is out of reach: that is how macvlan works. */
function onParent(snapshot: Snapshot, { stack, link }: Port): Segment {
  const machine = machineOf(snapshot, stack);
  const members = Object.values(snapshot.stacks).flatMap(other =>
    other.links
      .filter(
        one => one.kind === 'macvlan' && one.peer === link.peer && machineOf(snapshot, other) === machine,
      )
      .map((one): Member => ({ stack: other, link: one, by: undefined })),
  );
  return { bridge: undefined, members: members.filter(one => !same(one, { stack, link })), open: true };
}

function same(one: Port, other: Port): boolean {
  return one.stack.id === other.stack.id && one.link.index === other.link.index;
}

/** Whether an address is one of a stack's own. 127.0.0.0/8 always is. */
export function isOwn(stack: Stack, address: string): boolean {
  return (
    address.startsWith('127.') ||
    stack.links.some(({ addresses }) => addresses.some(one => one.address === address))
  );
}
