import { EnvironmentError, engineLost, type OnStage, runStage } from '../engine/index.ts';
import {
  bootLab,
  defaultGeneration,
  type Generation,
  type Lab,
  type LabSpec,
  type Lease,
} from '../lab/index.ts';
import type { Lesson, Step } from '../lesson/index.ts';
import { allClasses } from '../probe/index.ts';
import { contextOf, furnish, type Known, play, remembered } from './apply.ts';
import type { Environment } from './environment.ts';
import { judge, watchedAt } from './judge.ts';
import { LessonError } from './lesson-error.ts';
import { type Probes, realProbes } from './probes.ts';
import { solutionsOf, stepsBefore } from './steps.ts';

export type BootOptions = {
  readonly lesson: Lesson;
  readonly lease: Lease;
  readonly generation?: Generation;
  /** What the lab is to be called. */
  readonly id?: string | undefined;
  /** Step to stop before: the ones before it are solved. Default: only the set-up. */
  readonly upTo?: string;
  readonly onStage?: OnStage;
  readonly signal?: AbortSignal;
};

/** A lab with its lesson's set-up run and some steps solved. */
export type BootedLesson = { readonly lab: Lab; readonly known: Known };

export const nothingKnown: Known = { seen: {}, answers: {} };

/**
 * Boots a lab for a lesson, runs its set-up, and solves the steps before `upTo`. The learner's start, `up`, reset and proof
 * all come through here. Throws `LessonError` or another `EnvironmentError`; nothing is left behind then.
 */
export async function bootLesson(environment: Environment, options: BootOptions): Promise<BootedLesson> {
  const { lesson, lease, generation = defaultGeneration, onStage, signal } = options;
  const image = await environment.image(generation, onStage, signal);
  signal?.throwIfAborted();
  const lab = await bootLab(environment.engine, specFor(lesson, generation), {
    image,
    lease,
    id: options.id,
    ...(onStage === undefined ? {} : { onStage }),
    ...(signal === undefined ? {} : { signal }),
  });
  try {
    if (lesson.needs.includes('br-netfilter') && !lab.bridgeFiltering)
      throw new EnvironmentError('bridge-filtering-off', { lesson: lesson.id });
    if (lesson.setup === undefined) await furnish(lesson, lab, signal);
    else await runStage(onStage, { id: 'setup' }, () => furnish(lesson, lab, signal));
    const known =
      options.upTo === undefined
        ? nothingKnown
        : await fastForward({ ...options, probes: realProbes, lab, upTo: options.upTo });
    return { lab, known };
  } catch (error) {
    // That it could not be removed either is not what went amiss first, unless the engine is why.
    const lost = await lab.close().then(() => undefined, engineLost);
    signal?.throwIfAborted();
    throw lost ?? error;
  }
}

/** What to boot for a lesson. */
export function specFor(lesson: Lesson, generation: Generation): LabSpec {
  return { lesson: lesson.id, hosts: lesson.hosts, wires: lesson.wires, generation };
}

export type FastForward = {
  readonly lesson: Lesson;
  readonly lab: Lab;
  readonly probes: Probes;
  readonly upTo: string;
  readonly onStage?: OnStage;
  readonly signal?: AbortSignal;
};

/** Solves the steps before one, each followed by polling its checks. Gives what was remembered and answered on the way. */
export async function fastForward({
  lesson,
  lab,
  probes,
  upTo,
  onStage,
  signal,
}: FastForward): Promise<Known> {
  let known = nothingKnown;
  const steps = stepsBefore(lesson, upTo);
  if (steps.length === 0) return known;
  return runStage(onStage, { id: 'forward' }, async say => {
    for (const step of steps) {
      say(step.id);
      known = await solveStep({ lesson, step, lab, probes, known, signal });
    }
    return known;
  });
}

export type SolveStep = {
  readonly lesson: Lesson;
  readonly step: Step;
  readonly lab: Lab;
  readonly probes: Probes;
  readonly known: Known;
  readonly signal: AbortSignal | undefined;
};

/** Plays a step's first solution, waits for its checks, and remembers. Throws `LessonError` when they do not pass. */
async function solveStep({ lesson, step, lab, probes, known, signal }: SolveStep): Promise<Known> {
  const abort = signal ?? new AbortController().signal;
  const [solution] = solutionsOf(step);
  const after =
    solution === undefined
      ? known
      : await play({ lesson, step, solution, lab, known, probes, signal: abort });
  const own = watchedAt(lesson, step.id).filter(one => !one.held && !one.ref.bystander);
  const judged = await judge(probes, own, contextOf(lesson, lab, after), {
    pace: 'settle',
    classes: allClasses,
    signal: abort,
  });
  const open = judged.filter(one => one.result.verdict !== 'pass').map(one => one.ref.id);
  if (open.length > 0)
    throw new LessonError('lesson-step', { lesson: lesson.id, step: step.id, checks: open.join(', ') });
  return rememberAll({ lesson, step, lab, probes, known: after });
}

/** What is known once the values a step asks to remember are. Throws `LessonError` for one without a value. */
export async function rememberAll({
  lesson,
  step,
  lab,
  probes,
  known,
}: Omit<SolveStep, 'signal'>): Promise<Known> {
  const { values, unknown } = await remembered(probes, step, contextOf(lesson, lab, known));
  if (unknown.length > 0)
    throw new LessonError('lesson-placeholder', {
      lesson: lesson.id,
      step: step.id,
      placeholder: unknown.map(key => `{seen:${key}}`).join(', '),
    });
  return { ...known, seen: { ...known.seen, ...values } };
}
