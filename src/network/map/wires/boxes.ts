import { namespaceOwnerId } from '../../docker.ts';
import { containersOf, stackOf } from '../../machines.ts';
import type { Container, Link, Machine, Snapshot, Stack } from '../../model.ts';
import type { Place } from '../../places.ts';
import { isAny, type Socket } from '../../sockets.ts';
import { firstIPv4 } from '../machines.ts';
import type { Rail } from '../model.ts';
import { byName, compareNames } from '../order.ts';
import { bridgeOf } from '../plugs.ts';
import type { BoxInterface, Bridge, StackBox } from './model.ts';

/** A place as a box. It shows the interfaces that are given, or all that lead anywhere. */
export function boxOf({ label, stack, container }: Place, links?: readonly Link[]): StackBox {
  const shown = links ?? (stack?.links ?? []).filter(({ kind }) => kind !== 'loopback');
  return {
    names: [label],
    state: stack !== undefined ? 'read' : isOff(container) ? 'not-running' : 'unread',
    interfaces: shown.map(interfaceOf),
    listeners: stack === undefined ? [] : listenersIn(stack),
  };
}

function isOff(container: Container | undefined): boolean {
  return container !== undefined && container.pid === undefined;
}

/** An interface with its first address. */
export function interfaceOf(link: Link): BoxInterface {
  const own = firstIPv4(link);
  return { name: link.name, address: own === undefined ? undefined : `${own.address}/${own.prefix}` };
}

/** TCP sockets that listen, by port; one for both families is said once. */
function listenersIn({ listeners }: Stack): readonly string[] {
  const sockets = listeners.tcp.toSorted(
    (one, other) => one.port - other.port || compareNames(one.address, other.address),
  );
  return [...new Set(sockets.map(socketText))];
}

function socketText({ address, port }: Socket): string {
  if (isAny(address)) return `*:${port}`;
  return `${address.includes(':') ? `[${address}]` : address}:${port}`;
}

/** What is in the middle of a rail on a host. */
export function bridgeOn(snapshot: Snapshot, machine: Machine, rail: Rail): Bridge {
  const link = bridgeOf(stackOf(snapshot, machine.stack)?.links ?? [], rail);
  return {
    network: rail.name,
    driver: rail.driver,
    interface: rail.interface,
    mtu: link?.mtu,
    address: link === undefined ? undefined : interfaceOf(link).address,
  };
}

/** Names of everything that lives in a namespace of a host: its owner before those that were started into it. */
export function namesIn(machine: Machine, stack: string): readonly string[] {
  const containers = containersOf(machine)
    .filter(one => one.stack === stack)
    .toSorted((one, other) => guest(one) - guest(other) || byName(one, other));
  const inside =
    containers.length > 0
      ? containers
      : machine.namespaces.filter(one => one.stack === stack).toSorted(byName);
  return inside.map(({ name }) => name);
}

function guest(container: Container): number {
  return namespaceOwnerId(container) === undefined ? 0 : 1;
}
