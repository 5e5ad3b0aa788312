import type { Lesson } from '../../lesson/index.ts';
import type { Check } from '../../probe/schema/index.ts';
import type { CheckRef, SessionState } from '../../session/index.ts';

/**
 * The check whose packet is followed next: of those that reach for something, the failing ones first, in the order in which
 * they stand on the screen; after `shown` the one behind it, and after the last the first again.
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
  const passes = ({ result }: SessionState['checks'][number]) => result?.verdict === 'pass';
  const order = [...reaching.filter(check => !passes(check)), ...reaching.filter(passes)];
  const at = order.findIndex(({ id, step }) => id === shown?.id && step === shown.step);
  const next = order[(at + 1) % Math.max(1, order.length)];
  return next === undefined ? undefined : { id: next.id, step: next.step, bystander: next.bystander };
}
