import { stackOf } from '../machines.ts';
import type { Link, Machine, Snapshot } from '../model.ts';
import { otherEnd, type Port } from '../wiring.ts';
import { machineId } from './machines.ts';
import type { Rail } from './model.ts';

/** A port of a rail's bridge on a host, and the other end of its wire where that was read. */
export type Plug = { readonly rail: string; readonly port: Link; readonly end: Port | undefined };

/** What is plugged into the bridges of a host's rails, in the order of the rails and of the ports' numbers. */
export function plugsOf(snapshot: Snapshot, machine: Machine, rails: readonly Rail[]): readonly Plug[] {
  const stack = stackOf(snapshot, machine.stack);
  if (stack === undefined) return [];
  return rails.flatMap(rail => {
    const bridge = bridgeOf(stack.links, rail);
    if (bridge === undefined || !rail.machines.includes(machineId(machine))) return [];
    return stack.links
      .filter(({ master }) => master === bridge.index)
      .sort((one, other) => one.index - other.index)
      .map(port => ({ rail: rail.id, port, end: otherEnd(snapshot, { stack, link: port }) }));
  });
}

/** The bridge of a rail among the interfaces of a host. */
export function bridgeOf(links: readonly Link[], rail: Rail): Link | undefined {
  return rail.driver === 'bridge' ? links.find(({ name }) => name === rail.interface) : undefined;
}
