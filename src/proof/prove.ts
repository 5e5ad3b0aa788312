import { availableParallelism } from 'node:os';
import { defaultGeneration, type Generation } from '../lab/index.ts';
import { type Lesson, lessonOn } from '../lesson/index.ts';
import {
  type BootedLesson,
  bootLesson,
  type Environment,
  LessonError,
  realProbes,
  troubleOf,
} from '../session/index.ts';
import { workAhead } from './ahead.ts';
import { conclude } from './conclude.ts';
import type { Fact } from './facts.ts';
import { perform } from './perform.ts';
import { idOf, nameOf, type Run, runsOf } from './runs.ts';
import type { LessonProof, ProofEvent, ProofResult } from './types.ts';

export type ProveOptions = {
  readonly environment: Environment;
  /** Default: the default one. */
  readonly generations?: readonly Generation[];
  /** Lab hosts worked on side by side; default: one more than there are cores, as a run mostly waits. */
  readonly jobs?: number | undefined;
  readonly onEvent?: (event: ProofEvent) => void;
  readonly signal?: AbortSignal;
};

type Job = { readonly lesson: Lesson; readonly generation: Generation; readonly run: Run };

/** Hosts booted before anybody is free to work on them. */
const ahead = 2;

/**
 * Proves lessons on real lab hosts, as `conclude` says what proving is. Rejects with an `EnvironmentError` when the
 * environment fails, and with the signal's reason when called off; no lab is left then.
 */
export async function prove(lessons: readonly Lesson[], options: ProveOptions): Promise<ProofResult> {
  const { environment, generations = [defaultGeneration], onEvent = () => {} } = options;
  const began = performance.now();
  const stop = new AbortController();
  const signal = options.signal === undefined ? stop.signal : AbortSignal.any([options.signal, stop.signal]);

  const jobs = generations.flatMap(generation =>
    lessons
      .map(lesson => lessonOn(lesson, generation))
      .flatMap(lesson => runsOf(lesson).map((run): Job => ({ lesson, generation, run }))),
  );
  const ledgers = new Map(
    generations.flatMap(generation =>
      lessons.map(
        lesson =>
          [keyOf({ lesson, generation }), openLedger(lessonOn(lesson, generation), generation)] as const,
      ),
    ),
  );
  const proofs: LessonProof[] = [];
  let failure: unknown;
  let done = 0;

  const work = async (job: Job, ready: Promise<BootedLesson>): Promise<void> => {
    const { lesson, generation, run } = job;
    const since = performance.now();
    const tell = (type: 'run-started' | 'run-ended'): void =>
      onEvent({
        type,
        lesson: lesson.id,
        generation,
        run: idOf(run),
        said: nameOf(run),
        done,
        of: jobs.length,
        ms: Math.round(performance.now() - since),
      });
    tell('run-started');
    try {
      const facts = await factsOf(job, ready, signal);
      done += 1;
      tell('run-ended');
      const proof = ledgers.get(keyOf(job))?.take(facts);
      if (proof === undefined) return;
      proofs.push(proof);
      onEvent({ type: 'lesson-proven', proof });
    } catch (error) {
      // The first failure is the one to tell; the others follow from it.
      if (!signal.aborted) failure = error;
      stop.abort(error);
    }
  };

  await workAhead(jobs, {
    begin: ({ lesson, generation }) =>
      bootLesson(environment, {
        lesson,
        generation,
        lease: { kind: 'stream' },
        signal,
        onStage: stage => onEvent({ type: 'stage', generation, stage }),
      }),
    work,
    width: options.jobs ?? availableParallelism() + 1,
    ahead,
    signal,
  });
  options.signal?.throwIfAborted();
  if (failure !== undefined) throw failure;
  return {
    proven: proofs.every(proof => proof.proven),
    lessons: proofs,
    ms: Math.round(performance.now() - began),
  };
}

/** Does one run and removes its lab, whatever came of it. */
async function factsOf(
  { lesson, run }: Job,
  ready: Promise<BootedLesson>,
  signal: AbortSignal,
): Promise<readonly Fact[]> {
  let booted: BootedLesson;
  try {
    booted = await ready;
  } catch (error) {
    if (error instanceof LessonError) return [{ type: 'no-lab', why: troubleOf(error) }];
    throw error;
  }
  try {
    signal.throwIfAborted();
    return await perform(run, { lesson, lab: booted.lab, probes: realProbes, signal });
  } finally {
    await booted.lab.close();
  }
}

type Ledger = {
  /** Takes the facts of one run; gives the proof after the last one. */
  take(facts: readonly Fact[]): LessonProof | undefined;
};

function openLedger(lesson: Lesson, generation: Generation): Ledger {
  const began = performance.now();
  const facts: Fact[] = [];
  let open = runsOf(lesson).length;
  return {
    take: more => {
      facts.push(...more);
      open -= 1;
      if (open > 0) return undefined;
      const { steps, reasons } = conclude(lesson, facts);
      const proven = steps.map(step => ({
        lesson: lesson.id,
        step: step.step,
        generation,
        proven: step.reasons.length === 0,
        reasons: step.reasons,
      }));
      return {
        lesson: lesson.id,
        generation,
        proven: reasons.length === 0 && proven.every(step => step.proven),
        steps: proven,
        reasons,
        ms: Math.round(performance.now() - began),
      };
    },
  };
}

function keyOf({ lesson, generation }: Pick<Job, 'lesson' | 'generation'>): string {
  return `${lesson.id} on ${generation}`;
}
