import type { CheckView } from '../../session/index.ts';
import type { LessonView } from './lesson-view.ts';

/** What a check gets while the thing it looks at has not been made. There is nothing to explain about that. */
const nothingYet = new Set([
  'container.absent',
  'network.absent',
  'membership.no-network',
  'answer.none',
  'unmeasured.needs',
]);

function isNothingYet({ code, params }: NonNullable<CheckView['result']>['got']): boolean {
  const why = params?.why;
  if (code === 'membership.no-container' && typeof why === 'object' && 'code' in why)
    return isNothingYet(why);
  return nothingYet.has(code);
}

/**
 * Whether a check is a thing to do rather than one that fails: it has not passed in this step, and the learner has done
 * nothing yet, or what it looks at is not there yet. What passed once and no longer does is never ahead.
 */
export function isAhead(view: Pick<LessonView, 'acted' | 'step'>, check: CheckView): boolean {
  const { result, changed } = check;
  if (result === undefined || result.verdict === 'pass' || changed?.from === 'pass') return false;
  if (check.step !== view.step.id) return false;
  return !view.acted || isNothingYet(result.got);
}

/** The checks that need explaining, those that the learner broke first. */
export function failing(view: LessonView): readonly CheckView[] {
  const open = view.state.checks.filter(
    check => check.result !== undefined && check.result.verdict !== 'pass' && !isAhead(view, check),
  );
  const broken = open.filter(({ changed }) => changed?.from === 'pass');
  return [...broken, ...open.filter(check => !broken.includes(check))];
}

/** The check to say something about where there is room for one: what fails, else what is to do next. */
export function foremost(view: LessonView): CheckView | undefined {
  const own = view.state.checks.filter(({ step }) => step === view.step.id);
  return failing(view)[0] ?? own.find(({ result }) => result?.verdict !== 'pass');
}
