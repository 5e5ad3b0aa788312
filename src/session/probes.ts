import {
  type Check,
  type CheckResult,
  type Measure,
  measure,
  type ProbeContext,
  type Reading,
  type RoundOptions,
  resolvePlaceholders,
  runRound,
} from '../probe/index.ts';

/** What a session needs of the probes. */
export type Probes = {
  runRound(
    checks: readonly Check[],
    context: ProbeContext,
    options: RoundOptions,
  ): Promise<readonly CheckResult[]>;
  measure(what: Measure, context: ProbeContext, signal: AbortSignal): Promise<Reading>;
  resolvePlaceholders(
    text: string,
    context: ProbeContext,
  ): Promise<{ readonly text: string; readonly unknown: readonly string[] }>;
};

/** The probes that look at real labs; unit tests bring their own. */
export const realProbes: Probes = { runRound, measure, resolvePlaceholders };
