import type { Lesson, Solution, Step, WrongAnswer } from '../lesson/index.ts';
import { type Said, said } from '../probe/schema/index.ts';
import { solutionsOf } from '../session/index.ts';

/** One thing to do on one lab host of its own. */
export type Run =
  /** The lesson from end to end, each step by its first solution. */
  | { readonly kind: 'walk' }
  /** The steps before one solved: is it open again? */
  | { readonly kind: 'reset'; readonly step: Step }
  /** The same, and then one more thing. `first`: the only run of its step that looks whether it is open. */
  | { readonly kind: 'solution'; readonly step: Step; readonly first: boolean; readonly solution: Solution }
  | { readonly kind: 'wrong'; readonly step: Step; readonly first: boolean; readonly wrong: WrongAnswer };

/**
 * The runs that prove a lesson. The first solution and wrong answers that are only typed need no host of their own: the
 * walk takes them. A step that has checks is met on a fresh host at least once.
 */
export function runsOf(lesson: Pick<Lesson, 'steps'>): readonly Run[] {
  return [
    { kind: 'walk' },
    ...lesson.steps.flatMap(step => {
      const others = solutionsOf(step).slice(1);
      const runs: Run[] = [
        ...others.map((solution, at) => ({ kind: 'solution', step, first: at === 0, solution }) as const),
        ...step.wrong
          .filter(needsHost)
          .map((wrong, at) => ({ kind: 'wrong', step, first: at + others.length === 0, wrong }) as const),
      ];
      const checked = step.checks.length + step.bystanders.length > 0;
      return runs.length > 0 || !checked ? runs : [{ kind: 'reset', step } as const];
    }),
  ];
}

/** Whether a wrong answer changes something on the host. */
export function needsHost(wrong: WrongAnswer): boolean {
  return wrong.run !== undefined || wrong.after !== undefined;
}

/** What a run is called. */
export function nameOf(run: Run): Said {
  switch (run.kind) {
    case 'walk':
      return said('proof.run-walk');
    case 'reset':
      return said('proof.run-reset', { step: run.step.id });
    case 'solution':
      return said('proof.run-solution', { step: run.step.id, solution: run.solution.id });
    case 'wrong':
      return said('proof.run-wrong', { step: run.step.id, wrong: run.wrong.id });
  }
}

/** A stable id for a run, unique in its lesson. */
export function idOf(run: Run): string {
  switch (run.kind) {
    case 'walk':
      return 'walk';
    case 'reset':
      return `${run.step.id}/reset`;
    case 'solution':
      return `${run.step.id}/solution/${run.solution.id}`;
    case 'wrong':
      return `${run.step.id}/wrong/${run.wrong.id}`;
  }
}
