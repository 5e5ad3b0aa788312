import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { Lesson } from './types.ts';

/**
 * What tells one version of a lesson from another: {@link folderHash} of its folder. Of a lesson whose files are gone meanwhile it
 * is that of what was read.
 */
export function lessonHash({ folder, ...read }: Lesson): string {
  return existsSync(folder)
    ? folderHash(folder)
    : createHash('sha256').update(JSON.stringify(read)).digest('hex');
}

/**
 * SHA-256 over the names and contents of all files in a folder, in hexadecimal. The same on every machine. Throws what the
 * file system throws.
 */
export function folderHash(folder: string): string {
  const hash = createHash('sha256');
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name))
    .sort();
  for (const file of files) {
    const content = readFileSync(file);
    hash.update(`${relative(folder, file)}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}
