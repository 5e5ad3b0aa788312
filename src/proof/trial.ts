import { setTimeout } from 'node:timers/promises';
import type { Lab } from '../lab/index.ts';
import type { Lesson, Solution, Step, WrongAnswer } from '../lesson/index.ts';
import { gapsIn, mapOf, snapshot } from '../network/index.ts';
import { allClasses, type Check, type RoundOptions, viewOfLab } from '../probe/index.ts';
import {
  contextOf,
  goalOf,
  type Judged,
  judge,
  type Known,
  measurePrediction,
  type Probes,
  play,
  type Watched,
  watchedAt,
} from '../session/index.ts';
import type { Fact, FactOf } from './facts.ts';
import type { Visit } from './runs.ts';

/** One lab host on which a lesson is tried. */
export type Trial = {
  readonly lesson: Lesson;
  readonly lab: Lab;
  readonly probes: Probes;
  readonly signal: AbortSignal;
  /** Told how a host came out of being put back after a visit: what is not as it was, if anything. */
  readonly onPutBack?: (visit: Visit, difference: string | undefined) => void;
  /** Told each fact the moment it is seen, with what is known then. What it throws ends the run with the host as it is. */
  readonly onFact?: (fact: Fact, known: Known) => void;
};

/** Tells of a fact, and gives it. */
export function noted<T extends Fact>(trial: Trial, fact: T, known: Known): T {
  trial.onFact?.(fact, known);
  return fact;
}

/**
 * How long, in ms, what looks open may still settle before it counts as open: one connect in ten is refused right after
 * `docker run`, and a check that fails only for that has not been seen to fail.
 */
const calm = 1_000;
/** Between two looks at what is to be caught and isn't yet. Milliseconds. */
const lookAgain = 100;

/** How a step stands before anything was done for it: each of its checks by itself, its needs left aside. */
export async function beforeFact(
  trial: Trial,
  step: Step,
  known: Known,
  fresh: boolean,
): Promise<FactOf<'before'>> {
  const judged = await judgeOn(trial, openAt(trial, step), known, 'outlast');
  return noted(trial, { type: 'before', step: step.id, fresh, judged }, known);
}

/** A step's own checks and bystanders, each by itself. */
function openAt({ lesson }: Trial, step: Step): readonly Watched[] {
  return watchedAt(lesson, step.id)
    .filter(one => !one.held)
    .map(one => ({ ...one, check: alone(one.check) }));
}

/** Whether a step stands as it did before: every check that was judged then reads the same again. */
export async function standsAsBefore(
  trial: Trial,
  step: Step,
  known: Known,
  before: FactOf<'before'>,
): Promise<boolean> {
  const same = (judged: readonly Judged[]) => readings(judged) === readings(before.judged);
  // What has settled once reads the same at the first look, nearly always.
  if (same(await judgeOn(trial, openAt(trial, step), known, 'live'))) return true;
  return same((await beforeFact(trial, step, known, before.fresh)).judged);
}

function readings(judged: readonly Judged[]): string {
  return judged.map(({ ref, result }) => `${ref.id} ${result.verdict} ${result.got.code}`).join('\n');
}

/** Whether everything watched at a step passes. */
export async function allPass(trial: Trial, step: Step, known: Known): Promise<boolean> {
  const judged = await judgeOn(trial, watchedAt(trial.lesson, step.id), known, 'settle');
  return judged.every(one => one.result.verdict === 'pass');
}

function alone(check: Check): Check {
  return { ...hurried(check), needs: [] };
}

function hurried(check: Check): Check {
  return { ...check, within: Math.min(check.within, calm) };
}

/** Plays a solution and tells how everything watched stands; with what is known then. Throws `LessonError`. */
export async function afterFact(
  trial: Trial,
  step: Step,
  solution: Solution,
  known: Known,
): Promise<{ readonly fact: FactOf<'after'>; readonly known: Known }> {
  const after = await play({ ...trial, step, solution, known });
  const judged = await judgeOn(trial, watchedAt(trial.lesson, step.id), after, 'settle');
  const fact = noted(trial, { type: 'after', step: step.id, solution: solution.id, judged }, after);
  return { fact, known: after };
}

/**
 * Plays a wrong answer and tells how everything watched stands. Throws `LessonError`.
 *
 * The check that is to catch it is given all its patience, as it is when a learner asks: what comes true in that time is not
 * caught. Nobody waits for the others; they count as failed on the terms of `beforeFact`. And what ends by itself may still
 * look alive for a moment, longer on a busy machine: the check is looked at again for as long as a positive would be.
 */
