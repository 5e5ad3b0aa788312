/** One row of the table: two things measured in turn in the same run, and their ratio. */
export type Row = {
  readonly name: string;
  readonly ours: number;
  /** What it is measured against; undefined where the bar is an absolute figure. */
  readonly against?: { readonly what: string; readonly value: number };
  readonly unit: 'ms' | 'MB' | 's';
  /** The bar, in words. */
  readonly bar: string;
  /** How often, and what the figure is. */
  readonly how: string;
};

/** The middle one; with an even number the upper middle. NaN for none. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** The largest. */
export function worst(values: readonly number[]): number {
  return Math.max(...values);
}

/** The rows as aligned text. */
export function table(rows: readonly Row[]): string {
  const cells = [
    ['what', 'netdojo', 'against', 'ratio', 'bar', 'how'],
    ...rows.map(({ name, ours, against, unit, bar, how }) => [
      name,
      figure(ours, unit),
      against === undefined ? '' : `${figure(against.value, unit)} ${against.what}`,
      against === undefined ? '' : `${(ours / against.value).toFixed(2)} ×`,
      bar,
      how,
    ]),
  ];
  const widths = cells[0]?.map((_, column) => Math.max(...cells.map(row => row[column]?.length ?? 0))) ?? [];
  return cells
    .map(row =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

function figure(value: number, unit: Row['unit']): string {
  return `${value < 10 ? value.toFixed(1) : Math.round(value)} ${unit}`;
}
