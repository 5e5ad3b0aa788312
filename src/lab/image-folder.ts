import { readdir, readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the image's files: beside this file in the source, beside the bundle in a built netdojo. */
export function imageFolder(): string {
  return fileURLToPath(new URL('./image', import.meta.url));
}

/** A file that goes into the image. Its name is the path below the folder. */
export type ImageFile = { readonly name: string; readonly content: Buffer };

/** All files of the folder and the folders in it, by name. */
export async function readImageFolder(folder: string): Promise<ImageFile[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const names = entries
    .filter(entry => entry.isFile())
    .map(entry => relative(folder, join(entry.parentPath, entry.name)));
  return await Promise.all(
    names.sort().map(async name => ({ name, content: await readFile(join(folder, name)) })),
  );
}
