import { setTimeout } from 'node:timers/promises';
import type { Lab } from '../lab/index.ts';
import type { Lesson, Solution, Step, WrongAnswer } from '../lesson/index.ts';
import { allClasses, type Check } from '../probe/index.ts';
import {
  contextOf,
  type Judged,
  judge,
  type Known,
  measurePrediction,
  type Probes,
  play,
  type Watched,
  watchedAt,
} from '../session/index.ts';
import type { Fact } from './facts.ts';

/** One lab host on which a lesson is tried. */
export type Trial = {
  readonly lesson: Lesson;
  readonly lab: Lab;
  readonly probes: Probes;
  readonly signal: AbortSignal;
};

/**
 * How long, in ms, what looks open may still settle before it counts as open: one connect in ten is refused right after
 * `docker run`, and a check that fails only for that has not been seen to fail.
 */
const calm = 1_000;
/** Between two looks at what is to be caught and isn't yet. Milliseconds. */
const lookAgain = 100;

/** How a step stands before anything was done for it: each of its checks by itself, its needs left aside. */
export async function beforeFact(trial: Trial, step: Step, known: Known, fresh: boolean): Promise<Fact> {
  const watched = watchedAt(trial.lesson, step.id)
    .filter(one => !one.held)
    .map(one => ({ ...one, check: alone(one.check) }));
  return { type: 'before', step: step.id, fresh, judged: await judgeOn(trial, watched, known, 'settle') };
}

function alone(check: Check): Check {
  return { ...check, needs: [], within: Math.min(check.within, calm) };
}

/** Plays a solution and tells how everything watched stands; with what is known then. Throws `LessonError`. */
export async function afterFact(
  trial: Trial,
  step: Step,
  solution: Solution,
  known: Known,
): Promise<{ readonly fact: Extract<Fact, { type: 'after' }>; readonly known: Known }> {
  const after = await play({ ...trial, step, solution, known });
  const judged = await judgeOn(trial, watchedAt(trial.lesson, step.id), after, 'settle');
  return { fact: { type: 'after', step: step.id, solution: solution.id, judged }, known: after };
}

/**
 * Plays a wrong answer and tells how everything watched stands. Throws `LessonError`.
 *
 * What ends by itself may still look alive for a moment, longer on a busy machine: the check that is to catch it is looked
 * at again for as long as a positive would be.
 */
export async function wrongFact(trial: Trial, step: Step, wrong: WrongAnswer, known: Known): Promise<Fact> {
  const after = await play({ ...trial, step, solution: wrong, known });
  const watched = watchedAt(trial.lesson, step.id);
  // What was only typed changed nothing on the host: there is nothing to wait for.
  const pace = wrong.run === undefined ? 'live' : 'settle';
  const patience =
    pace === 'live' ? 0 : (watched.find(one => one.ref.id === wrong.caught)?.check.within ?? 0);
  const end = performance.now() + patience;
  for (;;) {
    const judged = await judgeOn(trial, watched, after, pace);
    const caught = judged.some(one => one.ref.id === wrong.caught && one.result.verdict === 'fail');
    if (caught || performance.now() >= end) return { type: 'wrong', step: step.id, wrong, judged };
    await setTimeout(lookAgain, undefined, { signal: trial.signal });
  }
}

/** Measures a step's prediction; nothing where it has none. */
export async function predictedFacts(
  { lesson, probes, lab, signal }: Trial,
  step: Step,
  known: Known,
  solution: string | undefined,
): Promise<readonly Fact[]> {
  if (step.predict === undefined) return [];
  const reading = await measurePrediction(probes, step.predict, contextOf(lesson, lab, known), signal);
  return [{ type: 'predicted', step: step.id, solution, reading }];
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
      for (const { result } of judged)
        facts.push({ type: 'answered', step: step.id, check: check.id, confusion, value, result });
    };
    await tryWith(nonsense[check.as], undefined);
    for (const [confusion, text] of Object.entries(check.confusions)) {
      const filled = await trial.probes.resolvePlaceholders(text, contextOf(trial.lesson, trial.lab, known));
      if (filled.unknown.length === 0) await tryWith(filled.text, confusion);
      else
        facts.push({
          type: 'confusion-unknown',
          step: step.id,
          check: check.id,
          confusion,
          placeholder: filled.unknown.join(', '),
        });
    }
  }
  return facts;
}

function judgeOn(
  { lesson, probes, lab, signal }: Trial,
  watched: readonly Watched[],
  known: Known,
  pace: 'live' | 'settle',
): Promise<readonly Judged[]> {
  return judge(probes, watched, contextOf(lesson, lab, known), {
    pace,
    signal,
    classes: allClasses,
  });
}
