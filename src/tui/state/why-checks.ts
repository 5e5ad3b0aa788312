import type { Lesson } from '../../lesson/index.ts';
import type { Check } from '../../probe/schema/index.ts';
import type { CheckRef, CheckView, SessionState } from '../../session/index.ts';
import { isBroken, isNothingYet, passes } from './check-state.ts';

/** From what the learner broke to what passes: who is not there yet has no packet to follow. */
function urgency(check: CheckView): number {
  if (passes(check)) return 3;
  if (isBroken(check)) return 0;
  return check.result !== undefined && isNothingYet(check.result.got) ? 2 : 1;
}

/**
 * The check whose packet is followed next: of those that reach for something, the failing ones first, otherwise in the order
 * in which they stand on the screen; after `shown` the one behind it, and after the last the first again.
 */
export function nextToFollow(
  lesson: Pick<Lesson, 'steps'>,
  { checks }: Pick<SessionState, 'checks'>,
  shown: CheckRef | undefined,
  reaches: (check: Check) => boolean,
): CheckRef | undefined {
  const reaching = checks.filter(({ id, step }) => {
    const from = lesson.steps.find(one => one.id === step);
    return [...(from?.checks ?? []), ...(from?.bystanders ?? [])].some(one => one.id === id && reaches(one));
  });
  const order = reaching.toSorted((one, other) => urgency(one) - urgency(other));
  const at = order.findIndex(({ id, step }) => id === shown?.id && step === shown.step);
  const next = order[(at + 1) % Math.max(1, order.length)];
  return next === undefined ? undefined : { id: next.id, step: next.step, bystander: next.bystander };
}
