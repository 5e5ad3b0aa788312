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
import { tour } from './tour.ts';
import {
  afterFact,
  answeredFacts,
  beforeFact,
  goalFacts,
  noted,
  predictedFacts,
  type Trial,
  wrongFact,
} from './trial.ts';
import { visit } from './visit.ts';

/** What a run showed, and what has to be done yet because of it, on other hosts. */
export type Performed = { readonly facts: readonly Fact[]; readonly again: readonly Run[] };

/**
 * Does a run on a lab whose set-up has run. A lesson's own mistakes become facts; failures of the environment are thrown.
 */
export async function perform(run: Run, trial: Trial): Promise<Performed> {
  if (run.kind === 'walk') return { facts: await walk(trial, run.only), again: [] };
  const steps = run.kind === 'tour' ? run.stops.map(({ step }) => step) : [run.step];
  const start = await startAt(trial, steps);
  if (!('known' in start)) return { facts: start.facts, again: [] };
  if (run.kind === 'tour') return tour(trial, run.stops, start.known);
  return { facts: await visit(trial, run, start.known), again: [] };
}

/** Solves what comes before the first of these steps. Gives what is known then, or what it means for all of them. */
async function startAt(
  trial: Trial,
  steps: readonly Step[],
): Promise<{ readonly known: Known } | { readonly facts: readonly Fact[] }> {
  const [first] = steps;
  if (first === undefined) return { known: nothingKnown };
  try {
    return { known: await fastForward({ ...trial, upTo: first.id }) };
  } catch (error) {
    if (!(error instanceof LessonError)) throw error;
    const why = troubleOf(error);
    return {
      facts: steps.map(({ id }) => noted(trial, { type: 'not-reached', step: id, why }, nothingKnown)),
    };
  }
}

/** The whole lesson on one host, or just a step of it after those before, each step by its first solution. */
async function walk(trial: Trial, only: Step | undefined): Promise<readonly Fact[]> {
  const facts: Fact[] = [];
  const way = only === undefined ? trial.lesson.steps : [only];
  const start = await startAt(trial, way);
  if (!('known' in start)) return start.facts;
  let { known } = start;
  for (const [index, step] of way.entries()) {
    const walked = await walkStep(trial, step, known);
    facts.push(...walked.facts);
    if ('known' in walked) known = walked.known;
    else {
      const { why } = walked;
      const rest = way.slice(index + 1);
      return [...facts, ...rest.map(({ id }) => ({ type: 'not-reached', step: id, why }) as const)];
    }
  }
  return facts;
}

type Walked =
  | { readonly facts: readonly Fact[]; readonly known: Known }
  | { readonly facts: readonly Fact[]; readonly why: Said };

async function walkStep(trial: Trial, step: Step, start: Known): Promise<Walked> {
  const facts: Fact[] = [
    await beforeFact(trial, step, start, false),
    ...(await goalFacts(trial, step, start, undefined)),
  ];
  const atOnce = step.kind === 'predict';
  if (atOnce) facts.push(...(await predictedFacts(trial, step, start, undefined)));
  let known = start;
  const [solution] = solutionsOf(step);
  try {
    if (solution !== undefined) {
      const solved = await afterFact(trial, step, solution, known);
      facts.push(solved.fact, ...(await goalFacts(trial, step, solved.known, solution.id)));
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
    const playing = { kind: 'solution', id: solution?.id ?? '–' } as const;
    facts.push(noted(trial, { type: 'failed', step: step.id, playing, why }, known));
    return { facts, why };
  }
}

function unsolved(trial: Trial, step: Step, checks: readonly string[]): Said {
  return {
    code: 'error.lesson-step',
    params: { lesson: trial.lesson.id, step: step.id, checks: checks.join(', ') },
  };
}
