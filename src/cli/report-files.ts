import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readResult } from '../session/index.ts';
import type { Found } from './report.ts';

/** A file that was looked at in vain: it is no result, too large to be one, or cannot be read. */
export type Unread = { readonly file: string; readonly why: 'foreign' | 'unreadable' };

/** Results have some ten kilobytes; what is much larger is something else, and is not read into memory. */
const mostBytes = 5_000_000;

/** Reads files, and all `.json` files of folders and the folders in them. Every one that is no result is told; none ends it. */
export async function readResults(
  paths: readonly string[],
): Promise<{ readonly found: readonly Found[]; readonly unread: readonly Unread[] }> {
  const found: Found[] = [];
  const unread: Unread[] = [];
  const files = new Set<string>();
  for (const path of paths) {
    try {
      for (const file of await filesAt(path)) files.add(file);
    } catch {
      unread.push({ file: path, why: 'unreadable' });
    }
  }
  for (const file of files) {
    try {
      const result = (await stat(file)).size > mostBytes ? undefined : await readResult(file);
      if (result === undefined) unread.push({ file, why: 'foreign' });
      else found.push({ file, result });
    } catch {
      unread.push({ file, why: 'unreadable' });
    }
  }
  return { found, unread };
}

async function filesAt(path: string): Promise<string[]> {
  if (!(await stat(path)).isDirectory()) return [path];
  const entries = await readdir(path, { recursive: true, withFileTypes: true });
  return entries
    .filter(entry => entry.isFile() && entry.name.endsWith('.json'))
    .map(entry => join(entry.parentPath, entry.name))
    .sort();
}
