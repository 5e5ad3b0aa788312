import { allClasses, type CheckResult, type Verdict } from '../probe/index.ts';
import { contextOf, remembered } from './apply.ts';
import { stepEntered } from './entering.ts';
import type { Judged, LessonReport, StepReport, Up, Waiting } from './headless-types.ts';
import { judge, verdictOf, watchedAt } from './judge.ts';
import { measurePrediction, toMeasured } from './prediction.ts';
import { untouched } from './step-record.ts';
import { stepAfter, stepOf } from './steps.ts';
import type { Measured, SessionEvent } from './types.ts';

export type CheckOptions = {
  readonly signal: AbortSignal;
  readonly onResult?: (result: CheckResult) => void;
};

/**
 * Judges the current step, and the earlier checks still held; records it and moves on when all pass. Rejects with an
 * AbortError or an `EnvironmentError`.
 */
export async function checkStep(up: Up, options: CheckOptions): Promise<StepReport> {
  const { step: id, finished } = up.record();
  const judged = await judgeNow(up, options);
  const waiting = waitsFor(up);
  const verdict: Verdict = waiting === undefined ? verdictOf(judged) : 'fail';
  if (verdict === 'pass' && !finished) {
    const measured = await measuredNow(up, options.signal);
    return {
      ...told(up, id, verdict, judged, measured),
      ...(await passStep(up, 'passed')),
    };
  }
  return {
    ...told(up, id, verdict, judged, up.record().steps[id]?.measured),
    ...(waiting === undefined ? {} : { waiting }),
    finished,
  };
}

function told(
  up: Up,
  step: string,
  verdict: Verdict,
  judged: readonly Judged[],
  measured: Measured | undefined,
): Omit<StepReport, 'finished'> {
  const { predicted } = up.record().steps[step] ?? untouched;
  return {
    step,
    verdict,
    judged,
    ...(predicted === undefined ? {} : { predicted }),
    ...(measured === undefined ? {} : { measured }),
  };
}

/** Every step's record, and how the current step's and all held checks stand now. Goes into the result, and passes no step. */
export async function checkAll(up: Up, options: CheckOptions): Promise<LessonReport> {
  const judged = await judgeNow(up, options);
  const { steps } = up.record();
  const records = up.lesson.steps.map(({ id }) => ({ step: id, record: steps[id] ?? untouched }));
  const open = records.some(({ record }) => record.status === 'open');
  return { verdict: open ? 'fail' : verdictOf(judged), steps: records, judged };
}

/** The current step's checks and all held ones, judged once; goes into the result and nowhere else. */
export async function judgeNow(up: Up, { signal, onResult }: CheckOptions): Promise<readonly Judged[]> {
  const record = up.record();
  const judged = await judge(
    up.probes,
    watchedAt(up.lesson, record.step),
    contextOf(up.lesson, up.lab, record),
    {
      pace: 'settle',
      explain: true,
      classes: allClasses,
      signal,
      ...(onResult === undefined ? {} : { onResult }),
    },
  );
  await up.saw(judged);
  return judged;
}

/** What the current step waits for beyond its checks. */
export function waitsFor(up: Up): Waiting | undefined {
  const { step: id, steps, answers } = up.record();
  const step = stepOf(up.lesson, id);
  if (step.kind === 'predict' && steps[id]?.predicted === undefined) return 'prediction';
  const unanswered = step.checks.some(check => check.probe === 'answer' && answers[check.id] === undefined);
  return unanswered ? 'answer' : undefined;
}

/** Measures the current step's prediction, if one was made and it hasn't been; gives what is known of it. */
export async function measuredNow(up: Up, signal: AbortSignal): Promise<Measured | undefined> {
  const record = up.record();
  const { predicted, measured } = record.steps[record.step] ?? untouched;
  const { predict } = stepOf(up.lesson, record.step);
  if (predict === undefined || predicted === undefined || measured !== undefined) return measured;
  const reading = await measurePrediction(up.probes, predict, contextOf(up.lesson, up.lab, record), signal);
  const now = toMeasured(reading);
  await up.happened([{ type: 'measured', step: record.step, measured: now }]);
  return now;
}

/** Records the current step and moves on to the next one. */
export async function passStep(
  up: Up,
  as: 'passed' | 'skipped',
): Promise<Pick<StepReport, 'recorded' | 'movedTo' | 'finished'>> {
  const record = up.record();
  const step = stepOf(up.lesson, record.step);
  const { values } = await remembered(up.probes, step, contextOf(up.lesson, up.lab, record));
  const at = Date.now();
  const following = stepAfter(up.lesson, step.id);
  const left: SessionEvent[] = [
    { type: 'remembered', values },
    { type: 'step-left', step: step.id, as, at },
  ];
  if (following === undefined) {
    await up.happened([...left, { type: 'lesson-finished', at }]);
    return { recorded: as, finished: true };
  }
  await up.happened([...left, stepEntered(up.lesson, following, at)]);
  return { recorded: as, movedTo: following, finished: false };
}
