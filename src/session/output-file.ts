import { stat, writeFile } from 'node:fs/promises';
import writeFileAtomic from 'write-file-atomic';
import { EnvironmentError, reasonOf } from '../engine/index.ts';

/**
 * Writes a file the learner asked for, whole or not at all; into a device or a pipe it is simply written. Throws
 * `EnvironmentError` (`output-file`).
 */
export async function writeOutput(path: string, text: string): Promise<void> {
  try {
    const there = await stat(path).catch(() => undefined);
    // What is no file must not be replaced by one: /dev/stdout, a FIFO.
    if (there === undefined || there.isFile()) await writeFileAtomic(path, text);
    else await writeFile(path, text);
  } catch (error) {
    throw new EnvironmentError('output-file', { path, reason: reasonOf(error) }, { cause: error });
  }
}
