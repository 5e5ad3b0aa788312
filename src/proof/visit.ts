import { type Known, LessonError, solutionsOf, troubleOf } from '../session/index.ts';
import type { Fact } from './facts.ts';
import { idIn, type Visit } from './runs.ts';
import { afterFact, goalFacts, noted, predictedFacts, type Trial, wrongFact } from './trial.ts';

/** Plays a visit where the steps before its own are solved, after the solution that is to come before it. */
export async function visit(trial: Trial, one: Visit, known: Known): Promise<readonly Fact[]> {
  const { step } = one;
  const first =
    one.kind === 'wrong' ? solutionsOf(step).find(solution => solution.id === one.wrong.after) : undefined;
  try {
    const start = first === undefined ? known : (await afterFact(trial, step, first, known)).known;
    return await deed(trial, one, start);
  } catch (error) {
    return [failed(trial, one, known, error)];
  }
}

/** The same on a host that is already where the visit begins. */
export async function deedOf(trial: Trial, one: Visit, start: Known): Promise<readonly Fact[]> {
  try {
    return await deed(trial, one, start);
  } catch (error) {
    return [failed(trial, one, start, error)];
  }
}

async function deed(trial: Trial, one: Visit, start: Known): Promise<readonly Fact[]> {
  const { step } = one;
  if (one.kind === 'wrong') return [await wrongFact(trial, step, one.wrong, start)];
  const { fact, known } = await afterFact(trial, step, one.solution, start);
  const { id } = one.solution;
  const facts = [fact, ...(await goalFacts(trial, step, known, id))];
  return step.kind === 'predict' ? facts : [...facts, ...(await predictedFacts(trial, step, known, id))];
}

/** A script that could not be played to its end. Rethrows what is no fault of the lesson's. */
function failed(trial: Trial, one: Visit, known: Known, error: unknown): Fact {
  if (!(error instanceof LessonError)) throw error;
  const playing = { kind: one.kind, id: idIn(one) };
  return noted(trial, { type: 'failed', step: one.step.id, playing, why: troubleOf(error) }, known);
}
