import type { Obstacle } from './obstacle.ts';
import type { Reached } from './reach.ts';
import type { CheckResult, Outcome, Said } from './schema/index.ts';
import { said } from './schema/index.ts';

/** What a probe's pure part makes of a raw answer. */
export type Judgement = Pick<CheckResult, 'verdict' | 'got' | 'control' | 'evidence'> & {
  /** What was asked, with what placeholders came to. Absent: as `asked(check)` says. */
  readonly asked?: Said;
};

/** An obstacle as a judgement. */
export function obstacleJudgement({ obstacle, verdict, evidence }: Obstacle): Judgement {
  return evidence === undefined ? { verdict, got: obstacle } : { verdict, got: obstacle, evidence };
}

/** Holds what was reached against what was expected. An unproven negative that was hoped for proves nothing. */
export function judgeReached(
  expected: Outcome,
  reached: Reached,
): Pick<Judgement, 'verdict' | 'got' | 'control'> {
  if (!reached.measured) return { verdict: 'could-not-measure', got: reached.why };
  const { outcome, got, control, proven } = reached;
  const shown = control === undefined ? {} : { control };
  if (outcome !== expected) return { verdict: 'fail', got, ...shown };
  if (!proven)
    return {
      verdict: 'could-not-measure',
      got: said('unmeasured.no-control', { target: said('value.none') }),
    };
  return { verdict: 'pass', got, ...shown };
}

/** A verdict on a plain yes or no. */
export function verdictOf(fulfilled: boolean): 'pass' | 'fail' {
  return fulfilled ? 'pass' : 'fail';
}
