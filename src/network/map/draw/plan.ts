import type { MapRow, NetworkMap, Rail } from '../model.ts';
import { type Column, cellWidth, columnsOf, sharedRails } from './columns.ts';
import { glyphsOf } from './glyphs.ts';
import type { MapSpan } from './line.ts';
import { hostsOf, namesFor } from './names.ts';
import type { MapOptions } from './options.ts';
import { railFacts } from './rail-facts.ts';
import { type Names, tailOf } from './tail.ts';
import { hostTitle } from './title.ts';
import { flowWidth } from './wrap.ts';

/**
 * How much room there is for the rails. `full`: headings above them, addresses at the crossings. `compact`: letters above
 * them and a legend. `tight`: the addresses stand at the ends of the rows as well.
 */
export type Form = 'full' | 'compact' | 'tight';

/** Where everything of a map stands. Rails keep their columns from one host to the next. */
export type Plan = {
  readonly form: Form;
  /** By id of the rail. */
  readonly columns: ReadonlyMap<string, Column>;
  /** The column the first rail is in, and the one in which the ends of the rows begin. */
  readonly from: number;
  readonly tail: number;
  readonly names: Names;
  /** What stands at the end of a row. */
  readonly tailOf: (row: MapRow) => readonly MapSpan[];
  readonly fits: boolean;
};

/** Cells that names may take, from generous to sparing, and those a row's end must have if it has so much to say. */
type Attempt = {
  readonly form: Form;
  readonly rows: number;
  readonly networks: number;
  /** Interfaces in full; else as many cells of them as the other headings leave, and at least these. */
  readonly interfaces: number;
  /** Cells between one rail's column and the next. */
  readonly gap: number;
  readonly tail: number;
};

const attempts: readonly [Attempt, ...Attempt[]] = [
  { form: 'full', rows: 40, networks: 20, interfaces: 15, gap: 2, tail: 24 },
  { form: 'full', rows: 24, networks: 15, interfaces: 8, gap: 2, tail: 24 },
  { form: 'compact', rows: 40, networks: 40, interfaces: 15, gap: 4, tail: 24 },
  { form: 'compact', rows: 24, networks: 40, interfaces: 15, gap: 2, tail: 24 },
  { form: 'compact', rows: 16, networks: 40, interfaces: 15, gap: 2, tail: 20 },
  { form: 'tight', rows: 16, networks: 40, interfaces: 15, gap: 2, tail: 24 },
  { form: 'tight', rows: 16, networks: 40, interfaces: 15, gap: 1, tail: 20 },
  { form: 'tight', rows: 12, networks: 40, interfaces: 15, gap: 1, tail: 16 },
];

/** The most generous plan that fits; if none does, the most sparing. */
export function planOf(map: NetworkMap, options: MapOptions): Plan {
  const [first, ...others] = attempts;
  let plan = planFor(map, options, first);
  for (const attempt of others) {
    if (plan.fits) break;
    plan = planFor(map, options, attempt);
  }
  return plan;
}

function planFor(map: NetworkMap, options: MapOptions, attempt: Attempt): Plan {
  const { widthOf, words } = options;
  const { form } = attempt;
  const names = namesFor(map, attempt, options);
  const from = labelWidth(map, names, attempt, options) + 2;
  const columns = columnsOf(map, from, attempt.gap, (rail, letter) => ({
    heading: form === 'full' ? headingWidth(rail, names, attempt, options) : widthOf(letter),
    cell: form === 'tight' ? 1 : cellWidth(map, rail, widthOf),
  }));
  const { to } = glyphsOf(options.ascii);
  const end = (row: MapRow): readonly MapSpan[] => [
    ...(form === 'tight' ? addressesIn(row, columns) : []),
    ...tailOf(row, { words, names, to, terse: options.terse === true }),
  ];
  const all = [...columns.values()];
  const tail = Math.max(from, ...all.map(({ at, cell }) => at + cell + 2));
  const needed = hostsOf(map).flatMap(({ rows }) =>
    rows.map(row => Math.min(attempt.tail, flowWidth(end(row), widthOf))),
  );
  const ends = [...needed.map(width => tail + width), ...all.map(({ at, heading }) => at + heading)];
  return { form, columns, from, tail, names, tailOf: end, fits: Math.max(0, ...ends) <= options.columns };
}

/**
 * Cells of the widest label: glyph, blank and name. The word above them counts as one, so that short names don't move the
 * rails. Where rails run past the titles of the hosts, those are labels, too.
 */
function labelWidth(
  map: NetworkMap,
  names: Names,
  { rows }: Attempt,
  { words, widthOf }: MapOptions,
): number {
  const hosts = hostsOf(map);
  const labels = hosts.flatMap(host =>
    host.rows.map(
      row => glyphsBefore(row) + widthOf(row.kind === 'host' ? words('map.host') : names.row(row.name)),
    ),
  );
  const titles =
    sharedRails(map).length === 0 ? [] : hosts.map(host => Math.min(rows, widthOf(hostTitle(host, words))));
  return Math.max(widthOf(words('map.networks')), ...labels, ...titles);
}

/** Cells before the name of a row. */
export function glyphsBefore(row: MapRow): number {
  return 2 + (row.kind === 'container' ? row.depth : 0);
}

function headingWidth(
  rail: Rail,
  names: Names,
  { interfaces }: Attempt,
  { words, widthOf, brief }: MapOptions,
): number {
  if (brief) return widthOf(names.network(rail.name));
  const { subnet, interface: link, flags } = railFacts(rail, words);
  const texts = [names.network(rail.name), subnet, ...flags];
  return Math.max(Math.min(widthOf(link), interfaces), ...texts.map(widthOf));
}

/** The addresses of a row, each with the letter of its rail. */
function addressesIn({ cells }: MapRow, columns: ReadonlyMap<string, Column>): readonly MapSpan[] {
  return cells.flatMap(({ rail, hostPart }) => {
    const letter = columns.get(rail)?.letter;
    return letter === undefined || hostPart === undefined ? [] : [{ text: letter + hostPart, tone: 'plain' }];
  });
}
