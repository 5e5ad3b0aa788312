import type { LabHost } from '../lab/index.ts';
import { type Known, LessonError, solutionsOf } from '../session/index.ts';
import { speaksAgainst } from './conclude.ts';
import type { Fact, FactOf } from './facts.ts';
import type { Performed } from './perform.ts';
import { putBack, takePicture } from './put-back.ts';
import { isLate, type Stay, type Visit } from './runs.ts';
import { afterFact, allPass, standsAsBefore, type Trial } from './trial.ts';
import { deedOf } from './visit.ts';

/**
 * Several visits of one step on one host, each put back before the next. `before`: how the step stood before the first.
 *
 * Why a host that others were on can make no lesson look better than it is. A check that ought to fail might fail for what
 * an earlier visit left, and one that ought to pass might pass for it. So after every visit
 * - the host is compared, whole, with what it was before (`put-back.ts`),
 * - every check of the step is judged again, and must read what it read when nothing had been done,
 * - and in the end a solution is played on this very host, and everything must pass after it: whatever else would have kept
 *   a check red for good would show then. No visit before it counts unless it comes out well; and visits that come after
 *   the solution begin where everything has just passed.
 *
 * Why it cannot make it look worse. What is not as the lesson says is not told: it is done again, alone on a host made anew.
 * So is all that does not count, and all of it where something is said only for want of a failure (`ledger.ts`).
 */
export async function stay(
  trial: Trial,
  { step, visits }: Stay,
  known: Known,
  before: FactOf<'before'>,
): Promise<Performed> {
  const late = visits.filter(isLate);
  const early = visits.filter(visit => !isLate(visit));
  const last = early.at(-1);
  // A solution among the visits is as good a control as the first one, unless visits come after that.
  const own = late.length === 0 && last?.kind === 'solution' ? last : undefined;
  const first = await playAll(
    trial,
    early.filter(visit => visit !== own),
    known,
    () => standsAsBefore(trial, step, known, before),
  );
  if (first.spoilt) return { facts: [], again: visits };
  if (own !== undefined) {
    const control = await deedOf(trial, own, known);
    if (control.some(speaksAgainst)) return { facts: [], again: visits };
    return { facts: [...first.facts, ...control], again: first.again };
  }
  const solved = await solve(trial, step, known);
  if (solved === undefined) return { facts: [], again: visits };
  const second = await playAll(trial, late, solved, () => allPass(trial, step, solved));
  return { facts: [...first.facts, ...second.facts], again: [...first.again, ...second.again] };
}

/** Plays a step's first solution. Gives what is known then, if everything passes. */
async function solve(trial: Trial, step: Stay['step'], known: Known): Promise<Known | undefined> {
  const [solution] = solutionsOf(step);
  if (solution === undefined) return undefined;
  try {
    const { fact, known: after } = await afterFact(trial, step, solution, known);
    return speaksAgainst(fact) ? undefined : after;
  } catch (error) {
    if (error instanceof LessonError) return undefined;
    throw error;
  }
}

type Played = Performed & {
  /** Whether a visit left the host other than it was before; the ones after it were not played then. */
  readonly spoilt: boolean;
};

/** Plays visits one after the other, each on the host as it was before the first one. */
async function playAll(
  trial: Trial,
  visits: readonly Visit[],
  known: Known,
  standsAsBefore: () => Promise<boolean>,
): Promise<Played> {
  const facts: Fact[] = [];
  const again: Visit[] = [];
  if (visits.length === 0) return { facts, again, spoilt: false };
  const host = onlyHost(trial);
  const picture = await takePicture(host, trial.signal);
  for (const [index, visit] of visits.entries()) {
    const seen = await deedOf(trial, visit, known);
    if (seen.some(speaksAgainst)) again.push(visit);
    else facts.push(...seen);
    const difference =
      (await putBack(host, picture, trial.signal)) ?? ((await standsAsBefore()) ? undefined : 'checks');
    trial.onPutBack?.(visit, difference);
    if (difference !== undefined)
      return { facts, again: [...again, ...visits.slice(index + 1)], spoilt: true };
  }
  return { facts, again, spoilt: false };
}

function onlyHost({ lab }: Trial): LabHost {
  const [host] = lab.hosts.values();
  if (host === undefined) throw new Error('a lab without hosts');
  return host;
}
