import { randomUUID } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Lesson, loadLesson } from '../../src/lesson/index.ts';
import { root } from './netdojo.ts';

/** A copy of a lesson under an id of its own, so that its labs are told from those of other tests on the same engine. */
export type LessonCopy = {
  readonly id: string;
  readonly folder: string;
  readonly lesson: Lesson;
  remove(): void;
};

/** Copies a lesson of the curriculum; the copy's id begins with `prefix`. */
export function copyLesson(original: string, prefix: string): LessonCopy {
  const id = `${prefix}-${randomUUID().slice(0, 8)}`;
  const folder = join(mkdtempSync(join(tmpdir(), 'netdojo-lesson-')), id);
  cpSync(join(root, 'lessons', original), folder, { recursive: true });
  const structure = join(folder, 'lesson.yaml');
  writeFileSync(structure, readFileSync(structure, 'utf8').replace(`id: ${original}`, `id: ${id}`));
  const { lesson } = loadLesson(folder);
  if (lesson === undefined) throw new Error(`the copy of ${original} does not load`);
  return { id, folder, lesson, remove: () => rmSync(dirname(folder), { recursive: true }) };
}
