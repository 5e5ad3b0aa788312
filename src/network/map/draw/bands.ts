import type { MapMachine, NetworkMap, Rail } from '../model.ts';

/** A map in two, with half of the rails each. The second has only the rows that are on one of its rails, and no outside. */
export function halvesOf(map: NetworkMap): readonly [NetworkMap, NetworkMap] | undefined {
  if (map.rails.length < 2) return undefined;
  const middle = Math.ceil(map.rails.length / 2);
  const first = map.rails.slice(0, middle);
  const second = map.rails.slice(middle);
  return [
    { rails: first, machines: map.machines.flatMap(machine => withRails(machine, first, () => true)) },
    {
      rails: second,
      machines: map.machines.flatMap(machine =>
        machine.kind === 'outside' ? [] : withRails(machine, second, cells => cells > 0),
      ),
    },
  ];
}

function withRails(
  machine: MapMachine,
  rails: readonly Rail[],
  isShown: (cells: number) => boolean,
): readonly MapMachine[] {
  if (machine.kind === 'outside') return [machine];
  const rows = machine.rows
    .map(row => ({ ...row, cells: row.cells.filter(({ rail }) => rails.some(({ id }) => id === rail)) }))
    .filter(({ cells }) => isShown(cells.length));
  return rows.length === 0 ? [] : [{ ...machine, rows }];
}
