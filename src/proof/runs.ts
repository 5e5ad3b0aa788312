import type { Lesson, Solution, Step, WrongAnswer } from '../lesson/index.ts';
import { type Said, said } from '../probe/schema/index.ts';
import { solutionsOf } from '../session/index.ts';
import { staysAfterwards } from './traces.ts';

/** A solution or a wrong answer that is played where the steps before its own are solved. */
export type Visit =
  /** `first`: the only run of its step that looks whether it is open. */
  | { readonly kind: 'solution'; readonly step: Step; readonly first: boolean; readonly solution: Solution }
  | { readonly kind: 'wrong'; readonly step: Step; readonly first: boolean; readonly wrong: WrongAnswer };

/** Several visits of one step that share a host, each put back before the next: see `stay.ts`. */
export type Stay = { readonly kind: 'stay'; readonly step: Step; readonly visits: readonly Visit[] };

/** What is done on one lab host of its own. */
export type Run =
  /** The lesson from end to end, each step by its first solution; `only`: that step, after those before it. */
  | { readonly kind: 'walk'; readonly only?: Step }
  /** The steps before one solved: is it open again? */
  | { readonly kind: 'reset'; readonly step: Step }
  /** The same, and then one more thing. */
  | Visit
  /** The same, and then several. */
  | Stay;

export type Plan = {
  /** Whether visits may share hosts. */
  readonly share: boolean;
  /** Only what proves this step. */
  readonly step?: string | undefined;
};

/**
 * The runs that prove a lesson. The first solution and wrong answers that are only typed need no host of their own: the
 * walk takes them. A step that has checks is met on a fresh host at least once.
 *
 * With `step`, only the runs that prove that step: its own, and the wrong answers of others that one of its checks catches.
 */
export function runsOf(lesson: Pick<Lesson, 'steps' | 'hosts'>, { share, step: only }: Plan): readonly Run[] {
  const wanted = ({ id }: Step) => only === undefined || id === only;
  const concerned = lesson.steps.filter(wanted);
  const checks = new Set(concerned.flatMap(checksOf));
  // What is left on several hosts and the wires between them is not put back.
  const mayShare = (visit: Visit) => share && lesson.hosts.length === 1 && canBePutBack(visit);
  const [one] = concerned;
  const walk: Run = only === undefined || one === undefined ? { kind: 'walk' } : { kind: 'walk', only: one };
  return [
    walk,
    ...lesson.steps.flatMap(step => {
      const visits = visitsOf(step).filter(
        visit => wanted(step) || (visit.kind === 'wrong' && checks.has(visit.wrong.caught)),
      );
      const together = visits.filter(mayShare);
      return wanted(step) ? runsAt(step, visits, together.length > 1 ? together : []) : visits;
    }),
  ];
}

/** The runs of a step: exactly one of them looks whether it is open, if it has anything to look at. */
function runsAt(step: Step, visits: readonly Visit[], together: readonly Visit[]): readonly Run[] {
  const alone = visits.filter(visit => !together.includes(visit));
  if (together.length > 0) return [{ kind: 'stay', step, visits: together }, ...alone];
  if (alone.length > 0) return alone.map((visit, at) => ({ ...visit, first: at === 0 }));
  return checksOf(step).length > 0 ? [{ kind: 'reset', step }] : [];
}

function checksOf(step: Step): readonly string[] {
  return [...step.checks, ...step.bystanders].map(({ id }) => id);
}

/** What a step has beyond its first solution: the others, and the wrong answers that need a host. */
function visitsOf(step: Step): readonly Visit[] {
  const first = false;
  return [
    ...step.wrong.filter(needsHost).map(wrong => ({ kind: 'wrong', step, first, wrong }) as const),
    ...solutionsOf(step)
      .slice(1)
      .map(solution => ({ kind: 'solution', step, first, solution }) as const),
  ];
}

/** Whether a wrong answer changes something on the host. */
export function needsHost(wrong: WrongAnswer): boolean {
  return wrong.run !== undefined || wrong.after !== undefined;
}

/** Whether it is worth a try to put back what a visit leaves. A guess: it costs a host where it is wrong, nothing else. */
function canBePutBack(visit: Visit): boolean {
  if (visit.kind === 'solution') return !staysAfterwards(visit.solution.run ?? '');
  const { after, run } = visit.wrong;
  return !staysAfterwards(run ?? '') && (after === undefined || after === solutionsOf(visit.step)[0]?.id);
}

/** Whether a visit is played after its step's first solution, and not before it. */
export function isLate(visit: Visit): boolean {
  return visit.kind === 'wrong' && visit.wrong.after !== undefined;
}

/** How many scripts a run plays, roughly: what it takes beside others. */
export function scriptsIn(run: Run, { steps }: Pick<Lesson, 'steps'>): number {
  if (run.kind === 'walk') return run.only === undefined ? steps.length : steps.indexOf(run.only) + 1;
  return steps.indexOf(run.step) + 1 + (run.kind === 'stay' ? run.visits.length : 0);
}

/** The id of a visit's solution or wrong answer. */
export function idIn(visit: Visit): string {
  return visit.kind === 'wrong' ? visit.wrong.id : visit.solution.id;
}

/** What a run is called. */
export function nameOf(run: Run): Said {
  switch (run.kind) {
    case 'walk':
      return said('proof.run-walk');
    case 'reset':
      return said('proof.run-reset', { step: run.step.id });
    case 'stay':
      return said('proof.run-stay', { step: run.step.id, count: run.visits.length });
    case 'solution':
    case 'wrong':
      return said(`proof.run-${run.kind}`, { step: run.step.id, [run.kind]: idIn(run) });
  }
}

/** A stable id for a run, unique in its lesson. */
export function idOf(run: Run): string {
  switch (run.kind) {
    case 'walk':
      return run.only === undefined ? 'walk' : `${run.only.id}/walk`;
    case 'solution':
    case 'wrong':
      return `${run.step.id}/${run.kind}/${idIn(run)}`;
    default:
      return `${run.step.id}/${run.kind}`;
  }
}
