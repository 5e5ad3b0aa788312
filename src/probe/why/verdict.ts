import type { Reached } from '../reach.ts';
import { type Outcome, type Said, said } from '../schema/index.ts';
import type { Asked, WhyStep } from './types.ts';

/** In one sentence: whether it is reached, and where it stops. */
export function verdictOf(
  asked: Asked,
  measured: Reached,
  steps: readonly WhyStep[],
  predicted: readonly Outcome[],
): Said {
  const { from } = asked;
  const to = asked.port === undefined ? asked.to : `${asked.to}:${asked.port}`;
  if (!measured.measured) return said('why.end.unmeasured', { from, to, why: measured.why });
  // The kernel or a proxy has taken the call; that nobody answers it shows only to who waits.
  if (measured.outcome === 'open' && predicted.length > 0 && predicted.every(one => one === 'no-data'))
    return said('why.end.no-data', { from, to });
  if (measured.outcome === 'open')
    return said('why.end.open', { from, to, ms: measured.got.params?.ms ?? '' });
  const failed = steps.filter(({ verdict }) => verdict === 'fail').map(({ id }) => said(`step.${id}`));
  const [first, ...others] = failed;
  const { got } = measured;
  if (first === undefined) {
    const untold = steps.some(({ verdict }) => verdict === 'unknown');
    return said(untold ? 'why.end.untold' : 'why.end.stopped', { from, to, got });
  }
  return others.length === 0
    ? said('why.end.blocked', { step: first, got })
    : said('why.end.blocked-more', { step: first, others, got });
}

/** What is said of the comparison: that they agree, that they don't, or that there is nothing to compare. */
export function comparisonOf(
  predicted: readonly string[],
  measured: Reached,
  agrees: boolean | undefined,
): Said {
  if (agrees === true) return said('why.agree');
  if (agrees === false && measured.measured)
    return said('why.disagree', {
      predicted: predicted.map(outcome => said(`expect.${outcome}`)),
      measured: measured.got,
    });
  return said('why.not-predicted');
}
