import { skipStep, verdictOf } from '../../session/index.ts';
import { checkDocument, checkLines } from '../check-lines.ts';
import type { Run } from '../command-spec.ts';
import { exit } from '../exit.ts';
import { note, print, printJson, spoken, words } from '../output.ts';
import { stepTitle } from '../prose.ts';
import { exitOf } from '../step-report.ts';
import { withUp } from '../up-desk.ts';

/** Leaves the current step with its solution played, where the mode allows it. */
export const run: Run = async context =>
  await withUp(context, async up => {
    const report = await skipStep(up, context.signal);
    if (report.kind === 'refused') {
      note(`netdojo: ${spoken(context, report.why)}`);
      return exit.usage;
    }
    if (report.kind === 'in-the-way') {
      if (context.json) {
        const checks = await Promise.all(report.judged.map(one => checkDocument(context, up, one)));
        printJson({ lesson: up.lesson.id, step: report.step, skipped: false, checks });
      } else for (const line of await checkLines(context, up, report.judged)) print(line);
      note(words(context, 'session.skip-incomplete'));
      return exitOf(verdictOf(report.judged));
    }
    const { step, movedTo, finished } = report;
    if (context.json) printJson({ lesson: up.lesson.id, step, skipped: true, movedTo, finished });
    else if (movedTo === undefined) note(words(context, 'cli.check.finished'));
    else
      note(
        words(context, 'cli.skip.done', {
          step,
          next: `${movedTo}: ${stepTitle(up.lesson, movedTo, context.lang)}`,
        }),
      );
    return exit.done;
  });
