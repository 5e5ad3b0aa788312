import type { LabHost } from '../lab/index.ts';
import type { Step } from '../lesson/index.ts';
import { type Known, LessonError, rememberAll, solutionsOf } from '../session/index.ts';
import { speaksAgainst } from './conclude.ts';
import type { Fact } from './facts.ts';
import { frailIn } from './frail.ts';
import type { Performed } from './perform.ts';
import { originOf, putBack } from './put-back.ts';
import { isLate, type Run, type Stop, scriptOf, type Visit } from './runs.ts';
import { staysAfterwards } from './traces.ts';
import { afterFact, allPass, beforeFact, standsAsBefore, type Trial } from './trial.ts';
import { deedOf } from './visit.ts';

/**
 * Goes through successive steps on one host made anew, by their first solutions, as a reset does: each is looked at before
 * anything is done, then visited, each visit put back before the next, then solved. `start`: what is known at the first.
 *
 * Why a host that others were on can make no lesson look better than it is. A check that ought to fail might fail for what
 * an earlier visit left, and one that ought to pass might pass for it. So after every visit
 * - the host is compared, whole, with what it was before (`put-back.ts`),
 * - every check of the step is judged again, and must read what it read when nothing had been done,
 * - and in the end the first solution is played on this very host, and everything must pass after it: whatever else would
 *   have kept a check red for good would show then. No visit before it counts unless it comes out well; and visits that come
 *   after the solution begin where everything has just passed.
 *
 * Why it cannot make it look worse. What is not as the lesson says is not told: it is done again, alone on a host made anew.
 * So is a visit that left something, and all of it where something is said only for want of a failure (`ledger.ts`).
 */
export async function tour(trial: Trial, stops: readonly Stop[], start: Known): Promise<Performed> {
  const facts: Fact[] = [];
  const again: Run[] = [];
  let known = start;
  for (const [index, stop] of stops.entries()) {
    const next = stops.slice(index + 1);
    const seen = await stopAt(trial, stop, known, next.length > 0);
    facts.push(...seen.facts);
    again.push(...seen.alone);
    if ('known' in seen) known = seen.known;
    else {
      const left = [
        ...(seen.left.length > 0 ? [{ ...stop, visits: seen.left, spoilt: true as const }] : []),
        ...next,
      ];
      return { facts, again: left.length > 0 ? [...again, { kind: 'tour', stops: left }] : again };
    }
  }
  return { facts, again };
}

type Stopped = {
  readonly facts: readonly Fact[];
  /** What is to be done again, on hosts of their own. */
  readonly alone: readonly Visit[];
} & (
  | { readonly known: Known }
  /** The host is not where the next step begins; these visits are yet to be made, on another one. */
  | { readonly left: readonly Visit[] }
);

async function stopAt(
  trial: Trial,
  { step, visits, spoilt }: Stop,
  known: Known,
  goesOn: boolean,
): Promise<Stopped> {
  const early = visits.filter(visit => !isLate(visit));
  const late = visits.filter(isLate);
  const before = await beforeFact(trial, step, known, true);
  const first = await playAll(trial, early, known, () => standsAsBefore(trial, step, known, before));
  if (first.spoiler !== undefined) {
    const others = visits.filter(visit => visit !== first.spoiler);
    // None of them counts before the solution has been played. Where it is the second that stays, others may as well.
    if (spoilt) return { facts: [before], alone: visits, left: [] };
    return { facts: [before], alone: [first.spoiler], left: others };
  }
  if (visits.length === 0 && !goesOn) return { facts: [before], alone: [], known };
  const solved = await solve(trial, step, known);
  if (solved === undefined) return { facts: [before], alone: visits, left: [] };
  const second = await playAll(trial, late, solved, () => allPass(trial, step, solved));
  const facts = [before, ...first.facts, ...second.facts];
  const alone = [...first.against, ...second.against];
  if (second.spoiler !== undefined) return { facts, alone: [...alone, second.spoiler], left: second.left };
  const all = await rememberedAt(trial, step, solved);
  return { facts, alone, ...(all === undefined ? { left: [] } : { known: all }) };
}

/** Plays a step's first solution, if it has one. Gives what is known then, if everything passes. */
async function solve(trial: Trial, step: Step, known: Known): Promise<Known | undefined> {
  const [solution] = solutionsOf(step);
  if (solution === undefined) return known;
  return unlessLessonError(async () => {
    const { fact, known: after } = await afterFact(trial, step, solution, known);
    return speaksAgainst(fact) ? undefined : after;
  });
}

function rememberedAt(trial: Trial, step: Step, known: Known): Promise<Known | undefined> {
  return unlessLessonError(() => rememberAll({ ...trial, step, known }));
}

/** Nothing where the lesson is at fault: the walk meets that too, and tells. */
async function unlessLessonError<T>(doing: () => Promise<T | undefined>): Promise<T | undefined> {
  try {
    return await doing();
  } catch (error) {
    if (error instanceof LessonError) return undefined;
    throw error;
  }
}

type Played = {
  readonly facts: readonly Fact[];
  /** Visits that showed something other than the lesson says, or cannot be made in turn. */
  readonly against: readonly Visit[];
} & (
  | { readonly spoiler?: undefined }
  /** A visit that left the host other than it was; `left`: the ones after it, which were not made. */
  | { readonly spoiler: Visit; readonly left: readonly Visit[] }
);

/** Makes visits one after the other, each on the host as it was before the first one. */
async function playAll(
  trial: Trial,
  visits: readonly Visit[],
  known: Known,
  standsAsBefore: () => Promise<boolean>,
): Promise<Played> {
  const facts: Fact[] = [];
  const against: Visit[] = [];
  if (visits.length === 0) return { facts, against };
  const host = onlyHost(trial);
  const origin = await originOf(host, trial.signal);
  if (origin === undefined) return { facts, against: visits };
  const frail = frailIn(origin.picture);
  for (const [index, visit] of visits.entries()) {
    if (staysAfterwards(scriptOf(visit), frail)) {
      against.push(visit);
      continue;
    }
    const seen = await deedOf(trial, visit, known);
    const difference =
      (await putBack(host, origin, trial.signal)) ?? ((await standsAsBefore()) ? undefined : 'checks');
    trial.onPutBack?.(visit, difference);
    if (difference !== undefined) return { facts, against, spoiler: visit, left: visits.slice(index + 1) };
    if (seen.some(speaksAgainst)) against.push(visit);
    else facts.push(...seen);
  }
  return { facts, against };
}

function onlyHost({ lab }: Trial): LabHost {
  const [host] = lab.hosts.values();
  if (host === undefined) throw new Error('a lab without hosts');
  return host;
}
