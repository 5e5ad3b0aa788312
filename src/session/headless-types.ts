import type { Generation, Lab } from '../lab/index.ts';
import type { Lesson } from '../lesson/index.ts';
import type { CheckResult, Said, Verdict } from '../probe/schema/index.ts';
import type { Probes } from './probes.ts';
import type { Attempt, CheckRef, Measured, Rules, SessionEvent, StepRecord, StepStatus } from './types.ts';

/** What is remembered of a lab between commands. */
export type UpRecord = Rules &
  Attempt & {
    /** Where the result is kept. */
    readonly result: string;
    /** Id of the lab. */
    readonly lab: string;
    readonly lesson: string;
    /** Where its files were: an author's lesson is in no curriculum. */
    readonly folder: string;
    readonly generation: Generation;
    /** Current step; the last one once finished. */
    readonly step: string;
    readonly finished: boolean;
    readonly steps: Readonly<Record<string, StepRecord>>;
    readonly seen: Readonly<Record<string, string>>;
    /** Answers by check id. */
    readonly answers: Readonly<Record<string, string>>;
    /** Seconds every command renews the lease by. */
    readonly seconds: number;
    /** Milliseconds since the epoch. */
    readonly startedAt: number;
    /** The engine it is on, as `--engine-host` takes it: the lab is found again whatever the environment says by then. */
    readonly engine: string;
  };

/** A lab that is up, opened by one command. */
export type Up = {
  readonly lesson: Lesson;
  readonly lab: Lab;
  readonly probes: Probes;
  record(): UpRecord;
  /** Takes in what happened: the record of the lab and the learner's progress, both on disk. Throws `EnvironmentError`. */
  happened(events: readonly SessionEvent[]): Promise<void>;
  /** Takes in how checks were judged, for the result. Throws `EnvironmentError`. */
  saw(judged: readonly Judged[]): Promise<void>;
  /** Writes down commands the learner ran, for the recap. Never rejects. */
  ran(events: readonly SessionEvent[]): Promise<void>;
  /** Replaces answers by check id. */
  answered(answers: Readonly<Record<string, string>>): Promise<void>;
  /** Takes in what other commands wrote down meanwhile. Gives the id of the lab that a reset has put in this one's place. */
  refresh(): Promise<string | undefined>;
  /** Lets the lab go; it stays up. */
  leave(): Promise<void>;
};

/** One judged check with where it belongs. `held`: of an earlier step, still kept alive. */
export type Judged = { readonly ref: CheckRef; readonly held: boolean; readonly result: CheckResult };

/** What a step waits for before it can be passed, beyond its checks. */
export type Waiting = 'prediction' | 'answer';

/** What `check` found. `verdict` is that of the whole: `fail` if anything fails or is waited for. */
export type StepReport = {
  readonly step: string;
  readonly verdict: Verdict;
  readonly waiting?: Waiting;
  readonly judged: readonly Judged[];
  /** The prediction, once measured. */
  readonly predicted?: string;
  readonly measured?: Measured;
  /** What `check` recorded, if it did. */
  readonly recorded?: Exclude<StepStatus, 'open'>;
  /** The step now current; undefined when the step was not passed or was the last. */
  readonly movedTo?: string;
  readonly finished: boolean;
};

/** What `check --all` found: every step's record, and the current step's checks with all held ones. */
export type LessonReport = {
  readonly verdict: Verdict;
  readonly steps: readonly { readonly step: string; readonly record: StepRecord }[];
  readonly judged: readonly Judged[];
};

/** Nothing was done, and why. */
export type Refused = { readonly kind: 'refused'; readonly why: Said };

/** What became of `answer VALUE`. */
export type AnswerReport =
  | {
      readonly kind: 'predicted';
      readonly step: string;
      readonly choice: string;
      /** Absent when it is measured only after the step's checks pass. */
      readonly measured?: Measured;
      readonly movedTo?: string;
      readonly finished: boolean;
    }
  | { readonly kind: 'answered'; readonly report: StepReport }
  | { readonly kind: 'no-such-choice'; readonly choices: readonly string[] }
  /** The step asks nothing, or nothing any more. */
  | Refused;

/** `number` counts from 1. The words are in the lesson's prose. */
export type HintReport =
  | { readonly kind: 'hint'; readonly step: string; readonly number: number; readonly of: number }
  | { readonly kind: 'refused'; readonly step: string; readonly why: Said };

/** A step's solution as plain shell, placeholders filled where the lab knows them. */
export type ShownSolution = {
  readonly step: string;
  readonly id: string;
  readonly run?: string;
  readonly answer?: string;
};

export type SolutionsReport =
  | { readonly kind: 'solutions'; readonly solutions: readonly ShownSolution[] }
  | Refused;

/** What became of playing solutions: one report per step played, in order; the last one may have failed. */
export type AppliedReport = { readonly kind: 'applied'; readonly steps: readonly StepReport[] } | Refused;

/** What became of skipping. `in-the-way`: the solution was played, and something made before keeps these checks from passing. */
export type SkippedReport =
  | ({ readonly kind: 'skipped'; readonly step: string } & Pick<StepReport, 'movedTo' | 'finished'>)
  | { readonly kind: 'in-the-way'; readonly step: string; readonly judged: readonly Judged[] }
  | Refused;
