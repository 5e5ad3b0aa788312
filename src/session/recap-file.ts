import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EnvironmentError, reasonOf } from '../engine/index.ts';

/** Numbers tried behind a name that is taken. */
const most = 1_000;

/**
 * Writes a recap into a folder, under a name that is not taken: `netdojo-recap-LESSON.md`, then `…-2.md` and so on. Gives the
 * path. Throws `EnvironmentError` (`output-file`).
 */
export async function writeRecap(folder: string, lesson: string, markdown: string): Promise<string> {
  for (let number = 1; ; number++) {
    const path = join(folder, `netdojo-recap-${lesson}${number === 1 ? '' : `-${number}`}.md`);
    try {
      await writeFile(path, markdown, { flag: 'wx' });
      return path;
    } catch (error) {
      const taken = error instanceof Error && 'code' in error && error.code === 'EEXIST';
      if (!taken || number === most)
        throw new EnvironmentError('output-file', { path, reason: reasonOf(error) }, { cause: error });
    }
  }
}
