import type { StepRecord, StepStatus } from './types.ts';

/** A step nobody has touched. */
export const untouched: StepRecord = { status: 'open', hints: 0, solutionShown: false };

const rank: Readonly<Record<StepStatus, number>> = { open: 0, 'passed-over': 1, skipped: 2, passed: 3 };

/** The better of two: what a learner once did is not undone by doing the lesson again. */
export function betterStatus(one: StepStatus, other: StepStatus): StepStatus {
  return rank[other] > rank[one] ? other : one;
}
