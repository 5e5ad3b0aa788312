import type { Lesson } from '../lesson/index.ts';
import { watchedAt } from './judge.ts';
import { stepOf, stepsBefore } from './steps.ts';
import type { SessionEvent, StepRecord } from './types.ts';

/** A step becomes the current one; `at` in milliseconds since the epoch. Throws a RangeError for one the lesson doesn't have. */
export function stepEntered(lesson: Pick<Lesson, 'id' | 'steps'>, step: string, at: number): SessionEvent {
  const asks = stepOf(lesson, step).predict !== undefined;
  return { type: 'step-entered', step, at, asks, watched: watchedAt(lesson, step).map(one => one.ref) };
}

type At = { readonly step: string; readonly steps: Readonly<Record<string, StepRecord>> };

/** A learner begins at a step: those before it that are still open are passed over. */
export function passedOver(lesson: Pick<Lesson, 'steps'>, { step, steps }: At, at: number): SessionEvent[] {
  return stepsBefore(lesson, step)
    .filter(({ id }) => steps[id]?.status === 'open')
    .map(({ id }) => ({ type: 'step-left', step: id, as: 'passed-over', at }));
}
