import type { Kept, LessonProof, Reason, Tally } from '../proof/index.ts';
import { factLines } from './check-lines.ts';
import { pad, widest } from './columns.ts';
import type { Context } from './context.ts';
import { spoken, words } from './output.ts';

type Speaking = Pick<Context, 'lang'>;

/** A lesson's verdict, and below it everything that speaks against it, by step. */
export function proofLines(
  context: Speaking,
  { lesson, proven, steps, reasons, generation }: LessonProof,
): string[] {
  return [
    `${words(context, proven ? 'cli.prove.proven' : 'cli.prove.unproven')}  ${lesson} (Docker ${generation})`,
    ...reasonLines(context, reasons),
    ...steps
      .filter(step => !step.proven)
      .flatMap(({ step, reasons }) => [`  ${step}`, ...reasonLines(context, reasons)]),
  ];
}

/** Reasons, each with what its check asked, expected and got. */
function reasonLines(context: Speaking, reasons: readonly Reason[]): string[] {
  return reasons.flatMap(reason => [
    `    ${spoken(context, reason)}`,
    ...(reason.shown === undefined ? [] : factLines(context, reason.shown).map(line => `      ${line}`)),
  ]);
}

/** What speaks against a lesson, how to get into the lab that was kept, and when it ends. */
export function keptLines(context: Speaking, kept: Kept, seconds: number): string[] {
  const { lab, lesson, step, generation, run, reasons } = kept;
  return [
    `${words(context, 'cli.prove.unproven')}  ${lesson} (Docker ${generation})`,
    `  ${step}`,
    ...reasonLines(context, reasons),
    ...words(context, 'cli.prove.kept', { lab, step, run, minutes: seconds / 60 }).split('\n'),
  ];
}

/** The readings that did not always come out the same. */
export function differing(tallies: readonly Tally[]): readonly Tally[] {
  return tallies.filter(({ outcomes }) => outcomes.length > 1);
}

/** What did not always come out the same, and how often it came out as what; or that all did. */
export function tallyLines(context: Speaking, tallies: readonly Tally[], times: number): string[] {
  const differ = differing(tallies);
  const counts = { readings: tallies.length, times };
  if (differ.length === 0) return [words(context, 'cli.prove.same', counts)];
  const lines = [words(context, 'cli.prove.differ', counts)];
  for (const { lesson, generation, step, when, check, outcomes } of differ) {
    lines.push(
      `  ${lesson} (Docker ${generation}) ${step}: ${spoken(context, when)}${check === undefined ? '' : `: ${check}`}`,
    );
    const rows = outcomes.map(({ verdict, got, count }) => [
      words(context, 'cli.prove.count', { count }),
      words(context, `cli.verdict.${verdict}`),
      spoken(context, got),
    ]);
    const widths = [0, 1].map(column => widest(rows.map(row => row[column] ?? '')) + 2);
    for (const [count = '', verdict = '', got = ''] of rows)
      lines.push(`    ${pad(count, widths[0] ?? 0)}${pad(verdict, widths[1] ?? 0)}${got}`);
  }
  return lines;
}

/** A lesson's proof for `--json`: codes, with the words beside them. */
export function proofDocument(context: Speaking, proof: LessonProof): Record<string, unknown> {
  return {
    ...proof,
    reasons: reasonDocument(context, proof.reasons),
    steps: proof.steps.map(step => ({ ...step, reasons: reasonDocument(context, step.reasons) })),
  };
}

/** Reasons for `--json`. */
export function reasonDocument(context: Speaking, reasons: readonly Reason[]): Record<string, unknown>[] {
  return reasons.map(({ shown, ...reason }) => {
    const text = spoken(context, reason);
    if (shown === undefined) return { ...reason, text };
    const said = Object.entries(shown).map(([name, value]) => [
      name,
      'code' in value ? { ...value, text: spoken(context, value) } : value,
    ]);
    return { ...reason, text, shown: Object.fromEntries(said) };
  });
}
