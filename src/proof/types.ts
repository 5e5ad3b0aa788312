import type { Stage } from '../engine/index.ts';
import type { Generation } from '../lab/index.ts';
import type { CheckResult, Said } from '../probe/schema/index.ts';

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

export type ProofResult = {
  readonly proven: boolean;
  readonly lessons: readonly LessonProof[];
  readonly ms: number;
};
