import { type Lesson, outside, type Solution, type Step } from '../lesson/index.ts';

/** The step of an id. Throws a RangeError for one the lesson doesn't have: callers have checked what people type. */
export function stepOf(lesson: Pick<Lesson, 'id' | 'steps'>, id: string): Step {
  const step = lesson.steps.find(one => one.id === id);
  if (step === undefined) throw new RangeError(`no step ${id} in ${lesson.id}`);
  return step;
}

/** The steps before one, in order. */
export function stepsBefore(lesson: Pick<Lesson, 'steps'>, id: string): readonly Step[] {
  return lesson.steps.slice(
    0,
    lesson.steps.findIndex(step => step.id === id),
  );
}

/** The id of the step after one; undefined after the last. */
export function stepAfter(lesson: Pick<Lesson, 'steps'>, id: string): string | undefined {
  return lesson.steps[lesson.steps.findIndex(step => step.id === id) + 1]?.id;
}

/**
 * The ways to solve a step. A `run` step that lists none and has something to check is solved by its own command.
 */
export function solutionsOf(step: Step): readonly Solution[] {
  if (step.solutions.length > 0 || step.kind !== 'run' || step.checks.length === 0) return step.solutions;
  return [{ id: 'one-way', run: step.in === outside ? onOutside(step.command) : step.command }];
}

/** A command as it is typed on the first host to run on the outside machine. */
function onOutside(command: string): string {
  return `outside sh -c '${command.trim().replaceAll("'", "'\\''")}'`;
}

/** Answers by check id, when `value` is what was typed in a step. */
export function answersIn(step: Step, value: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    step.checks.filter(check => check.probe === 'answer').map(check => [check.id, value]),
  );
}
