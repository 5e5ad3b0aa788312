import { existsSync } from 'node:fs';
import type { Lesson } from '../../lesson/index.ts';
import {
  commandsRun,
  namePlaceholders,
  readResult,
  recapMarkdown,
  resultFolder,
  sessionLogFolder,
  writeOutput,
} from '../../session/index.ts';
import { type Run, textOption } from '../command-spec.ts';
import { exit } from '../exit.ts';
import { curriculum } from '../lessons.ts';
import { note, printJson, words } from '../output.ts';
import type { Found } from '../report.ts';
import { readResults } from '../report-files.ts';
import { UsageError } from '../usage-error.ts';

/**
 * Prints what was done and seen in a lesson as Markdown, or writes it to a file: of the lesson last worked on, of the one
 * named, or of a result file. Needs no lab.
 */
export const run: Run = async (context, [word], options) => {
  const { result } = await findResult(word);
  const { lang } = context;
  const lesson: Lesson | undefined = curriculum().lessons.get(result.lesson.id);
  const attempt = {
    lesson: result.lesson.id,
    learner: result.learner,
    begun: Date.parse(result.startedAt),
  };
  const markdown = await recapMarkdown({
    result,
    lesson,
    commands: await commandsRun(sessionLogFolder(), attempt),
    lang,
    fill: async text => namePlaceholders(text, lang),
  });
  const file = textOption(options, 'output');
  if (file !== undefined) {
    await writeOutput(file, markdown);
    note(words(context, 'cli.recap.written', { file }));
  } else if (!context.json) process.stdout.write(markdown);
  if (context.json)
    printJson({ lesson: result.lesson.id, learner: result.learner, file: file ?? null, markdown });
  return exit.done;
};

/** The result of a file, or the newest of a lesson or of all. Throws `UsageError` where there is none. */
async function findResult(word: string | undefined): Promise<Found> {
  if (word?.endsWith('.json') && existsSync(word)) {
    const result = await readResult(word);
    if (result === undefined) throw new UsageError('cli.no-result-in', { word });
    return { file: word, result };
  }
  const { found } = await readResults([resultFolder()]);
  const fitting = found.filter(({ result }) => word === undefined || result.lesson.id === word);
  const [newest] = fitting.sort((one, other) => (one.result.changedAt < other.result.changedAt ? 1 : -1));
  if (newest !== undefined) return newest;
  if (word === undefined) throw new UsageError('cli.no-result');
  const { findLesson } = await import('../lessons.ts');
  findLesson(word);
  throw new UsageError('cli.no-result-of', { word });
}
