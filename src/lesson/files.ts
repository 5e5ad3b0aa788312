import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Folder of a lesson whose files are copied to the lab hosts, and where they are there. */
export const filesFolder = 'files';
export const filesOnHost = '/lesson';

/** What stands in a lesson's `files/`. Folders are not listed: their files name them. */
export type LessonFile = {
  /** Path below `files/`, with `/`. */
  readonly name: string;
  /** Absolute path. */
  readonly path: string;
  readonly kind: 'file' | 'link' | 'other';
  /** Bytes. */
  readonly size: number;
  readonly executable: boolean;
};

/** The files of a lesson's folder by name, links not followed; none where there is no `files/`. */
export function lessonFiles(folder: string): LessonFile[] {
  const root = join(folder, filesFolder);
  const below = (inner: string): LessonFile[] =>
    readdirSync(join(root, inner)).flatMap(entry => {
      const name = inner === '' ? entry : `${inner}/${entry}`;
      const path = join(root, name);
      const found = lstatSync(path);
      if (found.isDirectory()) return below(name);
      const kind = found.isFile() ? 'file' : found.isSymbolicLink() ? 'link' : 'other';
      return [{ name, path, kind, size: found.size, executable: (found.mode & 0o111) !== 0 }];
    });
  if (lstatSync(root, { throwIfNoEntry: false })?.isDirectory() !== true) return [];
  return below('').sort((one, other) => (one.name < other.name ? -1 : 1));
}

/**
 * A shell script that puts these files below `/lesson`, executable as they are in the lesson. Throws what reading them
 * throws.
 */
export function placingScript(files: readonly LessonFile[]): string {
  const lines = files
    .filter(({ kind }) => kind === 'file')
    .flatMap(({ name, path, executable }) => {
      const target = quoted(`${filesOnHost}/${name}`);
      return [
        `mkdir -p ${quoted(`${filesOnHost}/${name}`.replace(/\/[^/]*$/, ''))}`,
        `base64 -d >${target} <<'END'`,
        ...(readFileSync(path)
          .toString('base64')
          .match(/.{1,76}/g) ?? []),
        'END',
        `chmod ${executable ? 755 : 644} ${target}`,
      ];
    });
  return ['set -eu', ...lines, ''].join('\n');
}

function quoted(word: string): string {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
