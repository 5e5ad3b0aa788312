import type { Check } from '../probe/schema/index.ts';
import type { LessonStructure } from './schema.ts';

/** A check of an earlier step that is still kept alive. */
export type HeldCheck = { readonly step: string; readonly check: Check; readonly bystander: boolean };

/**
 * The checks of earlier steps (bystanders included) that still hold at a step, in the order of the lesson. The step's own
 * checks are not among them. Throws a RangeError for a step that the lesson doesn't have.
 */
export function heldChecks(lesson: Pick<LessonStructure, 'steps'>, stepId: string): HeldCheck[] {
  const order = lesson.steps.map(step => step.id);
  const current = order.indexOf(stepId);
  if (current < 0) throw new RangeError(`no step "${stepId}"`);
  const holds = ({ holds: span }: Check): boolean =>
    span === 'lesson' || (span !== 'step' && order.indexOf(span.until) >= current);
  return lesson.steps
    .slice(0, current)
    .flatMap(step => [
      ...step.checks.filter(holds).map(check => ({ step: step.id, check, bystander: false })),
      ...step.bystanders.filter(holds).map(check => ({ step: step.id, check, bystander: true })),
    ]);
}
