import type { CheckView } from '../../session/index.ts';
import { isBroken, isNothingYet, passes } from '../state/check-state.ts';
import type { LessonView } from './lesson-view.ts';

/**
 * Whether a check is a thing to do rather than one that fails: it has not passed in this step, and the learner has done
 * nothing yet, or what it looks at is not there yet. What passed once and no longer does is never ahead.
 */
export function isAhead(view: Pick<LessonView, 'acted' | 'step'>, check: CheckView): boolean {
  const { result } = check;
  if (result === undefined || passes(check) || isBroken(check)) return false;
  if (check.step !== view.step.id) return false;
  return !view.acted || isNothingYet(result.got);
}

/** The checks that need explaining, those that the learner broke first. */
export function failing(view: LessonView): readonly CheckView[] {
  const open = view.state.checks.filter(
    check => check.result !== undefined && !passes(check) && !isAhead(view, check),
  );
  return [...open.filter(isBroken), ...open.filter(check => !isBroken(check))];
}

/** The check to say something about where there is room for one: what fails, else what is to do next. */
export function foremost(view: LessonView): CheckView | undefined {
  const own = view.state.checks.filter(({ step }) => step === view.step.id);
  return failing(view)[0] ?? own.find(check => !passes(check));
}
