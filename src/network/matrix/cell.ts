import type { Outcome, Said } from '../../probe/schema/index.ts';

/** What is known of the way from one to another, as far as a drawing tells it. */
export type MatrixCell = {
  readonly from: string;
  readonly to: string;
  /** Absent for a ping and a name. */
  readonly port: number | undefined;
  /** More than one where it depends on chance; empty where it cannot be told. */
  readonly predicted: readonly Outcome[];
  /** Absent where it was not tried. */
  readonly measured?:
    | { readonly measured: true; readonly outcome: Outcome; readonly got: Said }
    | { readonly measured: false };
  /** Absent where prediction or measurement says nothing. */
  readonly agrees?: boolean;
};

/** One letter for an outcome; the same in every language, so that tables can be compared. */
const letters = {
  open: 'O',
  'no-data': 'P',
  refused: 'R',
  dropped: 'D',
  unreachable: 'U',
  'no-route': 'U',
  'no-such-name': 'N',
} as const satisfies Readonly<Record<Outcome, string>>;

/** A letter of the matrix: an outcome, `~` where it depends on chance, `?` where nobody knows. */
export type MatrixLetter = (typeof letters)[Outcome] | '~' | '?';

/** What is measured, else predicted. */
export function cellLetter({ predicted, measured }: MatrixCell): MatrixLetter {
  if (measured !== undefined) return measured.measured ? letters[measured.outcome] : '?';
  const [letter = '?', ...others] = new Set(predicted.map(outcome => letters[outcome]));
  return others.length > 0 ? '~' : letter;
}

/** The same as it is written: in brackets where prediction and measurement differ. */
export function cellText(cell: MatrixCell): string {
  const letter = cellLetter(cell);
  return cell.agrees === false ? `[${letter}]` : letter;
}

/** Gives the cell of a pair, if there is one. */
export function cellFinder(
  cells: readonly MatrixCell[],
): (from: string, to: string) => MatrixCell | undefined {
  const byPair = new Map(cells.map(cell => [`${cell.from}\n${cell.to}`, cell]));
  return (from, to) => byPair.get(`${from}\n${to}`);
}
