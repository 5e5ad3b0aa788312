import { existsSync } from 'node:fs';
import { basename, join } from 'node:path';
import {
  type Complaint,
  type Curriculum,
  type Lesson,
  lessonFolder,
  lessonsFolder,
  loadCurriculum,
  loadLesson,
  nearest,
} from '../lesson/index.ts';
import { UsageError } from './usage-error.ts';

/** A lesson's files are broken: the author's error, with every complaint. */
export class BrokenLessonError extends Error {
  override readonly name = 'BrokenLessonError';
  readonly complaints: readonly Complaint[];

  constructor(complaints: readonly Complaint[]) {
    super('broken lesson files');
    this.complaints = complaints;
  }
}

/** The curriculum that comes with netdojo. Broken lessons are left out and complained of. */
export function curriculum(): Curriculum {
  return loadCurriculum(lessonsFolder());
}

/**
 * A lesson by id, or by the path of its folder for authors. Throws `UsageError` with the nearest id, `BrokenLessonError`.
 */
export function findLesson(word: string): Lesson {
  const folder = lessonFolder(word);
  if (/^[a-z][a-z0-9-]*$/.test(basename(folder)) && existsSync(join(folder, 'lesson.yaml'))) {
    const loaded = loadLesson(folder);
    if (loaded.lesson === undefined) throw new BrokenLessonError(loaded.complaints);
    return loaded.lesson;
  }
  throw new UsageError('cli.unknown-lesson', { word }, nearest(word, curriculum().lessons.keys()));
}

/** The step asked for, checked against the lesson. Throws `UsageError` with the nearest id. */
export function findStep(lesson: Lesson, word: string | undefined): string | undefined {
  if (word === undefined || lesson.steps.some(step => step.id === word)) return word;
  const ids = lesson.steps.map(step => step.id);
  throw new UsageError('cli.unknown-step', { word, lesson: lesson.id }, nearest(word, ids));
}
