import type { NetworkMap } from './model.ts';

/**
 * Ids of the machines, rails, rows and cells that are new in `after`, gone from it, or different. A row counts as different
 * for what is its own, such as its state or ports: its cells have ids of their own.
 */
export function changedCells(before: NetworkMap, after: NetworkMap): ReadonlySet<string> {
  const old = partsOf(before);
  const now = partsOf(after);
  return new Set([...old.keys(), ...now.keys()].filter(id => old.get(id) !== now.get(id)));
}

/** Everything that has an id, as text that differs where it does. */
function partsOf({ rails, machines }: NetworkMap): ReadonlyMap<string, string> {
  const parts = new Map<string, string>();
  const add = (part: { readonly id: string }) => parts.set(part.id, JSON.stringify(part));
  rails.forEach(add);
  for (const machine of machines) {
    if (machine.kind === 'outside') {
      add(machine);
      continue;
    }
    const { rows, ...rest } = machine;
    add(rest);
    for (const { cells, ...row } of rows) {
      add(row);
      cells.forEach(add);
    }
  }
  return parts;
}
