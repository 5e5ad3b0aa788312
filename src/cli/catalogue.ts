import { EnvironmentError } from '../engine/index.ts';
import type { Lesson } from '../lesson/index.ts';
import { type LessonProgress, openProgress } from '../session/index.ts';
import type { Catalogue, CatalogueEntry, Progress } from '../tui/index.ts';
import { complaintLine } from './complaint-line.ts';
import type { Context } from './context.ts';
import { environmentWords } from './environment-words.ts';
import { curriculum } from './lessons.ts';
import { words } from './output.ts';
import { proseIn } from './prose.ts';

/** All lessons, and what went amiss while they were read. */
export type ReadCatalogue = Catalogue & {
  /** Lines for the learner: complaints of lessons left out because their files are broken, progress that is not there. */
  readonly notes: readonly string[];
};

/** Every lesson with the learner's progress. */
export async function catalogue(context: Pick<Context, 'lang'>): Promise<ReadCatalogue> {
  const { parts, lessons, complaints } = curriculum();
  const { lessons: progress, notes } = await readProgress(context);
  let number = 0;
  const listed = parts.map(part => ({
    id: part.id,
    title: part.title[context.lang],
    lessons: part.lessons.flatMap(id => {
      const lesson = lessons.get(id);
      if (lesson === undefined) return [];
      number += 1;
      return [entry(lesson, number, context, progress[id])];
    }),
  }));
  const last = Object.entries(progress)
    .filter(([id, { finishedAt }]) => lessons.has(id) && finishedAt === undefined)
    .sort(([, one], [, other]) => other.changedAt - one.changedAt)[0];
  return {
    parts: listed,
    resume: last?.[0],
    notes: [...notes, ...complaints.map(complaint => complaintLine(context, complaint))],
  };
}

/** Progress by lesson. Where it cannot be read there is none, and a note says so: the list is good without it. */
async function readProgress(
  context: Pick<Context, 'lang'>,
): Promise<{ lessons: Readonly<Record<string, LessonProgress>>; notes: readonly string[] }> {
  try {
    const { value, damaged } = await openProgress().read();
    const notes =
      damaged === undefined ? [] : [words(context, 'session.progress-damaged', { file: damaged })];
    return { lessons: value.lessons, notes };
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error;
    const { what, remedy } = environmentWords(context, error);
    return { lessons: {}, notes: [what, remedy] };
  }
}

function entry(
  lesson: Lesson,
  number: number,
  { lang }: Pick<Context, 'lang'>,
  progress: LessonProgress | undefined,
): CatalogueEntry {
  const prose = proseIn(lesson, lang);
  return {
    id: lesson.id,
    number,
    title: prose?.title ?? lesson.id,
    question: prose?.question ?? '',
    intro: prose?.intro ?? '',
    minutes: lesson.minutes,
    hosts: lesson.hosts.length,
    progress: howFar(lesson, progress),
  };
}

function howFar(lesson: Lesson, progress: LessonProgress | undefined): Progress {
  if (progress === undefined) return { kind: 'new' };
  const index = lesson.steps.findIndex(({ id }) => id === progress.step);
  if (progress.finishedAt === undefined && progress.state === 'started')
    return { kind: 'started', step: Math.max(index, 0) + 1, of: lesson.steps.length };
  return { kind: 'done', withHelp: progress.state === 'done-with-help' };
}
