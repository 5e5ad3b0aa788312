import type { Verdict } from '../../probe/index.ts';
import { checkAll, checkStep, type Judged, type StepReport, type Up } from '../../session/index.ts';
import { checkDocument, checkLines } from '../check-lines.ts';
import { pad, widest } from '../columns.ts';
import { flag, type Run } from '../command-spec.ts';
import type { Context } from '../context.ts';
import { exit } from '../exit.ts';
import { guessLines } from '../guess-lines.ts';
import { note, print, printJson, words } from '../output.ts';
import { proseIn, stepTitle } from '../prose.ts';
import { withUp } from '../up-desk.ts';

/** Judges the current step, records it and moves on; with `--all`, every step recorded and every check still held. */
export const run: Run = async (context, _args, options) =>
  await withUp(context, async up =>
    flag(options, 'all') ? await judgeAll(context, up) : await judgeStep(context, up),
  );

async function judgeStep(context: Context, up: Up): Promise<number> {
  const report = await checkStep(up, { signal: context.signal });
  if (context.json) printJson(await stepDocument(context, up, report));
  else {
    for (const line of await checkLines(context, up, report.judged)) print(line);
    for (const line of await guessLines(context, up, report)) print(line);
    sayOutcome(context, up, report);
  }
  return exitOf(report.verdict);
}

async function judgeAll(context: Context, up: Up): Promise<number> {
  const report = await checkAll(up, { signal: context.signal });
  if (context.json) {
    printJson({
      lesson: up.lesson.id,
      verdict: report.verdict,
      steps: report.steps.map(({ step, record }) => ({ step, ...record })),
      checks: await Promise.all(report.judged.map(one => checkDocument(context, up, one))),
    });
    return exitOf(report.verdict);
  }
  const rows = report.steps.map(({ step, record }) => ({
    status: words(context, `cli.step.${record.status}`),
    name: `${step}: ${stepTitle(up.lesson, step, context.lang)}`,
  }));
  const width = widest(rows.map(({ status }) => status)) + 2;
  for (const { status, name } of rows) print(`${pad(status, width)}${name}`);
  for (const line of await checkLines(context, up, report.judged)) print(line);
  sayCounts(context, report.judged);
  return exitOf(report.verdict);
}

/** A step's report for `--json`. */
export async function stepDocument(
  context: Context,
  up: Up,
  report: StepReport,
): Promise<Record<string, unknown>> {
  const { judged, ...rest } = report;
  return {
    lesson: up.lesson.id,
    ...rest,
    checks: await Promise.all(judged.map(one => checkDocument(context, up, one))),
  };
}

/** Says on standard error what became of the step. */
export function sayOutcome(context: Context, up: Up, report: StepReport): void {
  if (report.waiting === 'prediction') {
    const choices = Object.keys(
      proseIn(up.lesson, context.lang)?.steps[report.step]?.prediction?.choices ?? {},
    );
    note(words(context, 'cli.check.predict-first', { choices: choices.join(', ') }));
  }
  if (report.waiting === 'answer') note(words(context, 'cli.check.answer-first'));
  sayCounts(context, report.judged);
  if (report.movedTo !== undefined) {
    const next = `${report.movedTo}: ${stepTitle(up.lesson, report.movedTo, context.lang)}`;
    note(words(context, 'cli.check.passed-step', { step: report.step, next }));
  } else if (report.finished && report.recorded !== undefined) note(words(context, 'cli.check.finished'));
}

function sayCounts(context: Context, judged: readonly Judged[]): void {
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
