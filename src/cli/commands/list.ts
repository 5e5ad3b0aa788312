import type { CatalogueEntry } from '../../tui/index.ts';
import { catalogue } from '../catalogue.ts';
import { pad, widest } from '../columns.ts';
import type { Run } from '../command-spec.ts';
import type { Context } from '../context.ts';
import { exit } from '../exit.ts';
import { note, print, printJson, words } from '../output.ts';

/** Prints the lessons by part, with progress. */
export const run: Run = async context => {
  const { parts, notes } = await catalogue(context);
  for (const line of notes) note(line);
  if (context.json) {
    printJson({ parts });
    return exit.done;
  }
  const all = parts.flatMap(part => part.lessons);
  const width = widest(all.map(({ id }) => id));
  const titleWidth = widest(all.map(({ title }) => title));
  for (const part of parts) {
    print(part.title);
    for (const lesson of part.lessons) {
      const minutes = words(context, 'lesson.minutes', { n: lesson.minutes });
      const name = `${pad(lesson.id, width)}  ${pad(lesson.title, titleWidth)}`;
      print(`  ${name}  ${minutes}  ${progress(context, lesson)}`);
    }
  }
  return exit.done;
};

function progress(context: Context, { progress }: CatalogueEntry): string {
  switch (progress.kind) {
    case 'new':
      return words(context, 'lesson.new');
    case 'started':
      return words(context, 'lesson.started', { step: progress.step, of: progress.of });
    case 'done':
      return words(context, progress.withHelp ? 'lesson.helped' : 'lesson.done');
  }
}
