import { type Lesson, lessonSchema } from '../../../src/lesson/index.ts';
import { type CheckResult, said, type Verdict } from '../../../src/probe/schema/index.ts';
import { openingState, reduce } from '../../../src/session/reduce.ts';
import { untouched } from '../../../src/session/step-record.ts';
import type { CheckRef, FullState, SessionEvent } from '../../../src/session/types.ts';

export function lessonOf(steps: readonly unknown[]): Lesson {
  return {
    ...lessonSchema.parse({ id: 'trial', minutes: 1, steps }),
    folder: '/nowhere',
    prose: { en: undefined, zh: undefined },
  };
}

export const running = (id: string, name = id) => ({ id, probe: 'container', name, state: 'running' });

export function resultOf(id: string, verdict: Verdict, code = `got.${verdict}`): CheckResult {
  return {
    id,
    verdict,
    asked: said('asked'),
    expected: said('expected'),
    got: said(code),
    because: [],
    tookMs: 1,
  };
}

export const own = (id: string, step = 'one'): CheckRef => ({ id, step, bystander: false });

export const opening = {
  lesson: 'trial',
  mode: 'guided',
  learner: 'anna',
  begun: 900,
  step: 'one',
  steps: { one: untouched, two: untouched },
  at: 1_000,
} as const;

/** The state after events, from the start of a session. */
export function stateAfter(...events: readonly SessionEvent[]): FullState {
  return events.reduce(reduce, openingState(opening));
}

export const entered = (step: string, watched: readonly CheckRef[], asks = false): SessionEvent => ({
  type: 'step-entered',
  step,
  at: 2_000,
  asks,
  watched,
});

export const judged = (id: string, verdict: Verdict, at = 3_000): SessionEvent => ({
  type: 'check-result',
  result: resultOf(id, verdict),
  at,
});
