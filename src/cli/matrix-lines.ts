import { causeSaid } from '../network/index.ts';
import { type Cell, type Matrix, type Outcome, said } from '../probe/index.ts';
import { pad, widest } from './columns.ts';
import type { Context } from './context.ts';
import { spoken, words } from './output.ts';
import type { Table } from './table.ts';

type Speaking = Pick<Context, 'lang'>;

/** One letter for an outcome; the same in every language, so that tables can be compared. */
const letters: Readonly<Record<Outcome, string>> = {
  open: 'O',
  'no-data': 'P',
  refused: 'R',
  dropped: 'D',
  unreachable: 'U',
  'no-route': 'U',
  'no-such-name': 'N',
};

/** What is measured, else predicted; in brackets where the two differ; `~` where it depends on chance. */
export function cellText({ predicted, measured, agrees }: Cell): string {
  const letter =
    measured === undefined ? predictedLetter(predicted) : measured.measured ? letters[measured.outcome] : '?';
  return agrees === false ? `[${letter}]` : letter;
}

function predictedLetter(outcomes: readonly Outcome[]): string {
  const [letter = '?', ...others] = new Set(outcomes.map(outcome => letters[outcome]));
  return others.length > 0 ? '~' : letter;
}

/**
 * The matrix for a terminal: rows from, columns to, columns by the numbers of the rows. Where not all of them fit into
 * `columns` cells, the rest follow below.
 */
export function matrixLines(context: Speaking, matrix: Matrix, columns: number): string[] {
  const { places } = matrix;
  const numbers = places.map((_, at) => String(at + 1));
  const head = places.map((place, at) => `${numbers[at]?.padStart(String(places.length).length)} ${place}`);
  const left = widest(head) + 2;
  const cell = matrix.cells.some(({ agrees }) => agrees === false)
    ? 4
    : Math.max(2, String(places.length).length + 1);
  const fit = Math.max(1, Math.floor((columns - left) / cell));
  const lines: string[] = [];
  for (let first = 0; first < places.length; first += fit) {
    if (first > 0) lines.push('');
    const shown = places.slice(first, first + fit);
    lines.push(
      `${' '.repeat(left)}${shown.map((_, at) => (numbers[first + at] ?? '').padStart(cell - 1)).join(' ')}`.trimEnd(),
    );
    for (const [row, from] of places.entries())
      lines.push(
        `${pad(head[row] ?? '', left)}${shown
          .map(to => (from === to ? '·' : textOf(matrix, from, to)).padStart(cell - 1))
          .join(' ')}`,
      );
  }
  return [...lines, '', ...legend(context, matrix)];
}

function textOf({ cells }: Matrix, from: string, to: string): string {
  const cell = cells.find(one => one.from === from && one.to === to);
  return cell === undefined ? ' ' : cellText(cell);
}

/** What the letters mean that stand in it, and where prediction and measurement differ. */
function legend(context: Speaking, matrix: Matrix): string[] {
  const used = new Set(matrix.cells.map(cell => cellText(cell).replace(/[[\]]/g, '')));
  const meanings = (['O', 'P', 'R', 'D', 'U', 'N', '~', '?'] as const)
    .filter(letter => used.has(letter))
    .map(letter => `${letter} ${words(context, `matrix.letter.${names[letter]}`)}`);
  const differing = matrix.cells.filter(({ agrees }) => agrees === false);
  return [
    meanings.join('   '),
    ...differing.map(cell =>
      words(context, 'matrix.differs', {
        from: cell.from,
        to: targetText(cell),
        predicted: cell.predicted.map(outcome => said(`expect.${outcome}`)),
        measured: cell.measured?.measured ? cell.measured.got : said('value.none'),
      }),
    ),
  ];
}

const names = {
  O: 'open',
  P: 'no-data',
  R: 'refused',
  D: 'dropped',
  U: 'unreachable',
  N: 'no-such-name',
  '~': 'chance',
  '?': 'unknown',
} as const;

function targetText({ to, port }: Cell): string {
  return port === undefined ? to : `${to}:${port}`;
}

/** The matrix as a table for CSV and Markdown: the names of the rows, then a letter a column. */
export function matrixTable(matrix: Matrix): Table {
  const { places } = matrix;
  return [
    ['', ...places],
    ...places.map(from => [from, ...places.map(to => (from === to ? '' : textOf(matrix, from, to)))]),
  ];
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
