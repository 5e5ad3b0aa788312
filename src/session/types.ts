import type { Stage } from '../engine/index.ts';
import type { CheckResult, Evidence, Said } from '../probe/schema/index.ts';

/** Who a session is for, which decides how much help there is: `policyOf` in `policy.ts` says how much. */
export const modes = ['guided', 'workshop', 'self-check'] as const;
export type Mode = (typeof modes)[number];

/** What a teacher may allow in a workshop. */
export const permissions = ['skip', 'solutions'] as const;
export type Permission = (typeof permissions)[number];

/** How a session was started, as kept on disk. `allow` counts in a workshop only. */
export type Rules = { readonly mode: Mode; readonly allow?: readonly Permission[] | undefined };

/** What a session lets the learner do. Everything that helps asks this, and nothing asks the mode. */
export type Policy = {
  readonly mode: Mode;
  /** A step may be left with its solution played by netdojo. */
  readonly skip: boolean;
  /** Solutions are shown, and played on request. */
  readonly solutions: boolean;
};

/** What became of a step. `passed-over`: fast-forward played its solution, the learner did not see it. */
export type StepStatus = 'open' | 'passed' | 'skipped' | 'passed-over';

/** What was measured for a prediction. `choice` is the one that came true; undefined when none fits or nothing was measured. */
export type Measured = {
  readonly choice: string | undefined;
  readonly got: Said;
  readonly evidence?: Evidence;
};

export type StepRecord = {
  readonly status: StepStatus;
  /** Hints shown so far. */
  readonly hints: number;
  readonly solutionShown: boolean;
  /** Choice made, locked. */
  readonly predicted?: string;
  readonly measured?: Measured;
  /** Last thing typed for an answer check. */
  readonly answered?: string;
};

export type CheckView = {
  readonly id: string;
  /** Step the check belongs to: an earlier one for a held check. */
  readonly step: string;
  readonly bystander: boolean;
  /** Last result, if it ever ran. */
  readonly result?: CheckResult;
  readonly checking: boolean;
  /** When the verdict last changed (ms since the epoch), and from what: newly red stays lit for a moment. */
  readonly changed?: { readonly at: number; readonly from: CheckResult['verdict'] | undefined };
};

/** Which check of which step; `bystander` as the lesson says. */
export type CheckRef = { readonly id: string; readonly step: string; readonly bystander: boolean };

export type ShellState = {
  readonly id: string;
  /** Lab host it is on, or `outside`. */
  readonly place: string;
  /** When the command now running was started (ms since the epoch); absent at the prompt. */
  readonly busySince?: number;
  readonly ended?: boolean;
};

export type Phase =
  /** The lab is being made or reset. */
  | 'boot'
  /** A prediction is asked before anything else can be judged. */
  | 'predict'
  /** The learner works. */
  | 'work'
  /** All checks of the step pass: `next` is offered. */
  | 'green'
  /** All steps are behind: the closing page. */
  | 'closing'
  /** The environment failed; see `trouble`. */
  | 'broken';

/** One learner in one lesson, whole: serialisable, rendered by every reader. */
export type SessionState = {
  readonly lesson: string;
  readonly policy: Policy;
  readonly phase: Phase;
  /** Stages of the boot now under way, or of the last one. */
  readonly boot: readonly Stage[];
  /** Version of the Docker that runs on the hosts, once a lab has said it. */
  readonly engine?: string;
  /** Why the environment failed. */
  readonly trouble?: Said & { readonly log?: string };
  /** Current step; the last one while closing. */
  readonly step: string;
  readonly steps: Readonly<Record<string, StepRecord>>;
  /** The current step's checks, then earlier ones still held that do not pass. Fixed number per step for the former. */
  readonly checks: readonly CheckView[];
  readonly seen: Readonly<Record<string, string>>;
  readonly shells: readonly ShellState[];
  /** Commands the learner ran, oldest first. */
  readonly commands: readonly {
    readonly at: number;
    readonly text: string;
    readonly exitCode?: number;
    /** Shell it was typed in. */
    readonly shell?: string;
  }[];
  /** What the learner should know and nothing else shows: a damaged progress file, a solution that did not finish. */
  readonly notices?: readonly Said[];
  /** A solution is being played on the host. */
  readonly playing?: boolean;
};

