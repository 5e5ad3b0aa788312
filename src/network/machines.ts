import type { NetworkSeen } from './docker.ts';
import { type Container, isUnread, type Machine, type Snapshot, type Stack } from './model.ts';

/** The containers of a machine; none where there is no Docker, or it could not be read. */
export function containersOf({ docker }: Machine): readonly Container[] {
  return docker === undefined || isUnread(docker) ? [] : docker.containers;
}

/** The networks of a machine's Docker; none where there is no Docker, or it could not be read. */
export function networksOf({ docker }: Machine): readonly NetworkSeen[] {
  return docker === undefined || isUnread(docker) ? [] : docker.networks;
}

/** The machine a stack belongs to: as its own, one of its containers', or of a namespace made by hand. */
export function machineOf({ machines }: Snapshot, { id }: Stack): Machine | undefined {
  return machines.find(
    machine =>
      machine.stack === id ||
      machine.namespaces.some(({ stack }) => stack === id) ||
      containersOf(machine).some(({ stack }) => stack === id),
  );
}

/** The network stack of a number; undefined for one that nobody could enter. */
export function stackOf({ stacks }: Snapshot, id: string | undefined): Stack | undefined {
  return id === undefined ? undefined : stacks[id];
}
