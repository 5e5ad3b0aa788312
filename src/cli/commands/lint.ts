import { existsSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { lessonsFolder, lint } from '../../lesson/index.ts';
import { codesByKind } from '../../probe/index.ts';
import { parametersIn, parametersOf } from '../../text/index.ts';
import type { Run } from '../command-spec.ts';
import { complaintLine } from '../complaint-line.ts';
import { exit } from '../exit.ts';
import { note, print, printJson, spoken, words } from '../output.ts';
import { UsageError } from '../usage-error.ts';

/** Prints every complaint as `file:line:column: sentence`; exit 2 when there is one. */
export const run: Run = async (context, [path]) => {
  const folder = path === undefined ? lessonsFolder() : resolve(path);
  if (!existsSync(folder)) throw new UsageError('cli.no-such-folder', { word: path ?? folder });
  const { complaints, lessons } = lint(folder, { codes: codesByKind, parametersIn, parametersOf });
  if (context.json) {
    printJson({
      lessons,
      complaints: complaints.map(({ file, line, column, what }) => ({
        file: relative(process.cwd(), file),
        line,
        column,
        code: what.code,
        sentence: spoken(context, what),
      })),
    });
  } else {
    for (const complaint of complaints) print(complaintLine(context, complaint));
  }
  if (complaints.length > 0) {
    note(words(context, 'cli.lint.complaints', { count: complaints.length }));
    return exit.usage;
  }
  note(words(context, 'cli.lint.clean', { count: lessons }));
  return exit.done;
};
