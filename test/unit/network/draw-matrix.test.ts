import { describe, expect, it } from 'vitest';
import {
  cellText,
  drawMatrix,
  type MatrixCell,
  matrixDifferences,
  matrixLegend,
} from '../../../src/network/index.ts';
import { type Outcome, said } from '../../../src/probe/schema/index.ts';
import { cellWidth } from '../../../src/tui/text/cell-width.ts';
import { textOf } from './map/drawing.ts';

function cell(from: string, to: string, ...predicted: readonly Outcome[]): MatrixCell {
  return { from, to, port: 80, predicted };
}

function measured(one: MatrixCell, outcome: Outcome): MatrixCell {
  const agrees = one.predicted.includes(outcome);
  return { ...one, measured: { measured: true, outcome, got: said(`outcome.${outcome}`) }, agrees };
}

const unmeasured = { measured: { measured: false } } as const;

describe('a cell', () => {
  it.each([
    ['what is predicted', cell('a', 'b', 'no-such-name'), 'N'],
    ['one letter for outcomes that mean the same', cell('a', 'b', 'unreachable', 'no-route'), 'U'],
    ['a tilde where it depends on chance', cell('a', 'b', 'open', 'refused'), '~'],
    ['a question mark where nothing can be told', cell('a', 'b'), '?'],
    ['what is measured rather than predicted', measured(cell('a', 'b', 'open', 'refused'), 'refused'), 'R'],
    ['brackets where the two differ', measured(cell('a', 'b', 'dropped'), 'open'), '[O]'],
    ['a question mark where it could not be measured', { ...cell('a', 'b', 'open'), ...unmeasured }, '?'],
  ])('has %s', (_, one, text) => {
    expect(cellText(one)).toBe(text);
  });
});

describe('a matrix', () => {
  const places = ['web', '数据库', 'outside'];
  const cells = [
    measured(cell('web', '数据库', 'dropped'), 'open'),
    cell('web', 'outside', 'open'),
    cell('数据库', 'web', 'no-such-name'),
    { ...cell('数据库', 'outside', 'open'), ...unmeasured },
    cell('outside', 'web', 'refused'),
  ];

  it('has a row for each who asks and a column, by number, for each who is asked', () => {
    expect(textOf(drawMatrix({ places, cells }, 60, cellWidth), 60)).toMatchInlineSnapshot(`
      "
                   1   2   3
      1 web        · [O]   O
      2 数据库     N   ·   ?
      3 outside    R   ·   ·
      "
    `);
  });

  it('goes on below where not all columns fit', () => {
    const many = Array.from({ length: 12 }, (_, at) => `container-number-${at + 1}`);
    const all = many.flatMap(from => many.filter(to => to !== from).map(to => cell(from, to, 'open')));
    expect(textOf(drawMatrix({ places: many, cells: all }, 48, cellWidth), 48)).toMatchInlineSnapshot(`
      "
                               1  2  3  4  5  6  7  8
       1 container-number-1    ·  O  O  O  O  O  O  O
       2 container-number-2    O  ·  O  O  O  O  O  O
       3 container-number-3    O  O  ·  O  O  O  O  O
       4 container-number-4    O  O  O  ·  O  O  O  O
       5 container-number-5    O  O  O  O  ·  O  O  O
       6 container-number-6    O  O  O  O  O  ·  O  O
       7 container-number-7    O  O  O  O  O  O  ·  O
       8 container-number-8    O  O  O  O  O  O  O  ·
       9 container-number-9    O  O  O  O  O  O  O  O
      10 container-number-10   O  O  O  O  O  O  O  O
      11 container-number-11   O  O  O  O  O  O  O  O
      12 container-number-12   O  O  O  O  O  O  O  O

                               9 10 11 12
       1 container-number-1    O  O  O  O
       2 container-number-2    O  O  O  O
       3 container-number-3    O  O  O  O
       4 container-number-4    O  O  O  O
       5 container-number-5    O  O  O  O
       6 container-number-6    O  O  O  O
       7 container-number-7    O  O  O  O
       8 container-number-8    O  O  O  O
       9 container-number-9    ·  O  O  O
      10 container-number-10   O  ·  O  O
      11 container-number-11   O  O  ·  O
      12 container-number-12   O  O  O  ·
      "
    `);
  });

  it('explains the letters that stand in it, and only those, in an order of their own', () => {
    expect(
      matrixLegend({ places, cells })
        .map(({ letter }) => letter)
        .join(''),
    ).toBe('ORN?');
  });

  it('tells where prediction and measurement differ', () => {
    expect(matrixDifferences({ places, cells })).toEqual([
      said('matrix.differs', {
        from: 'web',
        to: '数据库:80',
        predicted: [said('expect.dropped')],
        measured: said('outcome.open'),
      }),
    ]);
  });

  it('keeps what a name holds from steering the terminal', () => {
    const [, row = []] = drawMatrix({ places: ['a\x1b[2J'], cells: [] }, 60, cellWidth);
    expect(row.map(({ text }) => text).join('')).toContain('1 a?[2J');
  });
});
