import { machineId } from './machines.ts';
import type { MapCell, MapHost, MapRow, NetworkMap, Rail, RowNote, Standing } from './model.ts';
import { byName } from './order.ts';
import { inRailOrder, localRailId } from './rails.ts';

/** Where a container is to be: on these networks and maybe on others, on none at all, or in another one's namespace. */
export type GoalContainer = {
  /** Name of its host. */
  readonly machine: string;
  readonly name: string;
} & ({ readonly networks: readonly string[] } | { readonly shares: string });

/** What a step is to lead to. Containers it doesn't name may be anywhere. */
export type Goal = readonly GoalContainer[];

/** Where a container of a goal is not yet. */
export type Gap = {
  /** As `host1/web`. */
  readonly container: string;
  /** Whether it runs at all. */
  readonly runs: boolean;
  /** Networks it is to be on, one it is to leave, or whose namespace it is to be in. */
  readonly notes: readonly GapNote[];
};

type GapNote = Extract<RowNote, { kind: 'to-join' | 'to-leave' | 'to-share' }>;

/** What the network as it is lacks for a goal; empty where the goal is reached. */
export function gapsIn(goal: Goal, now: NetworkMap): readonly Gap[] {
  return goal.flatMap(one => {
    const { runs, notes } = seenAs(one, now);
    return runs && notes.length === 0 ? [] : [{ container: `${one.machine}/${one.name}`, runs, notes }];
  });
}

/**
 * The map a goal leads to, on which everything that is so `now` stands as it stands on a map, and all else as not running or
 * not yet there. It has the containers and networks that the goal names, and no addresses: Docker chooses those.
 */
export function goalMap(goal: Goal, now: NetworkMap): NetworkMap {
  const names = now.machines.map(({ name }) => name);
  const hosts = now.machines.filter(one => one.kind === 'host');
  const rails = railsFor(goal, now).toSorted(
    (one, other) => rank(one, names) - rank(other, names) || inRailOrder(one, other),
  );
  const machines = hosts.flatMap((host): MapHost[] => {
    const own = goal.filter(({ machine }) => machine === host.name);
    return own.length === 0 ? [] : [{ ...host, rows: rowsFor(own, rails, now, host) }];
  });
  return { rails, machines };
}

/** Rails of several hosts stand first, as on every map. */
function rank({ machines: [first = '', ...others] }: Rail, names: readonly string[]): number {
  return others.length > 0 ? -1 : names.map(name => machineId({ name })).indexOf(first);
}

function railsFor(goal: Goal, now: NetworkMap): readonly Rail[] {
  const rails = new Map<string, Rail>();
  for (const one of goal)
    for (const network of railNames(one)) {
      const rail = railCalled(network, one.machine, now.rails) ?? railToCome(network, one.machine);
      rails.set(rail.id, rail);
    }
  return [...rails.values()];
}

/** Networks of a container that are rails: in host mode one is on the host's row. */
function railNames(one: GoalContainer): readonly string[] {
  return 'networks' in one ? one.networks.filter(name => name !== 'host') : [];
}

function railCalled(network: string, machine: string, rails: readonly Rail[]): Rail | undefined {
  return rails.find(
    ({ name, machines }) => name === network && machines.includes(machineId({ name: machine })),
  );
}

/** A network that nobody has made yet. */
function railToCome(name: string, machine: string): Rail {
  return {
    id: localRailId(machine, name),
    name,
    driver: 'bridge',
    subnet: undefined,
    interface: undefined,
    dns: name !== 'bridge',
    internal: false,
    icc: true,
    machines: [machineId({ name: machine })],
  };
}

