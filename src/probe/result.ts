import type { Said } from './said.ts';

/** What became of one attempt to reach something. Meanings and timings: README, "What a check may say". */
export const outcomes = [
  'open',
  'no-data',
  'refused',
  'unreachable',
  'no-route',
  'dropped',
  'no-such-name',
] as const;
export type Outcome = (typeof outcomes)[number];

/** `could-not-measure` is an answer of its own: never green, never red. */
export type Verdict = 'pass' | 'fail' | 'could-not-measure';

/** What a learner could type to see the same, and what it printed (or would print). */
export type Evidence = { readonly command: string; readonly output: string };

/** One check, judged once. */
export type CheckResult = {
  /** The check's id. */
  readonly id: string;
  readonly verdict: Verdict;
  readonly asked: Said;
  readonly expected: Said;
  readonly got: Said;
  /** What proves that the probe itself worked; present on negatives that were measured. */
  readonly control?: Said;
  readonly evidence?: Evidence;
  /** Causes found by the network model. Empty when there is no model of the situation. */
  readonly because: readonly Said[];
  readonly tookMs: number;
};
