import type { Link, Stack } from '../model.ts';
import { defaultWay } from '../routing.ts';
import type { Uplink } from './model.ts';

/** Id of a machine on the map. */
export function machineId({ name }: { readonly name: string }): string {
  return `machine:${name}`;
}

/** The interface the default route leads out by. */
export function uplinkOf(stack: Stack | undefined): Uplink {
  if (stack === undefined) return { kind: 'unread' };
  const way = defaultWay(stack);
  if (way.is !== 'out') return { kind: 'none' };
  const { link } = way;
  const own = firstIPv4(link);
  return { kind: 'up', interface: link.name, address: own?.address, prefix: own?.prefix };
}

/** The first IPv4 address of an interface. */
export function firstIPv4({ addresses }: Link): Link['addresses'][number] | undefined {
  return addresses.find(({ address }) => !address.includes(':'));
}
