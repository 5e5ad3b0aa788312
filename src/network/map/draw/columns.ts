import type { MapHost, NetworkMap, Rail } from '../model.ts';
import type { WidthOf } from './line.ts';
import { hostsOf } from './names.ts';

/** Where a rail stands. */
export type Column = {
  /** The column it is in. */
  readonly at: number;
  /** Its name where there is no room for that of the network. */
  readonly letter: string;
  /** Cells for its heading. */
  readonly heading: number;
  /** Cells of what stands at its crossings. */
  readonly cell: number;
};

/** Where the rails stand: those that run through all hosts first, after them those of each host in the same columns. */
export function columnsOf(
  map: NetworkMap,
  from: number,
  gap: number,
  sizeOf: (rail: Rail, letter: string) => Pick<Column, 'heading' | 'cell'>,
): ReadonlyMap<string, Column> {
  const columns = new Map<string, Column>();
  const place = (rails: readonly Rail[], start: number): number => {
    let at = start;
    for (const rail of rails) {
      const letter = letterOf(map.rails.indexOf(rail));
      const size = sizeOf(rail, letter);
      columns.set(rail.id, { at, letter, ...size });
      at += Math.max(size.heading, size.cell) + gap;
    }
    return at;
  };
  const next = place(sharedRails(map), from);
  for (const host of hostsOf(map)) place(ownRails(map, host), next);
  return columns;
}

/** Rails that run through several hosts: overlay networks, also while only one of the hosts knows them. */
export function sharedRails(map: NetworkMap): readonly Rail[] {
  return hostsOf(map).length > 1 ? map.rails.filter(({ driver }) => driver === 'overlay') : [];
}

/** The other rails of a host. */
export function ownRails(map: NetworkMap, host: MapHost): readonly Rail[] {
  const shared = sharedRails(map);
  return map.rails.filter(rail => !shared.includes(rail) && rail.machines.includes(host.id));
}

/** A to Z, then AA, AB, … */
function letterOf(at: number): string {
  const letter = String.fromCharCode(65 + (at % 26));
  return at < 26 ? letter : letterOf(Math.floor(at / 26) - 1) + letter;
}

/** Cells of the widest address at the crossings of a rail, its glyph included. */
export function cellWidth(map: NetworkMap, { id }: Rail, widthOf: WidthOf): number {
  const cells = hostsOf(map).flatMap(({ rows }) => rows.flatMap(row => row.cells));
  return (
    1 + Math.max(0, ...cells.filter(({ rail }) => rail === id).map(cell => widthOf(cell.hostPart ?? '')))
  );
}
