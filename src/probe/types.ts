import type { LabHost } from '../lab/index.ts';
import type { Check, CheckClass, CheckResult, Evidence, Measure, Said } from './schema/index.ts';

/** What a probe may look at: the lab, and what the session knows. */
export type ProbeContext = {
  /** Lab hosts by name, in boot order. */
  readonly hosts: ReadonlyMap<string, LabHost>;
  /** Values steps told the session to remember, for `{seen:KEY}`. */
  readonly seen: Readonly<Record<string, string>>;
  /** What the learner typed for an answer check, by check id. */
  readonly answers: Readonly<Record<string, string>>;
  /**
   * Every container the lesson speaks of, in whichever step (`containersNamedIn`). Another one that runs while one of
   * these is missing may be that one, misnamed: "no box1; test1 runs here".
   */
  readonly names?: ReadonlySet<string>;
};

/** What a measurement without an expectation gave. */
export type Reading =
  | {
      readonly measured: true;
      /** Outcome of a traffic probe, or the state of a container. */
      readonly outcome: string;
      /** Page, output or addresses: the whole text seen. */
      readonly value: string;
      readonly got: Said;
      readonly evidence: Evidence;
    }
  | { readonly measured: false; readonly got: Said };

export type RoundOptions = {
  readonly signal: AbortSignal;
  /**
   * `live` looks once; `settle` polls positives for their `within`; `outlast`, for what is expected to stay false, looks at
   * once and when their `within` is over.
   */
  readonly pace: 'live' | 'settle' | 'outlast';
  /** Which classes run now; the others keep their last result. */
  readonly classes: readonly CheckClass[];
  /**
   * Whether a failing check that reaches for something is told why. It is reported without that first: the verdict does not
   * wait for it.
   */
  readonly explain?: boolean;
  /** Called with each result as soon as it is known. */
  readonly onResult?: (result: CheckResult) => void;
};

/**
 * What the front door (`index.ts`) offers:
 *
 * - `runRound(checks, context, options)`: judges checks side by side; results in the order of `checks`; those whose class
 *   is left out are absent. Rejects with an AbortError when overtaken; environment failures reject with an `EnvironmentError`.
 * - `measure(what, context, signal)`: one measurement without an expectation.
 * - `resolvePlaceholders(text, context)`: fills placeholders from the live lab; unknown ones are listed.
 * - `askedOf(check)` / `expectedOf(check)`: what a check asks and expects, without running it (for checks not yet run).
 */
export type RunRound = (
  checks: readonly Check[],
  context: ProbeContext,
  options: RoundOptions,
) => Promise<readonly CheckResult[]>;
export type RunMeasure = (what: Measure, context: ProbeContext, signal: AbortSignal) => Promise<Reading>;
export type ResolvePlaceholders = (
  text: string,
  context: ProbeContext,
) => Promise<{ readonly text: string; readonly unknown: readonly string[] }>;
