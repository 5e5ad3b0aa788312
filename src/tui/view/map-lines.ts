import {
  drawMap,
  drawWires,
  type Goal,
  gapsIn,
  goalMap,
  inspect,
  type MapLine,
  type MapTone,
  wiresOf,
} from '../../network/index.ts';
import type { MapSeen } from '../state/live-map.ts';
import { cellWidth, cutLine, lineWidth, padLine } from '../text/cell-width.ts';
import { wrap } from '../text/wrap.ts';
import { type Line, type Role, span } from '../theme.ts';
import type { Words } from '../words.ts';

const roles: Readonly<Record<MapTone, Role>> = {
  plain: 'plain',
  muted: 'dim',
  title: 'strong',
  host: 'accent',
  running: 'pass',
  paused: 'unknown',
  stopped: 'dim',
  wrong: 'fail',
  lit: 'label',
};

/** The map as rows of no more than `width` cells. `brief`: the rows count, and of the networks only their names. */
export function mapLines({ map, lit }: MapSeen, words: Words, width: number, brief: boolean): Line[] {
  return drawnLines(drawMap(map, { ...drawing(words, width), lit, brief }));
}

/** The same with one row picked out. */
export function mapWithRow({ map }: MapSeen, row: string, words: Words, width: number): Line[] {
  return drawnLines(drawMap(map, { ...drawing(words, width), lit: new Set([row]) }));
}

/** Where a step is to lead, and how much of it is there, as rows of no more than `width` cells. `terse`: hollow says enough. */
export function goalLines({ map }: MapSeen, goal: Goal, words: Words, width: number, terse = false): Line[] {
  const { t } = words;
  const reached = gapsIn(goal, map).length === 0;
  const title: Line = [
    span(t('tui.map.goal'), 'strong'),
    span('  '),
    reached ? span(t('tui.map.goal-reached'), 'pass') : span(t('tui.map.goal-open'), 'dim'),
  ];
  const drawn = drawMap(goalMap(goal, map), {
    ...drawing(words, width),
    lit: new Set(),
    brief: true,
    terse,
  });
  return [title, ...drawnLines(drawn)];
}

/** Cells a map and a goal must have to say anything beside each other. */
const leastBeside = { map: 40, goal: 24 } as const;

/** Between the two: a rule with a blank on each side. */
const between = 3;

/** A goal in what of `width` cells a map can spare, and the cells that are left for the map; undefined where they are too few. */
export function goalBeside(
  seen: MapSeen,
  goal: Goal,
  words: Words,
  width: number,
): { readonly goal: readonly Line[]; readonly room: number } | undefined {
  const most = Math.min(Math.floor(width / 2), width - leastBeside.map - between);
  if (most < leastBeside.goal) return undefined;
  const lines = goalLines(seen, goal, words, most, true);
  return { goal: lines, room: width - Math.max(...lines.map(lineWidth)) - between };
}

/** A map with a goal beside it, which begins in the row `from`. */
export function withGoal(
  map: readonly Line[],
  { goal, room }: { readonly goal: readonly Line[]; readonly room: number },
  from: number,
): readonly Line[] {
  return Array.from({ length: Math.max(map.length, from + goal.length) }, (_, at) => [
    ...padLine(cutLine(map[at] ?? [], room), room),
    span(' │ ', 'dim'),
    ...(goal[at - from] ?? []),
  ]);
}

/** What is known of a row of the map. */
export function inspectLines({ snapshot }: MapSeen, row: string, words: Words, width: number): Line[] {
  const found = inspect(snapshot, row);
  if (found === undefined) return [];
  return [
    [span(found.title, 'strong')],
    ...found.facts.flatMap(fact => wrap([span(words.say(fact))], width, [span('  ')])),
  ];
}

/** All wires: the bridges with what hangs on their ports. */
export function wireLines({ snapshot }: MapSeen, words: Words, width: number): Line[] {
  const wires = wiresOf(snapshot);
  if (wires.kind === 'unknown' || wires.kind === 'ambiguous') return [];
  const drawn = drawnLines(drawWires(wires, drawing(words, width)));
  return drawn.length > 0 ? drawn : [[span(words.t('tui.map.no-wires'), 'dim')]];
}

function drawing({ t }: Words, columns: number) {
  return { columns, ascii: false, words: t, widthOf: cellWidth };
}

/** A drawing in the colours of the interface. */
export function drawnLines(lines: readonly MapLine[]): Line[] {
  return lines.map(line => line.map(({ text, tone }) => span(text, roles[tone])));
}
