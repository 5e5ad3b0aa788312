import type { MapRow, Rail } from '../model.ts';
import { type Glyphs, glyphsOf } from './glyphs.ts';
import { lineOf, type MapLine, type MapTone, type Piece, placed } from './line.ts';
import { cellMark, cellTone, isRunning, rowMark, rowTone } from './marks.ts';
import type { MapOptions } from './options.ts';
import { glyphsBefore, type Plan } from './plan.ts';
import { flow } from './wrap.ts';

/**
 * The lines of a row. It runs from its name to the last rail it is on; `passing` are the rails it crosses, with those that
 * only pass this host. What stands at its end goes on in further lines where it is too long.
 */
export function rowLines(
  row: MapRow,
  passing: readonly Rail[],
  plan: Plan,
  options: MapOptions,
): readonly MapLine[] {
  const { widthOf, lit, columns } = options;
  const glyphs = glyphsOf(options.ascii);
  const tone = lit.has(row.id) ? 'lit' : undefined;
  const ends = flow(
    plan.tailOf(row).map(span => ({ ...span, tone: tone ?? span.tone })),
    columns - plan.tail,
    widthOf,
  );
  const rest = ends
    .slice(1)
    .map(end => [...railPieces(passing, plan, glyphs), ...placed(end, plan.tail, widthOf)]);
  const first = [
    ...labelPieces(row, tone, plan, options),
    ...crossings(row, passing, plan, options),
    ...placed(ends[0] ?? [], plan.tail, widthOf),
  ];
  return [first, ...rest].map(pieces => lineOf(pieces, widthOf));
}

/** Rails that only pass a line. */
export function railPieces(rails: readonly Rail[], { columns }: Plan, glyphs: Glyphs): readonly Piece[] {
  return rails.flatMap(({ id }): Piece[] => {
    const column = columns.get(id);
    return column === undefined ? [] : [{ at: column.at, text: glyphs.rail, tone: 'muted' }];
  });
}

function labelPieces(
  row: MapRow,
  lit: MapTone | undefined,
  { names }: Plan,
  { words, ascii }: MapOptions,
): readonly Piece[] {
  const glyphs = glyphsOf(ascii);
  const tone = rowTone(row);
  const at = glyphsBefore(row) - 2;
  const hanging: readonly Piece[] = at === 0 ? [] : [{ at: at - 1, text: glyphs.hanging, tone: 'muted' }];
  const name = row.kind === 'host' ? words('map.host') : names.row(row.name);
  const nameTone = tone === 'running' ? 'plain' : tone;
  return [
    ...hanging,
    { at, text: glyphs[rowMark(row)], tone: lit ?? tone },
    { at: at + 2, text: name, tone: lit ?? nameTone },
  ];
}

/** The row's line, from its name over the rails. */
function crossings(row: MapRow, passing: readonly Rail[], plan: Plan, options: MapOptions): readonly Piece[] {
  const { widthOf, words, lit } = options;
  const glyphs = glyphsOf(options.ascii);
  const cells = new Map(row.cells.map(cell => [cell.rail, cell]));
  const last = Math.max(-1, ...row.cells.map(({ rail }) => plan.columns.get(rail)?.at ?? -1));
  const name = row.kind === 'host' ? words('map.host') : plan.names.row(row.name);
  let end = glyphsBefore(row) + widthOf(name) + 1;
  const pieces: Piece[] = [];
  for (const { id } of passing) {
    const column = plan.columns.get(id);
    if (column === undefined) continue;
    const { at } = column;
    const cell = cells.get(id);
    if (at <= last) pieces.push({ at: end, text: stroke(row, end, at, glyphs), tone: 'muted' });
    if (cell === undefined) {
      pieces.push({ at, text: at < last ? glyphs.crossing : glyphs.rail, tone: 'muted' });
      end = at + 1;
      continue;
    }
    const tone = lit.has(cell.id) ? 'lit' : cellTone(row, cell);
    const address = plan.form === 'tight' ? '' : (cell.hostPart ?? '');
    pieces.push({ at, text: glyphs[cellMark(row, cell)], tone });
    pieces.push({ at: at + 1, text: address, tone: tone === 'lit' || tone === 'wrong' ? tone : 'plain' });
    end = at + 1 + widthOf(address);
  }
  return pieces;
}

/** A part of the row's line. Strokes of a dashed one lie in the same columns in all rows. */
function stroke(row: MapRow, from: number, to: number, { across, dashed }: Glyphs): string {
  const pattern = isRunning(row) ? across : dashed;
  return Array.from(
    { length: Math.max(0, to - from) },
    (_, at) => pattern[(from + at) % pattern.length],
  ).join('');
}
