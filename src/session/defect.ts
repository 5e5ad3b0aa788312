import { appendFileSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { stateFolder } from './folders.ts';

/** The file that failures nobody can act on are written to; `doctor` names it. */
export function logFile(): string {
  return join(stateFolder(), 'netdojo.log');
}

/** Writes an error with its stack and causes to the log file: a stack trace is for us, not for the learner. */
export function logDefect(error: unknown): void {
  const parts: string[] = [];
  for (let one: unknown = error; one !== undefined; one = one instanceof Error ? one.cause : undefined)
    parts.push(one instanceof Error ? `${one.stack}` : String(one));
  try {
    mkdirSync(dirname(logFile()), { recursive: true });
    appendFileSync(logFile(), `${new Date().toISOString()} ${parts.join('\ncaused by ')}\n`);
  } catch {
    // A full disk must not turn one failure into two; what happened is on the screen.
  }
}
