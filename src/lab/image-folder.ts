import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder of the image's files: beside this file in the source, beside the bundle in a built netdojo. */
export function imageFolder(): string {
  return fileURLToPath(new URL('./image', import.meta.url));
}

/** A file that goes into the image. */
export type ImageFile = { readonly name: string; readonly content: Buffer };

/** All files of the folder, by name. */
export async function readImageFolder(folder: string): Promise<ImageFile[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter(entry => entry.isFile()).map(entry => entry.name);
  return await Promise.all(
    names.sort().map(async name => ({ name, content: await readFile(join(folder, name)) })),
  );
}
