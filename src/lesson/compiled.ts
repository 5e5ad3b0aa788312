import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, resolve } from 'node:path';
import { folderHash } from './hash.ts';
import { lessonsFolder } from './names/index.ts';
import type { Lesson } from './types.ts';

/** netdojo's own lessons as they were when it was built, by id, each with the hash of the files it was read from. */
export type Compiled = Readonly<
  Record<string, { readonly hash: string; readonly lesson: Omit<Lesson, 'folder'> }>
>;

/**
 * The lesson in a folder as the build left it, when it is one of netdojo's own and no file of it has changed since. All
 * fifteen are there in 20 ms so; from YAML and Markdown they take 250 ms and 30 MB.
 */
export function compiledLesson(folder: string): Lesson | undefined {
  const path = resolve(folder);
  if (dirname(path) !== lessonsFolder()) return undefined;
  const found = compiled()[basename(path)];
  return found === undefined || found.hash !== folderHash(path)
    ? undefined
    : { ...found.lesson, folder: path };
}

let read: Compiled | undefined;

/** There is nothing compiled where the sources run, as in the tests. */
function compiled(): Compiled {
  const file = new URL('./lessons.json', import.meta.url);
  read ??= existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Compiled) : {};
  return read;
}
