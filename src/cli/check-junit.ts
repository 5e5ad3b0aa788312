import type { Verdict } from '../probe/index.ts';
import {
  type Judged,
  type LessonReport,
  type StepRecord,
  type StepReport,
  type Up,
  writeOutput,
} from '../session/index.ts';
import { checkDocument, checkLines } from './check-lines.ts';
import type { Context } from './context.ts';
import { type JUnitCase, type JUnitOutcome, junitXml } from './junit.ts';
import { spoken, words } from './output.ts';
import { stepTitle } from './prose.ts';
import { version } from './version.ts';

const outcomes: Readonly<Record<Verdict, JUnitOutcome>> = {
  pass: 'passed',
  fail: 'failure',
  'could-not-measure': 'error',
};

/** Writes what `check` found of the current step as JUnit. Throws `EnvironmentError` when it cannot be written. */
export async function writeStepJunit(
  file: string,
  context: Context,
  up: Up,
  report: StepReport,
): Promise<void> {
  await write(file, up, [
    ...(await checkCases(context, up, report.judged)),
    ...waitingCases(context, up, report),
  ]);
}

/** Writes what `check --all` found as JUnit: a case for every step's record, and one for every check judged. */
export async function writeLessonJunit(
  file: string,
  context: Context,
  up: Up,
  report: LessonReport,
): Promise<void> {
  const steps = report.steps.map(({ step, record }) => stepCase(context, up, step, record));
  await write(file, up, [...steps, ...(await checkCases(context, up, report.judged))]);
}

/** Writes that nothing could be judged at all, and why: a file of an earlier run must not pass for this one's. */
export async function writeErrorJunit(file: string, message: string): Promise<void> {
  const nothing: JUnitCase = {
    group: 'netdojo',
    name: 'environment',
    seconds: 0,
    outcome: 'error',
    type: 'environment',
    message: message.split('\n')[0] ?? '',
    text: message,
  };
  const properties = { netdojo: version() };
  await writeOutput(file, junitXml({ name: 'netdojo', at: Date.now(), properties, cases: [nothing] }));
}

async function write(file: string, up: Up, cases: readonly JUnitCase[]): Promise<void> {
  const { mode, generation, step, lab } = up.record();
  const properties = { netdojo: version(), mode, engine: generation, step, lab };
  await writeOutput(file, junitXml({ name: up.lesson.id, at: Date.now(), properties, cases }));
}

async function checkCases(context: Context, up: Up, judged: readonly Judged[]): Promise<JUnitCase[]> {
  return await Promise.all(
    judged.map(async (one): Promise<JUnitCase> => {
      const { ref, result } = one;
      const { evidence } = result;
      const [title, lines] = [
        (await checkDocument(context, up, one)).title,
        await checkLines(context, up, [one]),
      ];
      const base = {
        group: `netdojo.${up.lesson.id}.${ref.step}`,
        name: ref.id,
        seconds: result.tookMs / 1_000,
        outcome: outcomes[result.verdict],
      };
      if (result.verdict === 'pass')
        return evidence === undefined ? base : { ...base, text: `$ ${evidence.command}\n${evidence.output}` };
      const message = `${title}: ${spoken(context, result.got)}`;
      return { ...base, type: result.got.code, message, text: lines.join('\n') };
    }),
  );
}

/** A step that waits for the learner is not passed, whatever its checks say. */
function waitingCases(context: Context, up: Up, { step, waiting }: StepReport): JUnitCase[] {
  if (waiting === undefined) return [];
  const group = `netdojo.${up.lesson.id}.${step}`;
  const message = words(context, `cli.check.waits-${waiting}`);
  return [{ group, name: waiting, seconds: 0, outcome: 'failure', type: `waiting.${waiting}`, message }];
}

const ofStep: Readonly<Record<StepRecord['status'], JUnitOutcome>> = {
  passed: 'passed',
  open: 'failure',
  skipped: 'skipped',
  'passed-over': 'skipped',
};

function stepCase(context: Context, up: Up, step: string, { status }: StepRecord): JUnitCase {
  return {
    group: `netdojo.${up.lesson.id}`,
    name: step,
    seconds: 0,
    outcome: ofStep[status],
    type: `step.${status}`,
    message: `${stepTitle(up.lesson, step, context.lang)}: ${words(context, `cli.step.${status}`)}`,
  };
}
