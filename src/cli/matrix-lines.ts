import stringWidth from 'string-width';
import {
  causeSaid,
  cellFinder,
  cellText,
  drawMatrix,
  matrixDifferences,
  matrixLegend,
} from '../network/index.ts';
import type { Matrix } from '../probe/index.ts';
import type { Context } from './context.ts';
import { painted } from './map-lines.ts';
import { spoken, words } from './output.ts';
import type { Table } from './table.ts';

type Speaking = Pick<Context, 'lang'>;

/** The matrix for a terminal of so many columns: rows from, columns to; what its letters mean, and what differs. */
export function matrixText(context: Speaking, matrix: Matrix, columns: number): string {
  const legend = matrixLegend(matrix).map(({ letter, meaning }) => `${letter} ${spoken(context, meaning)}`);
  return [
    painted(drawMatrix(matrix, columns, text => stringWidth(text))),
    '',
    words(context, 'matrix.how-to-read'),
    legend.join('   '),
    ...matrixDifferences(matrix).map(one => spoken(context, one)),
  ].join('\n');
}

/** The matrix as a table for CSV and Markdown: the names of the rows, then a letter a column. */
export function matrixTable(matrix: Matrix): Table {
  const { places, cells } = matrix;
  const cellAt = cellFinder(cells);
  const textOf = (from: string, to: string): string => {
    const cell = cellAt(from, to);
    return cell === undefined ? '' : cellText(cell);
  };
  return [['', ...places], ...places.map(from => [from, ...places.map(to => textOf(from, to))])];
}

/** The matrix as a document. */
export function matrixDocument(
  context: Speaking,
  { asked, places, cells, unread }: Matrix,
): Record<string, unknown> {
  return {
    protocol: asked.protocol,
    by: asked.protocol === 'dns' ? 'name' : asked.by,
    places,
    unread,
    cells: cells.map(({ from, to, port, predicted, causes, measured, agrees }) => ({
      from,
      to,
      ...(port === undefined ? {} : { port }),
      predicted,
      causes: causes.map(one => ({ ...one, text: spoken(context, causeSaid(one)) })),
      ...(measured === undefined
        ? {}
        : measured.measured
          ? { measured: measured.outcome, agrees: agrees ?? null }
          : { measured: null, why: { ...measured.why, text: spoken(context, measured.why) } }),
    })),
  };
}
