import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { headLine, pruneLogs } from './log.ts';
import type { Opening, SessionEvent } from './types.ts';

/** Adds events to a log that several commands write, one after the other or side by side; the first begins it. */
export async function appendLog(
  file: string,
  opening: Opening,
  events: readonly SessionEvent[],
): Promise<void> {
  const folder = dirname(file);
  await mkdir(folder, { recursive: true });
  try {
    await writeFile(file, headLine(opening), { flag: 'wx' });
    await pruneLogs(folder);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  // One write of whole lines: appended at the end whoever else writes.
  await appendFile(file, events.map(event => `${JSON.stringify(event)}\n`).join(''));
}
