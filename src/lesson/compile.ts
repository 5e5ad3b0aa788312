import { join } from 'node:path';
import type { Compiled } from './compiled.ts';
import { folderHash } from './hash.ts';
import { readLesson } from './load.ts';
import { lessonsIn } from './names/index.ts';

/** Every lesson of a folder that can be read, for the build. A broken one is absent: who opens it is told what is wrong. */
export function compileLessons(folder: string): Compiled {
  return Object.fromEntries(
    lessonsIn(folder).flatMap(id => {
      const path = join(folder, id);
      const { lesson } = readLesson(path);
      if (lesson === undefined) return [];
      const { folder: _, ...compiled } = lesson;
      return [[id, { hash: folderHash(path), lesson: compiled }]];
    }),
  );
}