export async function wrongFact(
  trial: Trial,
  step: Step,
  wrong: WrongAnswer,
  known: Known,
): Promise<FactOf<'wrong'>> {
  const after = await play({ ...trial, step, solution: wrong, known });
  const all = watchedAt(trial.lesson, step.id);
  // What was only typed changed nothing on the host: there is nothing to wait for.
  const pace = wrong.run === undefined ? 'live' : 'outlast';
  const patience = pace === 'live' ? 0 : (all.find(one => one.ref.id === wrong.caught)?.check.within ?? 0);
  const awaited = neededBy(wrong.caught, all);
  const watched = all.map(one => (awaited.has(one.ref.id) ? one : { ...one, check: hurried(one.check) }));
  const end = performance.now() + patience;
  for (;;) {
    const judged = await judgeOn(trial, watched, after, pace);
    const caught = judged.some(one => one.ref.id === wrong.caught && one.result.verdict === 'fail');
    if (caught || performance.now() >= end)
      return noted(trial, { type: 'wrong', step: step.id, wrong, judged }, after);
    await setTimeout(lookAgain, undefined, { signal: trial.signal });
  }
}

/** Ids of a check and of all it needs, and they need. */
function neededBy(id: string, watched: readonly Watched[]): ReadonlySet<string> {
  const ids = new Set([id]);
  // A set's own iteration takes in what is added on the way.
  for (const one of ids)
    for (const need of watched.find(({ ref }) => ref.id === one)?.check.needs ?? []) ids.add(need);
  return ids;
}

/** Looks at what is lacking for a step's goal; nothing where it has none. */
export async function goalFacts(
  trial: Trial,
  step: Step,
  known: Known,
  solution: string | undefined,
): Promise<readonly Fact[]> {
  const goal = goalOf(trial.lesson, step);
  if (goal === undefined) return [];
  const seen = await snapshot(viewOfLab(trial.lab, trial.signal).readers);
  return [noted(trial, { type: 'goal', step: step.id, solution, gaps: gapsIn(goal, mapOf(seen)) }, known)];
}

/** Measures a step's prediction; nothing where it has none. */
export async function predictedFacts(
  trial: Trial,
  step: Step,
  known: Known,
  solution: string | undefined,
): Promise<readonly Fact[]> {
  const { lesson, probes, lab, signal } = trial;
  if (step.predict === undefined) return [];
  const reading = await measurePrediction(probes, step.predict, contextOf(lesson, lab, known), signal);
  return [noted(trial, { type: 'predicted', step: step.id, solution, reading }, known)];
}

/** A name nobody gave and an address set aside for documentation (RFC 5737): no learner can mean them. */
const nonsense = { word: 'no-such-thing', address: '192.0.2.1' } as const;

/** What the step's answer checks say of nonsense and of each listed confusion. */
export async function answeredFacts(trial: Trial, step: Step, known: Known): Promise<readonly Fact[]> {
  const facts: Fact[] = [];
  const watched = watchedAt(trial.lesson, step.id).filter(one => !one.held);
  for (const { ref, check, held } of watched) {
    if (check.probe !== 'answer') continue;
    const tryWith = async (value: string, confusion: string | undefined): Promise<void> => {
      const answers = { ...known.answers, [check.id]: value };
      const judged = await judgeOn(
        trial,
        [{ ref, held, check: alone(check) }],
        { ...known, answers },
        'live',
      );
      for (const { result } of judged) {
        const fact = { type: 'answered', step: step.id, check: check.id, confusion, value, result } as const;
        facts.push(noted(trial, fact, { ...known, answers }));
      }
    };
    await tryWith(nonsense[check.as], undefined);
    for (const [confusion, text] of Object.entries(check.confusions)) {
      const filled = await trial.probes.resolvePlaceholders(text, contextOf(trial.lesson, trial.lab, known));
      if (filled.unknown.length === 0) await tryWith(filled.text, confusion);
      else {
        const placeholder = filled.unknown.join(', ');
        const fact = {
          type: 'confusion-unknown',
          step: step.id,
          check: check.id,
          confusion,
          placeholder,
        } as const;
        facts.push(noted(trial, fact, known));
      }
    }
  }
  return facts;
}

function judgeOn(
  { lesson, probes, lab, signal }: Trial,
  watched: readonly Watched[],
  known: Known,
  pace: RoundOptions['pace'],
): Promise<readonly Judged[]> {
  return judge(probes, watched, contextOf(lesson, lab, known), {
    pace,
    signal,
    classes: allClasses,
  });
}
