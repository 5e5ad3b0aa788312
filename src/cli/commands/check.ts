import { checkAll, checkStep, isAbort, type Up } from '../../session/index.ts';
import { writeErrorJunit, writeLessonJunit, writeStepJunit } from '../check-junit.ts';
import { checkDocument, checkLines } from '../check-lines.ts';
import { watch } from '../check-watch.ts';
import { pad, widest } from '../columns.ts';
import { flag, type Options, type Run, textOption } from '../command-spec.ts';
import type { Context } from '../context.ts';
import { messageOf } from '../failure.ts';
import { guessLines } from '../guess-lines.ts';
import { print, printJson, words } from '../output.ts';
import { stepTitle } from '../prose.ts';
import { exitOf, labDocument, sayCounts, sayOutcome, stepDocument } from '../step-report.ts';
import { withUp } from '../up-desk.ts';
import { UsageError } from '../usage-error.ts';

/**
 * Judges the current step, records it and moves on; with `--all`, every step recorded and every check still held; with
 * `--watch`, at every change until the lesson is done.
 */
export const run: Run = async (context, _args, options) => {
  const junit = textOption(options, 'junit');
  if (flag(options, 'watch')) {
    for (const other of ['all', 'junit'])
      if (options[other] !== undefined)
        throw new UsageError('cli.options-apart', { one: '--watch', other: `--${other}` });
    return await watch(context);
  }
  if (junit === undefined) return await judgeOnce(context, options);
  try {
    return await judgeOnce(context, options);
  } catch (error) {
    if (!(error instanceof UsageError || isAbort(error)))
      await writeErrorJunit(junit, messageOf(context, error));
    throw error;
  }
};

async function judgeOnce(context: Context, options: Options): Promise<number> {
  const junit = textOption(options, 'junit');
  return await withUp(context, async up =>
    flag(options, 'all') ? await judgeAll(context, up, junit) : await judgeStep(context, up, junit),
  );
}

async function judgeStep(context: Context, up: Up, junit: string | undefined): Promise<number> {
  const report = await checkStep(up, { signal: context.signal });
  if (context.json) printJson(await stepDocument(context, up, report));
  else {
    for (const line of await checkLines(context, up, report.judged)) print(line);
    for (const line of await guessLines(context, up, report)) print(line);
    sayOutcome(context, up, report);
  }
  if (junit !== undefined) await writeStepJunit(junit, context, up, report);
  return exitOf(report.verdict);
}

async function judgeAll(context: Context, up: Up, junit: string | undefined): Promise<number> {
  const report = await checkAll(up, { signal: context.signal });
  if (junit !== undefined) await writeLessonJunit(junit, context, up, report);
  if (context.json) {
    printJson({
      ...labDocument(up),
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
