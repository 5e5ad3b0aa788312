import type { Check, CheckResult, Measure, ProbeContext, Reading, RoundOptions } from '../probe/index.ts';

/** What a session needs of the probes; `src/probe` provides it, unit tests bring their own. */
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
