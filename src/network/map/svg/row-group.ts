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
    return at === undefined ? [] : [{ at, cell, address: printable(cell.hostPart ?? '') }];
  });
  const hanging =
    before > 2
      ? [
          lineBetween([before - 3, line - 0.5], [before - 3, line], false),
          lineBetween([before - 3, line], [before - 2, line], false),
        ]
      : [];
  // It leaves out the addresses: through them, they would be hard to read.
  let from = before + cellsOf(name) + 0.5;
  const strokes = places.map(({ at, address }) => {
    const stroke = lineBetween([from, line], [at, line], !isRunning(row));
    from = at + 1.5 + cellsOf(address);
    return stroke;
  });
  const parts = [
    ...hanging,
    ...strokes,
    shapeAt(before - 2, line, rowMark(row), inkOf(rowTone(row))),
    textAt(before, line, name, 'text'),
    ...places.flatMap(({ at, cell, address }) => [
      shapeAt(at, line, cellMark(row, cell), inkOf(cellTone(row, cell))),
      textAt(at + 1.5, line, address, 'text'),
    ]),
  ];
  return element('g', { 'data-id': row.id }, parts.join(''));
}
