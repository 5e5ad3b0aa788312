import type { CheckResult } from '../probe/schema/index.ts';
import type { Result, ResultCheck, ResultStep } from './result-schema.ts';
import { finished, isProgress } from './resume.ts';
import type { Attempt, FullState, Rules, SessionEvent } from './types.ts';

/** What is known of a result before anything happens. */
export type ResultFacts = Rules &
  Attempt & {
    readonly lesson: string;
    /** `lessonHash` of the lesson's files. */
    readonly hash: string;
    /** netdojo's version. */
    readonly netdojo: string;
    /** Generation of the Docker Engine on the lab host. */
    readonly engine: string;
  };

/** Whether an event changes a result. */
export function isResult(event: SessionEvent): boolean {
  return isProgress(event) || event.type === 'check-result';
}

/** The result a session goes on with: what is there of the same attempt, else a new one. */
export function resultAt(before: Result | null, facts: ResultFacts, state: FullState, at: number): Result {
  const startedAt = iso(facts.begun);
  const { hash, mode, allow, netdojo, engine } = facts;
  const { allow: _before, ...same } = { ...(isSame(before, facts) ? before : {}) } as Partial<Result>;
  return withRecords(
    {
      state: 'started',
      steps: [],
      ...same,
      kind: 'netdojo-result',
      version: 1,
      learner: facts.learner,
      lesson: { id: facts.lesson, hash },
      mode,
      ...(allow === undefined ? {} : { allow: [...allow] }),
      versions: { netdojo, engine },
      step: state.step,
      startedAt,
      changedAt: iso(at),
    },
    state,
  );
}

/** Whether a result is of this attempt at this lesson. */
export function isSame(result: Result | null, facts: Attempt & { readonly lesson: string }): boolean {
  return (
    result !== null &&
    result.learner === facts.learner &&
    result.lesson.id === facts.lesson &&
    result.startedAt === iso(facts.begun)
  );
}

/** The result after an event; `state` is the session's after it. */
export function resultAfter(result: Result, event: SessionEvent, state: FullState, at: number): Result {
  if (!isResult(event)) return result;
  const next = { ...withRecords(result, state), step: state.step, changedAt: iso(at) };
  switch (event.type) {
    case 'step-entered':
      return withStep(next, event.step, step => ({ openedAt: iso(event.at), ...step }));
    case 'step-left':
      return withStep(next, event.step, step => ({ ...step, leftAt: iso(event.at) }));
    case 'check-result': {
      const ref = state.watched.find(({ id }) => id === event.result.id);
      if (ref === undefined) return result;
      const check = resultCheck(event.result, ref.bystander, event.at);
      return withStep(next, ref.step, step => ({ ...step, checks: withCheck(step.checks, check) }));
    }
    case 'lesson-finished':
      return { ...next, state: finished(state), finishedAt: iso(event.at) };
    default:
      return next;
  }
}

/** Steps in the order of the lesson, each with its record as it stands now. */
function withRecords(result: Result, state: FullState): Result {
  const steps = Object.entries(state.steps).map(([id, record]): ResultStep => {
    const { openedAt, leftAt, checks = [] } = result.steps.find(step => step.id === id) ?? {};
    return {
      id,
      ...(record as Omit<ResultStep, 'id' | 'checks'>),
      ...(openedAt === undefined ? {} : { openedAt }),
      ...(leftAt === undefined ? {} : { leftAt }),
      checks,
    };
  });
  return { ...result, steps };
}

function withStep(result: Result, id: string, change: (step: ResultStep) => ResultStep): Result {
  return { ...result, steps: result.steps.map(step => (step.id === id ? change(step) : step)) };
}

function withCheck(checks: readonly ResultCheck[], check: ResultCheck): ResultCheck[] {
  const at = checks.findIndex(({ id }) => id === check.id);
  return at < 0 ? [...checks, check] : checks.with(at, check);
}

function resultCheck(result: CheckResult, bystander: boolean, at: number): ResultCheck {
  const { id, verdict, asked, expected, got, evidence } = result;
  return {
    id,
    bystander,
    verdict,
    asked,
    expected,
    got,
    ...(evidence === undefined ? {} : { evidence }),
    at: iso(at),
  };
}

function iso(at: number): string {
  return new Date(at).toISOString();
}
