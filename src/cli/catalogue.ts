import type { Complaint, Lesson } from '../lesson/index.ts';
import { type LessonProgress, openProgress } from '../session/index.ts';
import type { Catalogue, CatalogueEntry, Progress } from '../tui/index.ts';
import type { Context } from './context.ts';
import { curriculum } from './lessons.ts';
import { proseIn } from './prose.ts';

/** All lessons, and what went wrong while reading them. */
export type ReadCatalogue = Catalogue & {
  /** Of lessons that are left out because their files are broken. */
  readonly complaints: readonly Complaint[];
  /** Where a damaged progress file was moved to. */
  readonly damaged?: string;
};

/** Every lesson with the learner's progress. */
export async function catalogue(context: Pick<Context, 'lang'>): Promise<ReadCatalogue> {
  const { parts, lessons, complaints } = curriculum();
  const { value: progress, damaged } = await openProgress().read();
  let number = 0;
  const listed = parts.map(part => ({
    id: part.id,
    title: part.title[context.lang],
    lessons: part.lessons.flatMap(id => {
      const lesson = lessons.get(id);
      if (lesson === undefined) return [];
      number += 1;
      return [entry(lesson, number, context, progress.lessons[id])];
    }),
  }));
  const last = Object.entries(progress.lessons)
    .filter(([id, { finishedAt }]) => lessons.has(id) && finishedAt === undefined)
    .sort(([, one], [, other]) => other.changedAt - one.changedAt)[0];
  return { parts: listed, resume: last?.[0], complaints, ...(damaged === undefined ? {} : { damaged }) };
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
