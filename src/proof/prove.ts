import { defaultGeneration, type Generation } from '../lab/index.ts';
import { type Lesson, lessonOn } from '../lesson/index.ts';
import {
  type BootedLesson,
  bootLesson,
  type Environment,
  type Known,
  keepLab,
  LessonError,
  realProbes,
  troubleOf,
} from '../session/index.ts';
import { workAhead } from './ahead.ts';
import { reasonsOf, speaksAgainst } from './conclude.ts';
import { defaultJobs } from './jobs.ts';
import { type Ledger, openLedger } from './ledger.ts';
import { type Performed, perform } from './perform.ts';
import { idOf, nameOf, type Run, scriptsIn } from './runs.ts';
import { tally } from './tally.ts';
import type { Kept, LessonProof, ProofEvent, ProofResult, Reason, Tally } from './types.ts';

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
  /** Whether several wrong answers may be played on one host, each put back (see `tour.ts`). Default: yes. */
  readonly share?: boolean;
  /** How often to prove each. Default: once. */
  readonly times?: number;
  /**
   * Stop at the first thing that speaks against a lesson, and leave the lab up as it is then for so many seconds without a
   * command. Nothing is shared then: what stands on the host is only what its run did.
   */
  readonly keepSeconds?: number | undefined;
  /** Folder in which a lab that is kept is remembered. Default: where the commands look. */
  readonly keepIn?: string;
};

type Job = { readonly ledger: Ledger; readonly run: Run };

function weightOf({ ledger, run }: Job): number {
  return scriptsIn(run, ledger.lesson);
}

/** Seconds a run may take where its lab does not end with this process. Usual is 30. */
const runSeconds = 600;

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

  const { step, keepSeconds, times = 1 } = options;
  const share = (options.share ?? true) && keepSeconds === undefined;
  const ledgers = Array.from({ length: times }, () =>
    generations.flatMap(generation =>
      lessons.map(lesson => openLedger(lessonOn(lesson, generation), generation, { share, step })),
    ),
  ).flat();
  // The longest first, so that none is left to be waited for alone in the end.
  const jobs = ledgers
    .flatMap(ledger => ledger.runs.map((run): Job => ({ ledger, run })))
    .sort((one, other) => weightOf(other) - weightOf(one));
  const proofs: LessonProof[] = [];
  let failure: unknown;
  let kept: Kept | undefined;
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
      const { proof, more } = ledger.take(run, await resultOf(job, ready, hands));
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
      if (error instanceof Keeping) kept = error.kept;
      else if (!signal.aborted) failure = error;
      stop.abort(error);
      return [];
    }
  };
  let claimed = false;
  const claim = (): boolean => {
    const free = !claimed && !signal.aborted;
    claimed = true;
    return free;
  };
  const hands: Hands = {
    environment,
    signal,
    onEvent,
    keepSeconds,
    claim,
    ...(options.keepIn === undefined ? {} : { keepIn: options.keepIn }),
  };

  await workAhead(jobs, {
    begin: ({ ledger: { lesson, generation } }) =>
      bootLesson(environment, {
        lesson,
        generation,
        lease: keepSeconds === undefined ? { kind: 'stream' } : { kind: 'time', seconds: runSeconds },
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
    proven: kept === undefined && proofs.every(proof => proof.proven),
    lessons: proofs,
    tallies: talliesOf(ledgers),
    ...(kept === undefined ? {} : { kept }),
    ms: Math.round(performance.now() - began),
  };
}

/** What all times of one lesson on one generation showed together. */
function talliesOf(ledgers: readonly Ledger[]): readonly Tally[] {
  const groups = Map.groupBy(ledgers, ({ lesson, generation }) => `${lesson.id} on ${generation}`);
  return [...groups.values()].flatMap(([first, ...others]) =>
    first === undefined
      ? []
      : tally(
          first.lesson.id,
          first.generation,
          [first, ...others].flatMap(ledger => ledger.facts()),
        ),
  );
}

/** What every run needs beside its job. */
type Hands = Pick<ProveOptions, 'environment' | 'keepSeconds' | 'keepIn'> & {
  readonly signal: AbortSignal;
  readonly onEvent: (event: ProofEvent) => void;
  /** True for the first that asks: of two runs that find something at the same time one keeps its lab. */
  readonly claim: () => boolean;
};

/** Does one run and removes its lab, whatever came of it; unless it is to be kept, and then throws `Keeping`. */
async function resultOf(
  { ledger: { lesson, generation }, run }: Job,
  ready: Promise<BootedLesson>,
  { environment, keepSeconds, keepIn, signal, onEvent, claim }: Hands,
): Promise<Performed> {
  let booted: BootedLesson;
  try {
    booted = await ready;
  } catch (error) {
    if (error instanceof LessonError)
      return { facts: [{ type: 'no-lab', why: troubleOf(error) }], again: [] };
    throw error;
  }
  const { lab } = booted;
  let left = false;
  try {
    signal.throwIfAborted();
    return await perform(run, {
      lesson,
      lab,
      probes: realProbes,
      signal,
      onPutBack: (visit, difference) =>
        onEvent({ type: 'put-back', lesson: lesson.id, generation, run: idOf(visit), difference }),
      onFact: (fact, known) => {
        if (keepSeconds !== undefined && fact.type !== 'no-lab' && speaksAgainst(fact) && claim())
          throw new Against(fact.step, reasonsOf(fact), known);
      },
    });
  } catch (error) {
    if (!(error instanceof Against) || keepSeconds === undefined) throw error;
    const { step, reasons, known } = error;
    await keepLab(environment, { lesson, lab, step, known, seconds: keepSeconds }, keepIn);
    left = true;
    throw new Keeping({ lab: lab.id, lesson: lesson.id, step, generation, run: nameOf(run), reasons });
  } finally {
    if (!left) await lab.close();
  }
}

/** Ends a run right where a fact speaks against its lesson. */
class Against extends Error {
  readonly step: string;
  readonly reasons: readonly Reason[];
  readonly known: Known;

  constructor(step: string, reasons: readonly Reason[], known: Known) {
    super('something speaks against the lesson');
    this.step = step;
    this.reasons = reasons;
    this.known = known;
  }
}

/** Ends a proof: a lab was left up. */
class Keeping extends Error {
  readonly kept: Kept;

  constructor(kept: Kept) {
    super('a lab was left up');
    this.kept = kept;
  }
}
