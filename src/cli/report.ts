import type { Said } from '../probe/index.ts';
import type { Result, ResultStep } from '../session/index.ts';

/** Where a learner is in one lesson: their best attempt. */
export type Standing = {
  readonly learner: string;
  readonly lesson: string;
  readonly state: Result['state'];
  /** Id and place (from 1) of the step they are at; the last one once done. */
  readonly step: string;
  readonly number: number;
  readonly of: number;
  readonly hints: number;
  readonly solutions: number;
  readonly skipped: number;
  /** Steps they were not at: played when the lab began at a later one. */
  readonly passedOver: number;
  readonly attempts: number;
  readonly mode: Result['mode'];
  readonly startedAt: string;
  readonly changedAt: string;
  readonly finishedAt?: string;
  /** The checks of the step they are at that do not pass, as last seen. */
  readonly open: readonly { readonly check: string; readonly verdict: string; readonly got: Said }[];
  readonly steps: readonly ResultStep[];
  readonly file: string;
};

export type Report = {
  readonly learners: readonly string[];
  readonly lessons: readonly string[];
  /** By learner, then by lesson, in the order of those. */
  readonly standings: readonly Standing[];
};

/** A result and the file it was read from. */
export type Found = { readonly file: string; readonly result: Result };

const rank: Readonly<Record<Result['state'], number>> = { started: 0, 'done-with-help': 1, done: 2 };

/**
 * The class in one report, the same whatever order the files come in. `curriculum` orders the lessons; others follow by id.
 */
export function reportOf(found: readonly Found[], curriculum: readonly string[]): Report {
  const standings = [
    ...Map.groupBy(found, ({ result }) => JSON.stringify([result.learner, result.lesson.id])),
  ]
    .map(([, attempts]) => standingOf(attempts))
    .sort(
      (one, other) =>
        compare(one.learner, other.learner) || compareLessons(curriculum, one.lesson, other.lesson),
    );
  return {
    learners: [...new Set(standings.map(({ learner }) => learner))],
    lessons: [...new Set(standings.map(({ lesson }) => lesson))].sort((one, other) =>
      compareLessons(curriculum, one, other),
    ),
    standings,
  };
}

function standingOf(attempts: readonly Found[]): Standing {
  const [best] = [...attempts].sort(better);
  if (best === undefined) throw new RangeError('a standing without a result');
  const { result, file } = best;
  const { steps, step } = result;
  const at = Math.max(
    0,
    steps.findIndex(({ id }) => id === step),
  );
  const here = steps[at];
  return {
    learner: result.learner,
    lesson: result.lesson.id,
    state: result.state,
    step,
    number: at + 1,
    of: steps.length,
    hints: steps.reduce((sum, { hints }) => sum + hints, 0),
    solutions: steps.filter(({ solutionShown }) => solutionShown).length,
    skipped: steps.filter(({ status }) => status === 'skipped').length,
    passedOver: steps.filter(({ status }) => status === 'passed-over').length,
    // The same attempt may lie there twice, as a copy.
    attempts: new Set(attempts.map(one => one.result.startedAt)).size,
    mode: result.mode,
    startedAt: result.startedAt,
    changedAt: result.changedAt,
    ...(result.finishedAt === undefined ? {} : { finishedAt: result.finishedAt }),
    open:
      result.finishedAt === undefined
        ? (here?.checks ?? [])
            .filter(({ verdict }) => verdict !== 'pass')
            .map(({ id, verdict, got }) => ({ check: id, verdict, got }))
        : [],
    steps,
    file,
  };
}

/** The best attempt first: how it ended, then how far it came, then the later one. */
function better(one: Found, other: Found): number {
  const passed = ({ result }: Found) => result.steps.filter(({ status }) => status === 'passed').length;
  return (
    rank[other.result.state] - rank[one.result.state] ||
    passed(other) - passed(one) ||
    compare(other.result.changedAt, one.result.changedAt) ||
    compare(one.file, other.file)
  );
}

function compareLessons(curriculum: readonly string[], one: string, other: string): number {
  const place = (id: string) => (curriculum.includes(id) ? curriculum.indexOf(id) : curriculum.length);
  return place(one) - place(other) || compare(one, other);
}

/** By code points: the same on every machine, whatever its locale. */
function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
