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
import { defaultJobs } from './jobs.ts';
import { type Ledger, openLedger } from './ledger.ts';
import { type Performed, perform } from './perform.ts';
import { idOf, nameOf, type Run, scriptsIn, type Visit } from './runs.ts';
import type { LessonProof, ProofEvent, ProofResult } from './types.ts';

export type ProveOptions = {
  readonly environment: Environment;
  /** Default: the default one. */
  readonly generations?: readonly Generation[];
  /** Lab hosts worked on side by side; default: `defaultJobs`. */
  readonly jobs?: number | undefined;
  readonly onEvent?: (event: ProofEvent) => void;
  readonly signal?: AbortSignal;
  /** Only what proves this step of the lessons. */
  readonly step?: string | undefined;
  /** Whether several wrong answers may be played on one host, each put back (see `stay.ts`). Default: yes. */
  readonly share?: boolean;
};

type Job = { readonly ledger: Ledger; readonly run: Run };

function weightOf({ ledger, run }: Job): number {
  return scriptsIn(run, ledger.lesson);
}

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

  const share = options.share ?? true;
  const ledgers = generations.flatMap(generation =>
    lessons.map(lesson =>
      openLedger(lessonOn(lesson, generation), generation, { share, step: options.step }),
    ),
  );
  // The longest first, so that none is left to be waited for alone in the end.
  const jobs = ledgers
    .flatMap(ledger => ledger.runs.map((run): Job => ({ ledger, run })))
    .sort((one, other) => weightOf(other) - weightOf(one));
  const proofs: LessonProof[] = [];
  let failure: unknown;
  let done = 0;
  let of = jobs.length;

  const work = async (job: Job, ready: Promise<BootedLesson>): Promise<readonly Job[]> => {
    const { ledger, run } = job;
    const { lesson, generation } = ledger;
    const since = performance.now();
    const tell = (type: 'run-started' | 'run-ended'): void =>
      onEvent({
        type,
        lesson: lesson.id,
        generation,
        run: idOf(run),
        said: nameOf(run),
        done,
        of,
        ms: Math.round(performance.now() - since),
      });
    tell('run-started');
    try {
      const { proof, more } = ledger.take(run, await resultOf(job, ready, signal, onEvent));
      done += 1;
      of += more.length;
      tell('run-ended');
      if (proof !== undefined) {
        proofs.push(proof);
        onEvent({ type: 'lesson-proven', proof });
      }
      return more.map(next => ({ ledger, run: next }));
    } catch (error) {
      // The first failure is the one to tell; the others follow from it.
      if (!signal.aborted) failure = error;
      stop.abort(error);
      return [];
    }
  };

  await workAhead(jobs, {
    begin: ({ ledger: { lesson, generation } }) =>
      bootLesson(environment, {
        lesson,
        generation,
        lease: { kind: 'stream' },
        signal,
        onStage: stage => onEvent({ type: 'stage', generation, stage }),
      }),
    work,
    width: options.jobs ?? defaultJobs(),
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
async function resultOf(
  { ledger: { lesson, generation }, run }: Job,
  ready: Promise<BootedLesson>,
  signal: AbortSignal,
  onEvent: (event: ProofEvent) => void,
): Promise<Performed> {
  let booted: BootedLesson;
  try {
    booted = await ready;
  } catch (error) {
    if (error instanceof LessonError)
      return { facts: [{ type: 'no-lab', why: troubleOf(error) }], again: [] };
    throw error;
  }
  try {
    signal.throwIfAborted();
    const onPutBack = (visit: Visit, difference: string | undefined): void =>
      onEvent({ type: 'put-back', lesson: lesson.id, generation, run: idOf(visit), difference });
    return await perform(run, { lesson, lab: booted.lab, probes: realProbes, signal, onPutBack });
  } finally {
    await booted.lab.close();
  }
}
