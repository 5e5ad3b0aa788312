import type { WrongAnswer } from '../lesson/index.ts';
import type { Gap } from '../network/index.ts';
import type { CheckResult, Said } from '../probe/schema/index.ts';
import type { Judged, PredictionReading } from '../session/index.ts';

/** What one run on one lab host showed about a step. `conclude` makes proofs of them. */
export type Fact =
  /**
   * The step's own checks and bystanders with the steps before it solved and nothing else done; `needs` left aside, so
   * that each is tried by itself. `fresh`: where a reset leads, on a host other than the one walked through.
   */
  | {
      readonly type: 'before';
      readonly step: string;
      readonly fresh: boolean;
      readonly judged: readonly Judged[];
    }
  /** Everything watched at the step, after a solution. */
  | {
      readonly type: 'after';
      readonly step: string;
      readonly solution: string;
      readonly judged: readonly Judged[];
    }
  /** Everything watched at the step, after a wrong answer. */
  | {
      readonly type: 'wrong';
      readonly step: string;
      readonly wrong: WrongAnswer;
      readonly judged: readonly Judged[];
    }
  /** An answer check with a value nobody could mean (`confusion` absent) or with a listed confusion. */
  | {
      readonly type: 'answered';
      readonly step: string;
      readonly check: string;
      readonly confusion: string | undefined;
      readonly value: string;
      readonly result: CheckResult;
    }
  /** A listed confusion that has no value at its step, so that nobody can have it. */
  | {
      readonly type: 'confusion-unknown';
      readonly step: string;
      readonly check: string;
      readonly confusion: string;
      readonly placeholder: string;
    }
  /** A prediction, measured at once (`solution` absent) or after a solution. */
  | {
      readonly type: 'predicted';
      readonly step: string;
      readonly solution: string | undefined;
      readonly reading: PredictionReading;
    }
  /** What is lacking for the step's goal, before anything was done (`solution` absent) or after a solution. */
  | {
      readonly type: 'goal';
      readonly step: string;
      readonly solution: string | undefined;
      readonly gaps: readonly Gap[];
    }
  /** A script could not be played to its end. */
  | {
      readonly type: 'failed';
      readonly step: string;
      readonly playing: { readonly kind: 'solution' | 'wrong'; readonly id: string };
      readonly why: Said;
    }
  /** A run ended before it came to this step. */
  | { readonly type: 'not-reached'; readonly step: string; readonly why: Said }
  /** A run could not even begin: the lab did not boot, or its set-up failed. */
  | { readonly type: 'no-lab'; readonly why: Said };

export type FactOf<T extends Fact['type']> = Extract<Fact, { type: T }>;
