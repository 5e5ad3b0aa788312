import type { Lesson, Step } from '../lesson/index.ts';
import { untouched } from './reduce.ts';
import type { Intent, Mode, SessionState } from './types.ts';

type Word = Intent['type'];

/** Number of hints a step has, in whichever language it has prose. */
export function hintsOf(lesson: Pick<Lesson, 'prose'>, step: string): number {
  return Math.max(...[lesson.prose.en, lesson.prose.zh].map(prose => prose?.steps[step]?.hints.length ?? 0));
}

/** Whether a mode lets the learner see or play solutions, and skip. In a workshop the teacher decides. */
export function allowsSolutions(mode: Mode): boolean {
  return mode === 'guided';
}

/** The intents that make sense now. Everything else is ignored by the session. */
export function offered(state: SessionState, lesson: Lesson): ReadonlySet<Word> {
  const step = lesson.steps.find(one => one.id === state.step);
  if (step === undefined) return new Set();
  switch (state.phase) {
    case 'boot':
      // The first page can be read, and its prediction made, while the host is built.
      return new Set<Word>(canPredict(state, step) ? ['predict'] : []);
    case 'predict':
      return new Set<Word>([
        'predict',
        ...(allowsSolutions(state.mode) && state.playing !== true ? (['skip'] as const) : []),
        ...always(state),
      ]);
    case 'work':
    case 'green':
      return new Set<Word>([...atWork(state, lesson, step), ...always(state)]);
    case 'closing':
      return new Set<Word>(always(state).filter(word => word !== 'reset'));
    case 'broken':
      return new Set<Word>(['retry']);
  }
}

function atWork(state: SessionState, lesson: Lesson, step: Step): Word[] {
  const words: Word[] = ['recheck'];
  const record = state.steps[state.step] ?? untouched;
  const left = hintsOf(lesson, state.step) - record.hints;
  // A quiet step is not probed by itself: asking for the next step is what lets its traffic checks run.
  if (state.phase === 'green' || step.quiet) words.push('next');
  if (left > 0) words.push('hint');
  if (step.checks.some(check => check.probe === 'answer')) words.push('answer');
  if (!allowsSolutions(state.mode)) return words;
  const solvable = step.solutions.length > 0;
  if (solvable && left <= 0) words.push('solution');
  if (state.playing === true) return words;
  if (solvable && record.solutionShown) words.push('apply-solution');
  return [...words, 'skip'];
}

function always(state: SessionState): Word[] {
  return [
    'reset',
    'second-shell',
    ...(state.shells.some(shell => shell.ended === true) ? (['reopen-shell'] as const) : []),
  ];
}

function canPredict(state: SessionState, step: Step): boolean {
  return step.predict !== undefined && state.steps[state.step]?.predicted === undefined;
}
