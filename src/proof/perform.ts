import type { Step } from '../lesson/index.ts';
import type { Said } from '../probe/index.ts';
import {
  fastForward,
  type Known,
  LessonError,
  nothingKnown,
  rememberAll,
  solutionsOf,
  troubleOf,
} from '../session/index.ts';
import type { Fact } from './facts.ts';
import { needsHost, type Run } from './runs.ts';
import { afterFact, answeredFacts, beforeFact, predictedFacts, type Trial, wrongFact } from './trial.ts';

/** Does a run on a lab whose set-up has run. A lesson's own mistakes become facts; failures of the environment are thrown. */
export function perform(run: Run, trial: Trial): Promise<readonly Fact[]> {
  switch (run.kind) {
    case 'walk':
      return walk(trial);
    case 'reset':
      return onFreshHost(trial, run.step, true, async () => []);
    case 'solution':
      return onFreshHost(trial, run.step, run.first, async known =>
        noting(run.step, { kind: 'solution', id: run.solution.id }, async () => {
          const { fact, known: after } = await afterFact(trial, run.step, run.solution, known);
          if (run.step.kind === 'predict') return [fact];
          return [fact, ...(await predictedFacts(trial, run.step, after, run.solution.id))];
        }),
      );
    case 'wrong':
      return onFreshHost(trial, run.step, run.first, known =>
        noting(run.step, { kind: 'wrong', id: run.wrong.id }, async () => {
          const before = solutionsOf(run.step).find(solution => solution.id === run.wrong.after);
          const start =
            before === undefined ? known : (await afterFact(trial, run.step, before, known)).known;
          return [await wrongFact(trial, run.step, run.wrong, start)];
        }),
      );
  }
}

/** The whole lesson on one host, each step by its first solution. */
async function walk(trial: Trial): Promise<readonly Fact[]> {
  const facts: Fact[] = [];
  let known = nothingKnown;
  for (const [index, step] of trial.lesson.steps.entries()) {
    const walked = await walkStep(trial, step, known);
    facts.push(...walked.facts);
    if ('known' in walked) known = walked.known;
    else {
      const { why } = walked;
      const rest = trial.lesson.steps.slice(index + 1);
      return [...facts, ...rest.map(({ id }) => ({ type: 'not-reached', step: id, why }) as const)];
    }
  }
  return facts;
}

type Walked =
  | { readonly facts: readonly Fact[]; readonly known: Known }
  | { readonly facts: readonly Fact[]; readonly why: Said };

async function walkStep(trial: Trial, step: Step, start: Known): Promise<Walked> {
  const facts: Fact[] = [await beforeFact(trial, step, start, false)];
  const atOnce = step.kind === 'predict';
  if (atOnce) facts.push(...(await predictedFacts(trial, step, start, undefined)));
  let known = start;
  const [solution] = solutionsOf(step);
  try {
    if (solution !== undefined) {
      const solved = await afterFact(trial, step, solution, known);
      facts.push(solved.fact);
      known = solved.known;
      const open = solved.fact.judged.filter(
        one => !one.held && !one.ref.bystander && one.result.verdict !== 'pass',
      );
      if (open.length > 0)
        return {
          facts,
          why: unsolved(
            trial,
            step,
            open.map(one => one.ref.id),
          ),
        };
    }
    facts.push(...(await answeredFacts(trial, step, known)));
    for (const wrong of step.wrong)
      if (!needsHost(wrong)) facts.push(await wrongFact(trial, step, wrong, known));
    if (!atOnce) facts.push(...(await predictedFacts(trial, step, known, solution?.id)));
    return { facts, known: await rememberAll({ ...trial, step, known }) };
  } catch (error) {
    if (!(error instanceof LessonError)) throw error;
    const why = troubleOf(error);
    facts.push({
      type: 'failed',
      step: step.id,
      playing: { kind: 'solution', id: solution?.id ?? '–' },
      why,
    });
    return { facts, why };
  }
}

function unsolved(trial: Trial, step: Step, checks: readonly string[]): Said {
  return {
    code: 'error.lesson-step',
    params: { lesson: trial.lesson.id, step: step.id, checks: checks.join(', ') },
  };
}

/** The steps before solved, the step looked at, and then one thing more. */
async function onFreshHost(
  trial: Trial,
  step: Step,
  look: boolean,
  more: (known: Known) => Promise<readonly Fact[]>,
): Promise<readonly Fact[]> {
  let known: Known;
  try {
    known = await fastForward({ ...trial, upTo: step.id });
  } catch (error) {
    if (!(error instanceof LessonError)) throw error;
    return [{ type: 'not-reached', step: step.id, why: troubleOf(error) }];
  }
  const before = look ? [await beforeFact(trial, step, known, true)] : [];
  return [...before, ...(await more(known))];
}

async function noting(
  step: Step,
  playing: { readonly kind: 'solution' | 'wrong'; readonly id: string },
  work: () => Promise<readonly Fact[]>,
): Promise<readonly Fact[]> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof LessonError)) throw error;
    return [{ type: 'failed', step: step.id, playing, why: troubleOf(error) }];
  }
}
