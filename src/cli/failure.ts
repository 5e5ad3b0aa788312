import { EnvironmentError, engineLost, reasonOf } from '../engine/index.ts';
import { isAbort, logDefect, logFile } from '../session/index.ts';
import { complaintLine } from './complaint-line.ts';
import type { Context } from './context.ts';
import { environmentWords } from './environment-words.ts';
import { exit } from './exit.ts';
import { OutputGone } from './interrupt.ts';
import type { BrokenLessonError } from './lessons.ts';
import { note, printJson, words } from './output.ts';
import { UsageError } from './usage-error.ts';

/**
 * Says what ended a command and gives its exit code. A check that fails and what `lint` finds never come here: they are
 * results. A stack trace goes to the log file, never to the user.
 */
export async function explain(
  context: Pick<Context, 'lang' | 'json' | 'signal'>,
  error: unknown,
): Promise<number> {
  // `main` says so itself, since a command may also have come to its end without its output.
  if (context.signal.reason instanceof OutputGone) return context.signal.reason.exitCode;
  if (error instanceof UsageError) {
    const near =
      error.nearest === undefined ? '' : ` ${words(context, 'cli.did-you-mean', { nearest: error.nearest })}`;
    note(`netdojo: ${words(context, error.code, error.params)}${near}`);
    return exit.usage;
  }
  if (isBrokenLesson(error)) {
    note(`netdojo: ${words(context, 'cli.broken-lessons')}`);
    for (const complaint of error.complaints) note(complaintLine(context, complaint));
    return exit.usage;
  }
  const known = error instanceof EnvironmentError ? error : engineLost(error);
  if (known !== undefined) {
    const { code, params } = known;
    const { what, remedy } = environmentWords(context, known);
    if (context.json) printJson({ error: { code, params, what, remedy } });
    note(`netdojo: ${what}\n${remedy}`);
    if (known.cause !== undefined) logDefect(known);
    return exit.environment;
  }
  if (isAbort(error)) {
    note(`netdojo: ${words(context, 'cli.interrupted')}`);
    return 130;
  }
  logDefect(error);
  note(`netdojo: ${words(context, 'cli.unexpected', { message: reasonOf(error), file: logFile() })}`);
  return exit.environment;
}

/** What an error says, in the words of the command: one line for what happened, and the remedy below it. */
export function messageOf(context: Pick<Context, 'lang'>, error: unknown): string {
  const known = error instanceof EnvironmentError ? error : engineLost(error);
  if (known === undefined) return reasonOf(error);
  const { what, remedy } = environmentWords(context, known);
  return `${what}\n${remedy}`;
}

function isBrokenLesson(error: unknown): error is BrokenLessonError {
  return error instanceof Error && error.name === 'BrokenLessonError';
}
