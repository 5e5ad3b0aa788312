import type { Verdict } from '../probe/index.ts';
import type { Judged, StepReport, Up } from '../session/index.ts';
import { checkDocument } from './check-lines.ts';
import type { Context } from './context.ts';
import { exit } from './exit.ts';
import { note, words } from './output.ts';
import { proseIn, stepTitle } from './prose.ts';

/** What `--json` says of the lab that was judged. */
export function labDocument(up: Up): Record<string, unknown> {
  const { lab, mode, generation } = up.record();
  return { lesson: up.lesson.id, lab, mode, engine: generation };
}

/** A step's report for `--json`. */
export async function stepDocument(
  context: Context,
  up: Up,
  report: StepReport,
): Promise<Record<string, unknown>> {
  const { judged, ...rest } = report;
  return {
    ...labDocument(up),
    ...rest,
    checks: await Promise.all(judged.map(one => checkDocument(context, up, one))),
  };
}

/** Says on standard error what became of the step. */
export function sayOutcome(context: Context, up: Up, report: StepReport): void {
  const choices = openChoices(context, up, report).join(', ');
  if (report.waiting === 'prediction') note(words(context, 'cli.check.predict-first', { choices }));
  else if (choices !== '') note(words(context, 'cli.check.may-predict', { choices }));
  if (report.waiting === 'answer') note(words(context, 'cli.check.answer-first'));
  sayCounts(context, report.judged);
  if (report.movedTo !== undefined) {
    const next = `${report.movedTo}: ${stepTitle(up.lesson, report.movedTo, context.lang)}`;
    note(words(context, 'cli.check.passed-step', { step: report.step, next }));
  } else if (report.finished && report.recorded !== undefined) note(words(context, 'cli.check.finished'));
}

/** The choices of a step that is open, as long as no guess has been made. */
function openChoices({ lang }: Context, up: Up, report: StepReport): readonly string[] {
  const over = report.recorded !== undefined || report.finished;
  if (over || report.predicted !== undefined) return [];
  return Object.keys(proseIn(up.lesson, lang)?.steps[report.step]?.prediction?.choices ?? {});
}

/** Says how many checks fail, and how many could not be measured. */
export function sayCounts(context: Context, judged: readonly Judged[]): void {
  const total = judged.length;
  const count = (verdict: Verdict) => judged.filter(({ result }) => result.verdict === verdict).length;
  const failed = count('fail');
  const unmeasured = count('could-not-measure');
  if (failed > 0) note(words(context, 'cli.check.open', { failed, total }));
  if (unmeasured > 0) note(words(context, 'cli.check.unmeasured', { unmeasured, total }));
}

/** 0, 1 or 3: what a verdict is for scripts. */
export function exitOf(verdict: Verdict): number {
  switch (verdict) {
    case 'pass':
      return exit.done;
    case 'fail':
      return exit.failed;
    case 'could-not-measure':
      return exit.environment;
  }
}
