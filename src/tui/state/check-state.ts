import type { CheckView } from '../../session/index.ts';

/** What a check gets while the thing it looks at has not been made. There is nothing to explain about that. */
const nothingYet = new Set([
  'container.absent',
  'network.absent',
  'membership.no-network',
  'answer.none',
  'unmeasured.needs',
]);

/** Whether a check got nothing because what it looks at is not there yet. */
export function isNothingYet({ code, params }: NonNullable<CheckView['result']>['got']): boolean {
  const why = params?.why;
  if (code === 'membership.no-container' && typeof why === 'object' && 'code' in why)
    return isNothingYet(why);
  return nothingYet.has(code);
}

export function passes({ result }: Pick<CheckView, 'result'>): boolean {
  return result?.verdict === 'pass';
}

/** Whether a check passed, and does no longer. */
export function isBroken(check: Pick<CheckView, 'result' | 'changed'>): boolean {
  return !passes(check) && check.changed?.from === 'pass';
}
