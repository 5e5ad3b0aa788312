import { type Said, said } from '../../probe/schema/index.ts';
import { lineOf, type MapLine, type MapTone, type Piece, printable, type WidthOf } from '../map/draw/line.ts';
import { cellFinder, cellLetter, cellText, type MatrixCell, type MatrixLetter } from './cell.ts';

/** What a drawing of a matrix shows: rows and columns have the same order. */
export type DrawnMatrix = { readonly places: readonly string[]; readonly cells: readonly MatrixCell[] };

/**
 * The matrix as lines of no more than `columns` cells: rows from, columns to, columns by the numbers of the rows. Where not
 * all of them fit, the rest follow below.
 */
export function drawMatrix(
  { places, cells }: DrawnMatrix,
  columns: number,
  widthOf: WidthOf,
): readonly MapLine[] {
  const cellAt = cellFinder(cells);
  const digits = String(places.length).length;
  const heads = places.map((place, at) => `${String(at + 1).padStart(digits)} ${printable(place)}`);
  const left = Math.max(0, ...heads.map(widthOf)) + 1;
  const width = Math.max(cells.some(({ agrees }) => agrees === false) ? 4 : 2, digits + 1);
  const fit = Math.max(1, Math.floor((columns - left) / width));
  const inColumn = (text: string, tone: MapTone, at: number): Piece => ({
    at: left + at * width + width - text.length,
    text,
    tone,
  });
  const part = (first: number): readonly MapLine[] => {
    const shown = places.slice(first, first + fit);
    const numbers = shown.map((_, at) => inColumn(String(first + at + 1), 'muted', at));
    return [
      lineOf(numbers, widthOf),
      ...places.map((from, row) =>
        lineOf(
          [
            { at: 0, text: heads[row] ?? '', tone: 'plain' },
            ...shown.map((to, at) => {
              const cell = cellAt(from, to);
              return cell === undefined
                ? inColumn('·', 'muted', at)
                : inColumn(cellText(cell), toneOf(cell), at);
            }),
          ],
          widthOf,
        ),
      ),
    ];
  };
  const parts = Array.from({ length: Math.ceil(places.length / fit) }, (_, at) => part(at * fit));
  return parts.flatMap((lines, at) => (at > 0 ? [[], ...lines] : lines));
}

function toneOf(cell: MatrixCell): MapTone {
  if (cell.agrees === false) return 'wrong';
  const letter = cellLetter(cell);
  if (letter === 'O') return 'running';
  return letter === '?' || letter === '~' ? 'paused' : 'plain';
}

const meanings = {
  O: 'open',
  P: 'no-data',
  R: 'refused',
  D: 'dropped',
  U: 'unreachable',
  N: 'no-such-name',
  '~': 'chance',
  '?': 'unknown',
} as const satisfies Readonly<Record<MatrixLetter, string>>;

/** What the letters mean that stand in a matrix, in an order of their own. */
export function matrixLegend({ cells }: DrawnMatrix): readonly { letter: MatrixLetter; meaning: Said }[] {
  const used = new Set(cells.map(cellLetter));
  const all = Object.keys(meanings).filter((letter): letter is MatrixLetter => letter in meanings);
  return all
    .filter(letter => used.has(letter))
    .map(letter => ({ letter, meaning: said(`matrix.letter.${meanings[letter]}`) }));
}

/** Where prediction and measurement differ. */
export function matrixDifferences({ cells }: DrawnMatrix): readonly Said[] {
  return cells
    .filter(({ agrees }) => agrees === false)
    .map(({ from, to, port, predicted, measured }) =>
      said('matrix.differs', {
        from,
        to: port === undefined ? to : `${to}:${port}`,
        predicted: predicted.map(outcome => said(`expect.${outcome}`)),
        measured: measured?.measured ? measured.got : said('value.none'),
      }),
    );
}