/** The host's row where something is in host mode, then containers by name, each with those in its namespace below it. */
function rowsFor(
  goal: Goal,
  rails: readonly Rail[],
  now: NetworkMap,
  { id, name }: MapHost,
): readonly MapRow[] {
  const isGuest = (one: GoalContainer) => isHostMode(one) && gapsIn([one], now).length === 0;
  const guests = goal.filter(isGuest).map(one => one.name);
  const others = goal.filter(one => !isGuest(one)).toSorted(byName);
  const isUnder = (one: GoalContainer, owner: GoalContainer) => 'shares' in one && one.shares === owner.name;
  const tops = others.filter(one => !others.some(owner => isUnder(one, owner)));
  const rowOf = (one: GoalContainer, depth: number): MapRow => containerRow(one, depth, rails, now);
  const host: MapRow = { kind: 'host', id: `row:${id}`, name, cells: [], notes: [], guests };
  return [
    ...(guests.length === 0 ? [] : [host]),
    ...tops.flatMap(top => [
      rowOf(top, 0),
      ...others.filter(one => isUnder(one, top)).map(one => rowOf(one, 1)),
    ]),
  ];
}

function isHostMode(one: GoalContainer): boolean {
  return 'networks' in one && one.networks.includes('host');
}

function containerRow(one: GoalContainer, depth: number, rails: readonly Rail[], now: NetworkMap): MapRow {
  const { runs, notes } = seenAs(one, now);
  const standing: Standing = runs ? { kind: 'running' } : { kind: 'awaited' };
  const cells = railNames(one).flatMap((network): MapCell[] => {
    const rail = railCalled(network, one.machine, rails);
    if (rail === undefined) return [];
    const lacks = notes.some(note => note.kind === 'to-join' && note.network === network);
    return [
      {
        id: `cell:${one.machine}/${one.name}@${rail.id}`,
        rail: rail.id,
        joint: lacks ? 'off' : 'wired',
        address: undefined,
        hostPart: undefined,
      },
    ];
  });
  return {
    kind: 'container',
    id: `row:${one.machine}/${one.name}`,
    name: one.name,
    cells,
    notes: runs && notes.length > 0 ? notes : wayOf(one, runs),
    standing,
    ports: [],
    depth,
  };
}

/** How a container is to be connected, where no rail shows it. */
function wayOf(one: GoalContainer, runs: boolean): readonly RowNote[] {
  if ('shares' in one) return [{ kind: runs ? 'shares' : 'would-share', of: one.shares }];
  if (isHostMode(one)) return [{ kind: 'host-mode' }];
  return one.networks.length === 0 ? [{ kind: 'no-network' }] : [];
}

/** How a container of a goal stands now. One that is on more networks than it must be lacks nothing. */
function seenAs(one: GoalContainer, now: NetworkMap): { readonly runs: boolean; readonly notes: GapNote[] } {
  const host = now.machines.find(machine => machine.kind === 'host' && machine.name === one.machine);
  const rows = host?.kind === 'host' ? host.rows : [];
  const row = rows.find(({ kind, name }) => kind === 'container' && name === one.name);
  const isGuest = rows.some(other => other.kind === 'host' && other.guests.includes(one.name));
  const runs = isGuest || (row?.kind === 'container' && isUp(row.standing));
  const on = [
    ...(isGuest ? ['host'] : []),
    ...(row?.cells ?? [])
      .filter(({ joint }) => joint === 'wired')
      .flatMap(({ rail }) => now.rails.filter(({ id }) => id === rail).map(({ name }) => name)),
  ];
  if ('shares' in one) {
    const shares = row?.notes.some(note => note.kind === 'shares' && note.of === one.shares) ?? false;
    return { runs, notes: shares ? [] : [{ kind: 'to-share', of: one.shares }] };
  }
  if (one.networks.length === 0) return { runs, notes: on.map(network => ({ kind: 'to-leave', network })) };
  return {
    runs,
    notes: one.networks
      .filter(network => !on.includes(network))
      .map(network => ({ kind: 'to-join', network })),
  };
}

function isUp({ kind }: Standing): boolean {
  return kind === 'running' || kind === 'paused';
}
