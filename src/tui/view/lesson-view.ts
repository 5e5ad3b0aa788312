import type { Lesson, LessonProse, Step, StepProse } from '../../lesson/index.ts';
import type { Check } from '../../probe/schema/index.ts';
import type { CheckView, SessionState, StepRecord } from '../../session/index.ts';
import type { Opened } from '../options.ts';
import type { Words } from '../words.ts';

/** A lesson at its current step, ready to be written out. */
export type LessonView = {
  readonly lesson: Lesson;
  readonly prose: LessonProse;
  readonly step: Step;
  /** Place of the step, from 0. */
  readonly index: number;
  readonly wording: StepProse;
  readonly record: StepRecord;
  readonly state: SessionState;
  readonly opened: Opened;
  readonly words: Words;
  /** Whether the learner has done something in this step. */
  readonly acted: boolean;
  /** A text of the lesson with its placeholders filled as far as the lab is known. */
  readonly read: (raw: string) => string;
};

/**
 * The view of a session. `commandsBefore`: commands that had been run when the step was entered. Undefined for a lesson
 * without prose or without the step, which lint refuses.
 */
export function lessonView(
  opened: Opened,
  state: SessionState,
  filled: Readonly<Record<string, string>>,
  words: Words,
  commandsBefore: number,
): LessonView | undefined {
  const { session } = opened;
  const { lesson } = session;
  const prose = lesson.prose[words.lang] ?? lesson.prose.en;
  const index = lesson.steps.findIndex(({ id }) => id === state.step);
  const step = lesson.steps[index];
  const wording = prose?.steps[state.step];
  if (prose === undefined || step === undefined || wording === undefined) return undefined;
  const record = state.steps[state.step] ?? { status: 'open', hints: 0, solutionShown: false };
  const acted = state.commands.length > commandsBefore || record.answered !== undefined;
  const read = (raw: string) => filled[raw] ?? session.named(raw);
  return { lesson, prose, step, index, wording, record, state, opened, words, acted, read };
}

/** The check of the lesson that a row is about. */
export function definitionOf(
  { lesson }: Pick<LessonView, 'lesson'>,
  { id, step }: CheckView,
): Check | undefined {
  const from = lesson.steps.find(one => one.id === step);
  return [...(from?.checks ?? []), ...(from?.bystanders ?? [])].find(check => check.id === id);
}
