import type { Stage } from '../engine/index.ts';
import type { Generation } from '../lab/index.ts';
import type { CheckResult, Said, Verdict } from '../probe/schema/index.ts';

/** What a check that did not do as it should asked, expected and got. A prediction only gets. */
export type Shown = Pick<CheckResult, 'got' | 'control' | 'evidence'> &
  Partial<Pick<CheckResult, 'asked' | 'expected'>>;

/** Something that speaks against a proof, with the measurement that says so, where there is one. */
export type Reason = Said & { readonly shown?: Shown };

/** What was proven of one step on one generation. */
export type StepProof = {
  readonly lesson: string;
  readonly step: string;
  readonly generation: Generation;
  readonly proven: boolean;
  /** Everything that speaks against it, each naming check, solution or wrong answer. Empty when proven. */
  readonly reasons: readonly Reason[];
};

/** What was proven of one lesson on one generation. */
export type LessonProof = {
  readonly lesson: string;
  readonly generation: Generation;
  readonly proven: boolean;
  readonly steps: readonly StepProof[];
  /** What keeps the lesson as a whole from being proven, such as a set-up that fails. */
  readonly reasons: readonly Reason[];
  readonly ms: number;
};

/** One thing done on one lab while proving. `said` has the words. */
export type ProofEvent =
  | { readonly type: 'stage'; readonly generation: Generation; readonly stage: Stage }
  | {
      readonly type: 'run-started' | 'run-ended';
      readonly lesson: string;
      readonly generation: Generation;
      readonly run: string;
      readonly said: Said;
      readonly done: number;
      readonly of: number;
      readonly ms: number;
    }
  /** A shared host was put back after a run; `difference`: what is not as it was, so that no other run is done on it. */
  | {
      readonly type: 'put-back';
      readonly lesson: string;
      readonly generation: Generation;
      readonly run: string;
      readonly difference: string | undefined;
    }
  | { readonly type: 'lesson-proven'; readonly proof: LessonProof };

/** A lab that was left up as it was when something first spoke against its lesson. */
export type Kept = {
  readonly lab: string;
  readonly lesson: string;
  readonly step: string;
  readonly generation: Generation;
  /** What had been done on it last: the run it was booted for. */
  readonly run: Said;
  readonly reasons: readonly Reason[];
};

/** What one reading came out as, and how often. */
export type Outcome = { readonly verdict: Verdict; readonly got: Said; readonly count: number };

/** How one check, or one prediction, came out where a lesson was proven several times. */
export type Tally = {
  readonly lesson: string;
  readonly generation: Generation;
  readonly step: string;
  /** When it was read: before anything was done, after a solution, … */
  readonly when: Said;
  /** Its id; absent for a prediction. */
  readonly check?: string;
  /** The most frequent first; a single one unless it differs. */
  readonly outcomes: readonly Outcome[];
};

export type ProofResult = {
  readonly proven: boolean;
  /** One for each lesson, generation and time. Where a lab was kept, the other lessons were not proven to the end. */
  readonly lessons: readonly LessonProof[];
  /** How the readings came out, over all times. */
  readonly tallies: readonly Tally[];
  readonly kept?: Kept;
  readonly ms: number;
};
