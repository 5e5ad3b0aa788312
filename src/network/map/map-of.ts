import { stackOf } from '../machines.ts';
import { isUnread, type Link, type Machine, type Snapshot } from '../model.ts';
import { machineId, uplinkOf } from './machines.ts';
import type { MapMachine, NetworkMap, Rail } from './model.ts';
import { railsOf } from './rails.ts';
import { rowsOf } from './rows.ts';

/** The map of a snapshot. */
export function mapOf(snapshot: Snapshot): NetworkMap {
  const rails = railsOf(snapshot.machines);
  return { rails, machines: snapshot.machines.map(machine => mapMachine(snapshot, machine, rails)) };
}

function mapMachine(snapshot: Snapshot, machine: Machine, rails: readonly Rail[]): MapMachine {
  const { name, docker } = machine;
  const id = machineId(machine);
  const stack = stackOf(snapshot, machine.stack);
  if (docker === undefined) {
    // The address of its wire before those that it merely holds.
    const links = (stack?.links ?? []).toSorted((one, other) => isLoop(one) - isLoop(other));
    const addresses = links
      .flatMap(link => link.addresses.map(({ address }) => address))
      .filter(address => !address.includes(':') && !address.startsWith('127.'));
    return { kind: 'outside', id, name, addresses };
  }
  return {
    kind: 'host',
    id,
    name,
    docker: isUnread(docker)
      ? { kind: 'unread', reason: docker.unread }
      : { kind: 'up', version: docker.version },
    uplink: uplinkOf(stack),
    rows: rowsOf(snapshot, machine, rails),
  };
}

function isLoop({ kind }: Link): number {
  return kind === 'loopback' ? 1 : 0;
}
