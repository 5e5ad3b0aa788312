import type { Lesson, Step } from '../lesson/index.ts';
import { said } from '../probe/schema/index.ts';
import { type Judged, solutionsOf } from '../session/index.ts';
import type { Fact } from './facts.ts';
import {
  afterReasons,
  answerReasons,
  goalReasons,
  predictionReasons,
  shownBy,
  wrongReasons,
} from './step-reasons.ts';
import type { Reason } from './types.ts';

/**
 * What the facts prove about each step of a lesson, and what keeps the whole from being proven. Pure.
 *
 * A step is proven when
 * - before its solution at least one of its own checks fails, on the host walked through and where a reset leads;
 * - every one of its checks and bystanders was seen to fail, measured, at least once: before the solution, or on a listed
 *   wrong answer of any step. What never failed in the whole proof may be unable to fail;
 * - what failed before on the host walked through fails where a reset leads as well;
 * - its bystanders pass before anybody has done anything;
 * - after each solution its checks, its bystanders and all checks still held pass;
 * - each listed wrong answer makes the check it names fail, with the reading it names;
 * - an answer check refuses a value nobody means, and tells each of its confusions apart;
 * - its goal is not reached before anybody has done anything, and is after each solution;
 * - its prediction is measured and bears out exactly one choice, the same after every solution.
 *
 * Could-not-measure is neither a failure nor a pass: it proves nothing.
 */
export function conclude(
  lesson: Pick<Lesson, 'steps'>,
  facts: readonly Fact[],
): {
  readonly steps: readonly { readonly step: string; readonly reasons: readonly Reason[] }[];
  readonly reasons: readonly Reason[];
} {
  const failedOnce = new Set(facts.flatMap(failuresIn));
  return {
    steps: lesson.steps.map(step => ({
      step: step.id,
      reasons: distinct(
        reasonsAgainst(
          step,
          facts.filter(fact => fact.type !== 'no-lab' && fact.step === step.id),
          failedOnce,
        ),
      ),
    })),
    reasons: distinct(facts.flatMap(fact => (fact.type === 'no-lab' ? [fact.why] : []))),
  };
}

/** Ids of the checks a fact shows failing where failing is what they are for. */
function failuresIn(fact: Fact): readonly string[] {
  if (fact.type === 'before' || fact.type === 'wrong')
    return fact.judged.filter(one => one.result.verdict === 'fail').map(one => one.ref.id);
  return fact.type === 'answered' && fact.result.verdict === 'fail' ? [fact.check] : [];
}

/** What a fact by itself says against its step, whatever the others are. */
export function reasonsOf(fact: Fact): readonly Reason[] {
  switch (fact.type) {
    case 'before':
      return bystandersRed(fact.judged);
    case 'predicted':
      return predictionReasons([fact]);
    case 'not-reached':
      return [said('proof.not-reached', { why: fact.why })];
    case 'no-lab':
      return [fact.why];
    default:
      return reasonsIn(fact);
  }
}

/** Whether a fact by itself keeps its step from being proven. */
export function speaksAgainst(fact: Fact): boolean {
  return reasonsOf(fact).length > 0;
}

function bystandersRed(judged: readonly Judged[]): Reason[] {
  return judged
    .filter(one => one.ref.bystander && !passes(one))
    .map(({ ref, result }) => shownBy(result, 'proof.bystander-red', { check: ref.id, got: result.got }));
}

/** What a deed and what became of it say by themselves. */
function reasonsIn(fact: Fact): Reason[] {
  switch (fact.type) {
    case 'after':
      return afterReasons(fact);
    case 'wrong':
      return wrongReasons(fact);
    case 'answered':
    case 'confusion-unknown':
      return answerReasons(fact);
    case 'goal':
      return goalReasons(fact);
    case 'failed':
      return [
        said(`proof.${fact.playing.kind}-failed`, { [fact.playing.kind]: fact.playing.id, why: fact.why }),
      ];
    default:
      return [];
  }
}

function reasonsAgainst(step: Step, facts: readonly Fact[], failedOnce: ReadonlySet<string>): Reason[] {
  const unreached = facts.flatMap(fact =>
    fact.type === 'not-reached' ? [said('proof.not-reached', { why: fact.why })] : [],
  );
  if (unreached.length > 0) return unreached;
  return [
    ...shapeReasons(step),
    ...beforeReasons(step, facts, failedOnce),
    ...facts.flatMap(reasonsIn),
    ...predictionReasons(facts.filter(fact => fact.type === 'predicted')),
  ];
}

/** What is missing whatever is measured. */
function shapeReasons(step: Step): Reason[] {
  const checked = step.checks.length > 0;
  if (checked && solutionsOf(step).length === 0) return [said('proof.no-solution')];
  return checked || step.predict !== undefined || step.reason !== undefined ? [] : [said('proof.no-check')];
}

function beforeReasons(step: Step, facts: readonly Fact[], failedOnce: ReadonlySet<string>): Reason[] {
  if (step.checks.length + step.bystanders.length === 0) return [];
  const before = facts.filter(fact => fact.type === 'before');
  const walked = ownChecks(before.filter(fact => !fact.fresh).flatMap(fact => fact.judged));
  const fresh = ownChecks(before.filter(fact => fact.fresh).flatMap(fact => fact.judged));
  const passingFresh = new Map(fresh.filter(passes).map(one => [idOf(one), one.result]));
  return [
    ...(step.checks.length > 0 && !walked.some(fails) ? [said('proof.nothing-to-do')] : []),
    ...(walked.some(fails) && !fresh.some(fails) ? [said('proof.not-reset')] : []),
    ...walked
      .filter(one => fails(one) && passingFresh.has(idOf(one)))
      .map(one => shownBy(passingFresh.get(idOf(one)), 'proof.passes-after-reset', { check: idOf(one) })),
    ...bystandersRed(before.flatMap(fact => fact.judged)),
    ...neverFailing(
      step,
      before.flatMap(fact => fact.judged),
      failedOnce,
    ),
  ];
}

function neverFailing(step: Step, judged: readonly Judged[], failedOnce: ReadonlySet<string>): Reason[] {
  return [...step.checks, ...step.bystanders]
    .filter(check => !failedOnce.has(check.id))
    .map(({ id: check }) => {
      const seen = judged.filter(one => idOf(one) === check).map(one => one.result);
      const unmeasured = seen.find(({ verdict }) => verdict === 'could-not-measure');
      return unmeasured === undefined
        ? shownBy(seen[0], 'proof.never-fails', { check })
        : shownBy(unmeasured, 'proof.unmeasured-before', { check, got: unmeasured.got });
    });
}

function ownChecks(judged: readonly Judged[]): readonly Judged[] {
  return judged.filter(one => !one.held && !one.ref.bystander);
}

function idOf(judged: Judged): string {
  return judged.ref.id;
}

function fails(judged: Judged): boolean {
  return judged.result.verdict === 'fail';
}

function passes(judged: Judged): boolean {
  return judged.result.verdict === 'pass';
}

function distinct(reasons: readonly Reason[]): readonly Reason[] {
  // The same thing seen twice took another fraction of a millisecond each time.
  const key = ({ shown: _, ...reason }: Reason) =>
    JSON.stringify(reason, (name, value) => (name === 'ms' ? undefined : value));
  return [...new Map(reasons.map(reason => [key(reason), reason])).values()];
}
