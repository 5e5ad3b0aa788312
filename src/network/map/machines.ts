import type { NetworkSeen } from '../docker.ts';
import { isUnread, type Link, type Machine, type Snapshot, type Stack } from '../model.ts';
import type { Uplink } from './model.ts';

/** Id of a machine on the map. */
export function machineId({ name }: { readonly name: string }): string {
  return `machine:${name}`;
}

/** The networks of a machine; none where there is no Docker, or it could not be read. */
export function networksOf({ docker }: Machine): readonly NetworkSeen[] {
  return docker === undefined || isUnread(docker) ? [] : docker.networks;
}

/** The network stack of a number. */
export function stackOf(snapshot: Snapshot, id: string | undefined): Stack | undefined {
  return id === undefined ? undefined : snapshot.stacks[id];
}

/** Number of the kernel's routing table `main`. */
const main = 254;

/** The interface the default route leads out by. */
export function uplinkOf(stack: Stack | undefined): Uplink {
  if (stack === undefined) return { kind: 'unread' };
  const [route] = stack.routes
    .filter(({ to, table, type }) => to === '0.0.0.0/0' && table === main && type === 'unicast')
    .toSorted((one, other) => one.metric - other.metric);
  const link = stack.links.find(({ index }) => index === route?.device);
  if (link === undefined) return { kind: 'none' };
  const own = firstIPv4(link);
  return { kind: 'up', interface: link.name, address: own?.address, prefix: own?.prefix };
}

/** The first IPv4 address of an interface. */
export function firstIPv4({ addresses }: Link): Link['addresses'][number] | undefined {
  return addresses.find(({ address }) => !address.includes(':'));
}
