import type { Lesson } from '../lesson/index.ts';
import type { LessonProgress } from './progress.ts';
import { betterStatus, untouched } from './step-record.ts';
import type { FullState, Opening, Rules, SessionEvent, StepRecord } from './types.ts';

/** Where to start a lesson: the step asked for, else where one left off, else the first; with what is known of the steps. */
export function openingFrom(
  lesson: Pick<Lesson, 'id' | 'steps'>,
  progress: LessonProgress | undefined,
  options: Rules & { readonly learner: string; readonly step: string | undefined; readonly at: number },
): Opening {
  const { learner } = options;
  const again = progress === undefined || isOver(progress, learner);
  const ids = lesson.steps.map(step => step.id);
  const left = again ? undefined : ids.find(id => id === progress.step);
  const steps = Object.fromEntries(
    ids.map(id => [id, (again ? undefined : progress.steps[id]) ?? untouched] as const),
  );
  const step = options.step ?? left ?? ids[0];
  if (step === undefined || !ids.includes(step)) throw new RangeError(`no step ${step} in ${lesson.id}`);
  // The value typed last time belongs to a host that is gone.
  const { answered: _typed, ...record } = steps[step] ?? untouched;
  const { mode, allow } = options;
  return {
    lesson: lesson.id,
    mode,
    allow,
    learner,
    begun: again ? options.at : progress.startedAt,
    step,
    steps: { ...steps, [step]: record },
    at: options.at,
  };
}

/** Whether a new attempt begins: the last one was finished, or it is somebody else's. Older entries name nobody. */
function isOver({ finishedAt, learner }: LessonProgress, now: string): boolean {
  return finishedAt !== undefined || (learner !== undefined && learner !== now);
}

/** What stands on disk once a session has begun. */
export function progressAtOpening(entry: LessonProgress | undefined, opening: Opening): LessonProgress {
  const { step, mode, learner } = opening;
  const base = { step, mode, learner, changedAt: opening.at };
  return entry === undefined || isOver(entry, learner)
    ? { ...base, steps: { ...opening.steps }, state: entry?.state ?? 'started', startedAt: opening.at }
    : { ...entry, ...base };
}

const kept: ReadonlySet<SessionEvent['type']> = new Set([
  'step-entered',
  'predicted',
  'measured',
  'answered',
  'hint-shown',
  'solution-shown',
  'step-left',
  'lesson-finished',
]);

/** Whether an event is worth writing down. */
export function isProgress(event: SessionEvent): boolean {
  return kept.has(event.type);
}

/** The entry on disk after an event; `state` is the session's after it. What another netdojo wrote meanwhile stays; no step ever gets worse. */
export function progressAfter(
  entry: LessonProgress,
  event: SessionEvent,
  state: FullState,
  at: number,
): LessonProgress {
  if (!isProgress(event)) return entry;
  if (event.type === 'lesson-finished') {
    return { ...entry, state: bestState(entry.state, finished(state)), changedAt: at, finishedAt: event.at };
  }
  if (event.type === 'step-entered') return { ...entry, step: event.step, changedAt: at };
  if (!('step' in event)) return entry;
  const mine = state.steps[event.step] ?? untouched;
  const theirs = entry.steps[event.step] ?? untouched;
  return { ...entry, steps: { ...entry.steps, [event.step]: merged(theirs, mine) }, changedAt: at };
}

function merged(theirs: StepRecord, mine: StepRecord): StepRecord {
  return {
    ...theirs,
    ...mine,
    status: betterStatus(theirs.status, mine.status),
    hints: Math.max(theirs.hints, mine.hints),
    solutionShown: theirs.solutionShown || mine.solutionShown,
  };
}

function bestState(before: LessonProgress['state'], now: 'done' | 'done-with-help'): LessonProgress['state'] {
  return before === 'done' ? before : now;
}

/** Done with help: some step was skipped, passed over, or had its solution shown. Hints are not counted as help. */
export function finished(state: Pick<FullState, 'steps'>): 'done' | 'done-with-help' {
  return Object.values(state.steps).every(step => step.status === 'passed' && !step.solutionShown)
    ? 'done'
    : 'done-with-help';
}
