import { namespaceOwner } from '../docker.ts';
import { containersOf, networksOf, stackOf } from '../machines.ts';
import type { Container, Machine, Snapshot } from '../model.ts';
import { bondOf } from './bonds.ts';
import { containerCells, hostCells, namespaceCells, type Surroundings } from './cells.ts';
import { machineId } from './machines.ts';
import type { Bond, MapCell, MapRow, Rail, RowNote, Standing } from './model.ts';
import { byName } from './order.ts';
import { plugsOf } from './plugs.ts';
import { portsOf } from './ports.ts';

/** The rows of a host: itself, its containers, and the namespaces somebody wired to its networks by hand. */
export function rowsOf(snapshot: Snapshot, machine: Machine, allRails: readonly Rail[]): readonly MapRow[] {
  const rails = allRails.filter(({ machines }) => machines.includes(machineId(machine)));
  const around: Surroundings = {
    rails,
    plugs: plugsOf(snapshot, machine, rails),
    host: stackOf(snapshot, machine.stack),
  };
  const containers = containersOf(machine).toSorted(byName);
  const guests = containers.filter(isGuest);
  const shown = new Set(guests);
  const withHanging = (one: Container, depth: number): MapRow[] => {
    shown.add(one);
    return [rowOf(snapshot, machine, one, around, depth), ...hangingUnder(one, depth + 1)];
  };
  const hangingUnder = (owner: Container, depth: number): MapRow[] =>
    containers
      .filter(one => !shown.has(one) && namespaceOwner(one, containers) === owner)
      .flatMap(one => withHanging(one, depth));
  const underHost = guests.flatMap(guest => hangingUnder(guest, 1));
  const own = containers
    .filter(one => !shown.has(one) && namespaceOwner(one, containers) === undefined)
    .flatMap(one => withHanging(one, 0));
  const path = machine.name;
  return [
    {
      kind: 'host',
      id: `row:${path}`,
      name: machine.name,
      cells: hostCells(path, around),
      notes: [],
      guests: guests.map(({ name }) => name),
    },
    ...underHost,
    ...own,
    ...namespaceRows(snapshot, machine, around),
  ];
}

/** Whether it is on the host's row: it runs in the host's namespace by host mode. */
function isGuest({ mode, state }: Container): boolean {
  return mode === 'host' && state === 'running';
}

function rowOf(
  snapshot: Snapshot,
  machine: Machine,
  container: Container,
  around: Surroundings,
  depth: number,
): MapRow {
  const path = `${machine.name}/${container.name}`;
  const bond = bondOf(container, containersOf(machine));
  const cells =
    bond?.kind === 'shares'
      ? []
      : containerCells(path, container, stackOf(snapshot, container.stack), around);
  return {
    kind: 'container',
    id: `row:${path}`,
    name: container.name,
    cells,
    notes: notesOf(container, cells, bond, machine, around.rails),
    standing: standingOf(container),
    ports: portsOf(container.published),
    depth,
  };
}

function notesOf(
  container: Container,
  cells: readonly MapCell[],
  bond: Bond | undefined,
  machine: Machine,
  rails: readonly Rail[],
): readonly RowNote[] {
  const known = [...networksOf(machine), ...rails].map(({ name }) => name);
  const named = (id: string) => rails.find(rail => rail.id === id)?.name ?? id;
  const gone = listedIn(container).filter(network => !known.includes(network));
  const cut = cells.filter(({ joint }) => joint === 'cut');
  const lack = bond ?? lackOf(container, cells);
  return [
    ...(lack === undefined ? [] : [lack]),
    ...gone.map((network): RowNote => ({ kind: 'network-gone', network })),
    ...cut.map(({ rail }): RowNote => ({ kind: 'cut', network: named(rail) })),
  ];
}

/** Why a container with a namespace of its own is on no network that Docker lists. */
function lackOf(container: Container, cells: readonly MapCell[]): RowNote | undefined {
  const { endpoints, mode, pid } = container;
  if (listedIn(container).length > 0) return undefined;
  if (cells.length > 0) return { kind: 'by-hand' };
  if (mode === 'host') return { kind: 'host-mode' };
  if (mode === 'none' || endpoints.length > 0) return { kind: 'no-network' };
  return pid === undefined ? undefined : { kind: 'no-endpoint' };
}

/** Networks that are rails, or were. */
function listedIn({ endpoints }: Container): readonly string[] {
  return endpoints.map(({ network }) => network).filter(network => network !== 'none' && network !== 'host');
}

/** Namespaces with a wire to a rail, as far as they are not those of a container or of the host under another name. */
function namespaceRows(snapshot: Snapshot, machine: Machine, around: Surroundings): readonly MapRow[] {
  const taken = new Set([machine.stack, ...containersOf(machine).map(({ stack }) => stack)]);
  return machine.namespaces
    .filter(({ stack }) => !taken.has(stack))
    .toSorted(byName)
    .flatMap(({ name, stack: id }): MapRow[] => {
      const stack = stackOf(snapshot, id);
      const path = `${machine.name}/netns:${name}`;
      const cells = stack === undefined ? [] : namespaceCells(path, stack, around);
      return cells.length === 0 ? [] : [{ kind: 'namespace', id: `row:${path}`, name, cells, notes: [] }];
    });
}

/** How a container stands. */
function standingOf({ state, exit, error }: Container): Standing {
  if ((state === 'created' || state === 'exited') && error !== '') return { kind: 'failed', exit };
  if (state === 'running' || state === 'paused' || state === 'created') return { kind: state };
  if (state === 'exited' || state === 'restarting') return { kind: state, exit };
  return { kind: 'unusual', state };
}
