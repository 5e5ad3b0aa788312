import { printable } from '../draw/line.ts';
import { cellMark, cellTone, isRunning, rowMark, rowTone } from '../draw/marks.ts';
import { glyphsBefore, type Plan } from '../draw/plan.ts';
import type { MapRow } from '../model.ts';
import type { MapWord } from '../words.ts';
import { cellsOf, element, inkOf, lineBetween, textAt } from './elements.ts';
import { shapeAt } from './shape.ts';

/** A row: its line over the rails, its shape and name, and its places with their addresses. */
export function rowGroup(row: MapRow, line: number, { columns, names }: Plan, words: MapWord): string {
  const before = glyphsBefore(row);
  const name = row.kind === 'host' ? words('map.host') : names.row(row.name);
  const places = row.cells.flatMap(cell => {
    const at = columns.get(cell.rail)?.at;
    return at === undefined ? [] : [{ at, cell }];
  });
  const last = Math.max(-1, ...places.map(({ at }) => at));
  const hanging =
    before > 2
      ? [
          lineBetween([before - 3, line - 0.5], [before - 3, line], false),
          lineBetween([before - 3, line], [before - 2, line], false),
        ]
      : [];
  const parts = [
    ...hanging,
    ...(last < 0 ? [] : [lineBetween([before + cellsOf(name) + 0.5, line], [last, line], !isRunning(row))]),
    shapeAt(before - 2, line, rowMark(row), inkOf(rowTone(row))),
    textAt(before, line, name, 'text'),
    ...places.flatMap(({ at, cell }) => [
      shapeAt(at, line, cellMark(row, cell), inkOf(cellTone(row, cell))),
      textAt(at + 1.5, line, printable(cell.hostPart ?? ''), 'text'),
    ]),
  ];
  return element('g', { 'data-id': row.id }, parts.join(''));
}
