import { existsSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { said, slug } from '../probe/schema/index.ts';
import { checkAgainst, unknownWord } from './issues.ts';
import { loadLesson } from './load.ts';
import { readIfThere, top } from './manuscript.ts';
import { lessonsIn } from './names/index.ts';
import type { Complaint, Lesson, Part } from './types.ts';
import { readYaml } from './yaml-file.ts';

const title = z.string().min(1);

/** `curriculum.yaml`: the parts of the curriculum and the lessons in each, in order. */
export const curriculumSchema = z.strictObject({
  parts: z
    .array(
      z.strictObject({
        id: slug.describe('Name of the part.'),
        title: z
          .strictObject({ en: title.describe('In English.'), zh: title.describe('In Chinese.') })
          .describe('What the part is called in the list, in each language.'),
        lessons: z.array(slug).min(1).describe('Ids of its lessons, in the order they are taken.'),
      }),
    )
    .min(1)
    .describe('The parts, in order.'),
});

/** The curriculum: parts in order, and the lessons that could be loaded. */
export type Curriculum = {
  readonly parts: readonly Part[];
  /** By id, in the order of the curriculum. A lesson that is broken is absent and complained of. */
  readonly lessons: ReadonlyMap<string, Lesson>;
  readonly complaints: readonly Complaint[];
};

/** Loads `curriculum.yaml` of a folder and every lesson it names. Throws only what the file system throws. */
export function loadCurriculum(folder: string): Curriculum {
  const { parts, complaints } = readCurriculum(folder);
  const found = [...complaints];
  const lessons = new Map<string, Lesson>();
  for (const id of parts.flatMap(part => part.lessons)) {
    if (lessons.has(id) || !existsSync(join(folder, id))) continue;
    const loaded = loadLesson(join(folder, id));
    if (loaded.lesson === undefined) found.push(...loaded.complaints);
    else lessons.set(id, loaded.lesson);
  }
  return { parts, lessons, complaints: found };
}

/** Reads `curriculum.yaml` alone, and compares it with the lesson folders beside it. */
export function readCurriculum(folder: string): {
  readonly parts: readonly Part[];
  readonly complaints: readonly Complaint[];
} {
  const file = join(folder, 'curriculum.yaml');
  const source = readIfThere(file);
  if (source === undefined)
    return { parts: [], complaints: [top(file, said('lint.no-file', { name: 'curriculum.yaml' }))] };
  const yaml = readYaml(file, source);
  const { value, complaints } = checkAgainst(yaml, curriculumSchema);
  if (value === undefined) return { parts: [], complaints };

  const found = [...complaints];
  const folders = lessonsIn(folder);
  const parts = new Set<string>();
  const named = new Set<string>();
  for (const [index, part] of value.parts.entries()) {
    if (parts.has(part.id))
      found.push(yaml.at(['parts', index, 'id'], said('lint.part-twice', { id: part.id })));
    parts.add(part.id);
    for (const [at, id] of part.lessons.entries()) {
      const path = ['parts', index, 'lessons', at];
      if (named.has(id)) found.push(yaml.at(path, said('lint.lesson-twice', { id })));
      else if (!folders.includes(id)) found.push(yaml.at(path, unknownWord('lint.no-lesson', id, folders)));
      named.add(id);
    }
  }
  for (const id of folders)
    if (!named.has(id)) found.push(yaml.at(['parts'], said('lint.unlisted-lesson', { id })));
  return { parts: value.parts, complaints: found };
}
