import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

// A light door: names of lessons and steps for who cannot wait until lessons are read and judged (Tab in a shell).

/**
 * The folder `lessons/` that belongs to this program: beside `src/` in the repository, beside `dist/` in the package.
 * Throws when there is none, which only a broken installation can bring about.
 */
export function lessonsFolder(): string {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    const lessons = join(folder, 'lessons');
    if (existsSync(join(lessons, 'curriculum.yaml'))) return lessons;
    if (dirname(folder) === folder) throw new Error('The folder lessons/ is missing from this installation.');
  }
}

/** The folder that a word on the command line means: a path where it has a slash (or is `.`), else a lesson of netdojo's own. */
export function lessonFolder(word: string): string {
  return /[/\\]|^\.{1,2}$/.test(word) ? resolve(word) : join(lessonsFolder(), word);
}

/** Names of the folders in a folder that hold a lesson, in alphabetical order. */
export function lessonsIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter(entry => entry.isDirectory() && existsSync(join(folder, entry.name, 'lesson.yaml')))
    .map(entry => entry.name)
    .sort();
}

/** Ids of the steps of the lesson in a folder, by the headings of its English prose. None where that cannot be read. */
export function stepsIn(folder: string): string[] {
  const file = join(folder, 'en.md');
  if (!existsSync(file)) return [];
  return [...readFileSync(file, 'utf8').matchAll(/^## ([a-z][a-z0-9-]*)\s*[:：]/gmu)].map(
    ([, id = '']) => id,
  );
}
