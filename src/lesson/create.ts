import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { slug } from '../probe/schema/index.ts';
import { lessonsFolder } from './names/index.ts';

/** The files of a lesson. */
const files = ['lesson.yaml', 'en.md', 'zh.md'] as const;

/** Whether a word may name a lesson. */
export function isLessonId(word: string): boolean {
  return slug.safeParse(word).success;
}

/** The id most like a word that is none (`My_Lesson` → `my-lesson`); undefined where nothing of it can stay. */
export function idLike(word: string): string | undefined {
  const id = word
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[-0-9]+|-+$/g, '');
  return isLessonId(id) ? id : undefined;
}

/**
 * Makes the folder `id` in `parent`, with a small lesson in it that lints and proves. Gives its path. Rejects with what
 * the file system says: EEXIST where there is something of that name already (which is left as it is).
 */
export async function createLesson(parent: string, id: string): Promise<string> {
  const folder = resolve(parent, id);
  // Everything is read first: an installation without the files makes no empty folder.
  const texts = await Promise.all(
    files.map(async name => ({ name, text: await readFile(join(starterFolder(), name), 'utf8') })),
  );
  await mkdir(folder);
  for (const { name, text } of texts)
    await writeFile(join(folder, name), name === 'lesson.yaml' ? named(text, id, folder) : text, {
      flag: 'wx',
    });
  return folder;
}

/** The starter is a lesson itself, in a folder of its own: beside this file in the source, beside the bundle when built. */
export function starterFolder(): string {
  return fileURLToPath(new URL('./starter', import.meta.url));
}

/** Gives the starter's structure another id, and leads the editor to the schema from where it stands now. */
function named(yaml: string, id: string, folder: string): string {
  return yaml
    .replace(/^id: .*$/m, `id: ${id}`)
    .replace(/^(# yaml-language-server: \$schema=).*$/m, (_whole, line: string) => line + schemaFrom(folder));
}

/** Where an editor finds the schema: as a relative path within the tree netdojo lives in, else as an absolute one. */
function schemaFrom(folder: string): string {
  const schema = join(lessonsFolder(), 'lesson.schema.json');
  const home = dirname(lessonsFolder()) + sep;
  return folder.startsWith(home) ? relative(folder, schema) : schema;
}