/** What `reduce` keeps beyond what readers need: enough to derive the phase without the lesson. */
export type FullState = SessionState & {
  /** Checks judged now: the step's own, its bystanders, earlier ones still held. */
  readonly watched: readonly CheckRef[];
  /** Whether the step has a prediction. */
  readonly asks: boolean;
};

/** One learner's way through a lesson, over any number of sessions. */
export type Attempt = {
  readonly learner: string;
  /** When its first session began (ms since the epoch). */
  readonly begun: number;
};

/** What a session starts from; the first line of its log. */
export type Opening = Rules &
  Attempt & {
    readonly lesson: string;
    readonly step: string;
    /** Records of all steps, in the order of the lesson. */
    readonly steps: Readonly<Record<string, StepRecord>>;
    readonly at: number;
  };

/** What a reader may ask of a session. Those that make no sense now are ignored; `offered` in `policy.ts` says which do. */
export type Intent =
  | { readonly type: 'next' }
  | { readonly type: 'skip' }
  | { readonly type: 'hint' }
  | { readonly type: 'solution' }
  | { readonly type: 'apply-solution' }
  | { readonly type: 'reset' }
  | { readonly type: 'recheck' }
  | { readonly type: 'predict'; readonly choice: string }
  | { readonly type: 'answer'; readonly value: string }
  /** `place`: a lab host or `outside`; default: the first host without a shell, or the first one. */
  | { readonly type: 'open-shell'; readonly place?: string }
  | { readonly type: 'reopen-shell'; readonly shell: string }
  | { readonly type: 'retry' };

/** What happens in a session. `reduce(state, event)` is pure; a log of these replays to the same state. */
export type SessionEvent =
  | { readonly type: 'boot-started'; readonly at: number; readonly reason: 'start' | 'reset' | 'retry' }
  | { readonly type: 'boot-stage'; readonly stage: Stage }
  | { readonly type: 'booted'; readonly at: number; readonly engine?: string }
  | {
      readonly type: 'step-entered';
      readonly step: string;
      readonly at: number;
      /** Whether the step has a prediction. */
      readonly asks: boolean;
      /** Own checks, bystanders, earlier ones still held. */
      readonly watched: readonly CheckRef[];
    }
  | { readonly type: 'predicted'; readonly step: string; readonly choice: string }
  | { readonly type: 'measured'; readonly step: string; readonly measured: Measured }
  | { readonly type: 'answered'; readonly step: string; readonly value: string }
  | { readonly type: 'round-started'; readonly checks: readonly string[] }
  | { readonly type: 'check-result'; readonly result: CheckResult; readonly at: number }
  | { readonly type: 'round-ended' }
  | { readonly type: 'hint-shown'; readonly step: string }
  | { readonly type: 'solution-shown'; readonly step: string }
  | {
      readonly type: 'step-left';
      readonly step: string;
      readonly as: Exclude<StepStatus, 'open'>;
      readonly at: number;
    }
  | { readonly type: 'remembered'; readonly values: Readonly<Record<string, string>> }
  | {
      readonly type: 'shell-opened';
      readonly shell: string;
      readonly place: string;
      /** The ended shell whose place it takes. */
      readonly replaces?: string;
    }
  | { readonly type: 'shell-ended'; readonly shell: string }
  /** One the learner opened beside those of the lesson ended: its tab goes. */
  | { readonly type: 'shell-closed'; readonly shell: string }
  | { readonly type: 'command-started'; readonly shell: string; readonly text: string; readonly at: number }
  | { readonly type: 'command-ended'; readonly shell: string; readonly exitCode: number; readonly at: number }
  | { readonly type: 'lesson-finished'; readonly at: number }
  | { readonly type: 'noticed'; readonly notice: Said }
  | { readonly type: 'playing'; readonly on: boolean }
  | { readonly type: 'broke'; readonly trouble: Said & { readonly log?: string } };
