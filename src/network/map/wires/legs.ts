import { inSubnet } from '../../ipv4.ts';
import { stackOf } from '../../machines.ts';
import type { Link, Snapshot, Stack } from '../../model.ts';
import type { Place } from '../../places.ts';
import { routeTo, type Way } from '../../routing.ts';
import { machineId } from '../machines.ts';
import type { Rail } from '../model.ts';
import { plugsOf } from '../plugs.ts';

/** How a place is on a network: by which interface, and through which port of the bridge. */
export type Leg = {
  readonly rail: Rail;
  readonly link: Link;
  readonly port: Link | undefined;
};

/** The networks a place has a wire to, in the order of the rails. The host is not at the end of a wire, but in the middle. */
export function legsOf(
  snapshot: Snapshot,
  { machine, stack }: Place,
  rails: readonly Rail[],
): readonly Leg[] {
  if (stack === undefined || stack.id === stackOf(snapshot, machine.stack)?.id) return [];
  const plugs = plugsOf(snapshot, machine, rails);
  return rails.flatMap((rail): Leg[] => {
    if (!rail.machines.includes(machineId(machine))) return [];
    if (rail.driver !== 'bridge') return unbridged(rail, stack);
    return plugs.flatMap(({ rail: id, port, end }) =>
      id === rail.id && end?.stack.id === stack.id ? [{ rail, link: end.link, port }] : [],
    );
  });
}

/** On networks without a bridge of the host's an interface is told by its address. */
function unbridged(rail: Rail, { links }: Stack): Leg[] {
  const { subnet } = rail;
  if (subnet === undefined) return [];
  return links
    .filter(({ addresses }) => addresses.some(({ address }) => inSubnet(address, subnet)))
    .slice(0, 1)
    .map(link => ({ rail, link, port: undefined }));
}

/** The leg by which a place answers an address: that of its route, else its first. */
export function legTo(legs: readonly Leg[], stack: Stack, address: string | undefined): Leg | undefined {
  const way: Way = address === undefined ? { is: 'none', type: 'none' } : routeTo(stack, address);
  const by = way.is === 'out' ? legs.find(({ link }) => link.index === way.link.index) : undefined;
  return by ?? legs[0];
}
