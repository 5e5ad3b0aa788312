import type { Lesson, Solution, Step, WrongAnswer } from '../lesson/index.ts';
import { type Said, said } from '../probe/schema/index.ts';
import { solutionsOf } from '../session/index.ts';
import { sturdy } from './frail.ts';
import { staysAfterwards } from './traces.ts';

/** A solution or a wrong answer that is played where the steps before its own are solved. */
export type Visit =
  | { readonly kind: 'solution'; readonly step: Step; readonly solution: Solution }
  | { readonly kind: 'wrong'; readonly step: Step; readonly wrong: WrongAnswer };

/** A step on a tour, and what is played there and put back. `spoilt`: on an earlier tour something there could not be. */
export type Stop = { readonly step: Step; readonly visits: readonly Visit[]; readonly spoilt?: true };

/** What is done on one lab host of its own. */
export type Run =
  /** The lesson from end to end, each step by its first solution; `only`: that step, after those before it. */
  | { readonly kind: 'walk'; readonly only?: Step }
  /** Successive steps, each looked at as a reset would show it, visited, and solved: see `tour.ts`. */
  | { readonly kind: 'tour'; readonly stops: readonly Stop[] }
  /** The steps before one solved, and then one more thing. */
  | Visit;

export type Plan = {
  /** Whether visits may share hosts. */
  readonly share: boolean;
  /** Only what proves this step. */
  readonly step?: string | undefined;
};

/**
 * The runs that prove a lesson. The first solution and wrong answers that are only typed need no host of their own: the
 * walk takes them. All else that can perhaps be put back is visited on a tour.
 *
 * With `step`, only the runs that prove that step: its own, and the wrong answers of others that one of its checks catches.
 */
export function runsOf(lesson: Pick<Lesson, 'steps' | 'hosts'>, { share, step: only }: Plan): readonly Run[] {
  const wanted = ({ id }: Step) => only === undefined || id === only;
  const concerned = lesson.steps.filter(wanted);
  const checks = new Set(concerned.flatMap(checksOf));
  const known = (step: Step) => knownById(lesson.steps.slice(0, lesson.steps.indexOf(step)));
  // What is left on several hosts and the wires between them is not put back.
  const mayShare = (visit: Visit) =>
    share && lesson.hosts.length === 1 && wanted(visit.step) && canBePutBack(visit, known(visit.step));
  const [one] = concerned;
  const walk: Run = only === undefined || one === undefined ? { kind: 'walk' } : { kind: 'walk', only: one };
  const stops = concerned.map(step => ({ step, visits: visitsOf(step).filter(mayShare) }));
  const alone = lesson.steps
    .flatMap(visitsOf)
    .filter(visit => !mayShare(visit))
    .filter(visit => wanted(visit.step) || (visit.kind === 'wrong' && checks.has(visit.wrong.caught)));
  return [walk, ...tourOf(stops), ...alone];
}

/** The tour of these stops, if there is anything to see. */
function tourOf(stops: readonly Stop[]): readonly Run[] {
  return stops.some(({ step, visits }) => visits.length > 0 || checksOf(step).length > 0)
    ? [{ kind: 'tour', stops }]
    : [];
}

function checksOf(step: Step): readonly string[] {
  return [...step.checks, ...step.bystanders].map(({ id }) => id);
}

/** What a step has beyond its first solution: the others, and the wrong answers that need a host. */
function visitsOf(step: Step): readonly Visit[] {
  return [
    ...step.wrong.filter(needsHost).map(wrong => ({ kind: 'wrong', step, wrong }) as const),
    ...solutionsOf(step)
      .slice(1)
      .map(solution => ({ kind: 'solution', step, solution }) as const),
  ];
}

/** Whether a wrong answer changes something on the host. */
export function needsHost(wrong: WrongAnswer): boolean {
  return wrong.run !== undefined || wrong.after !== undefined;
}

/** Whether it is worth a try to put back what a visit leaves. A guess: it costs time where it is wrong, nothing else. */
function canBePutBack(visit: Visit, made: ReadonlySet<string>): boolean {
  if (staysAfterwards(scriptOf(visit), { ...sturdy, made })) return false;
  const after = visit.kind === 'wrong' ? visit.wrong.after : undefined;
  return after === undefined || after === solutionsOf(visit.step)[0]?.id;
}

/** What a visit plays on a host, the solution before it aside. */
export function scriptOf(visit: Visit): string {
  return (visit.kind === 'wrong' ? visit.wrong.run : visit.solution.run) ?? '';
}

/** Names of containers that lessons know by their id when they have gone through these steps. */
function knownById(steps: readonly Step[]): ReadonlySet<string> {
  const values = steps.flatMap(({ remember }) => Object.values(remember));
  return new Set(values.flatMap(value => /^\{id:(.+)\}$/.exec(value)?.[1] ?? []));
}

/** Whether a visit is played after its step's first solution, and not before it. */
export function isLate(visit: Visit): boolean {
  return visit.kind === 'wrong' && visit.wrong.after !== undefined;
}

/** How many scripts a run plays, roughly: what it takes beside others. */
export function scriptsIn(run: Run, { steps }: Pick<Lesson, 'steps'>): number {
  const before = (step: Step | undefined) => steps.findIndex(({ id }) => id === step?.id) + 1;
  switch (run.kind) {
    case 'walk':
      return run.only === undefined ? steps.length : before(run.only);
    case 'tour':
      return run.stops.reduce((sum, { visits }) => sum + 1 + visits.length, before(run.stops[0]?.step) - 1);
    default:
      return before(run.step);
  }
}

/** The visits a run makes on a host that other visits were on. */
export function sharedVisitsOf(run: Run): readonly Visit[] {
  return run.kind === 'tour' ? run.stops.flatMap(({ visits }) => visits) : [];
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
    case 'tour':
      return said('proof.run-tour', { step: firstOf(run), count: sharedVisitsOf(run).length });
    case 'solution':
    case 'wrong':
      return said(`proof.run-${run.kind}`, { step: run.step.id, [run.kind]: idIn(run) });
  }
}

/** A stable id for a run; two tours of a lesson that begin at the same step have the same. */
export function idOf(run: Run): string {
  switch (run.kind) {
    case 'walk':
      return run.only === undefined ? 'walk' : `${run.only.id}/walk`;
    case 'tour':
      return `${firstOf(run)}/tour`;
    default:
      return `${run.step.id}/${run.kind}/${idIn(run)}`;
  }
}

function firstOf({ stops }: Extract<Run, { kind: 'tour' }>): string {
  return stops[0]?.step.id ?? '–';
}
