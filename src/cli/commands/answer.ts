import { nearest } from '../../lesson/index.ts';
import { answerStep } from '../../session/index.ts';
import { checkLines } from '../check-lines.ts';
import type { Run } from '../command-spec.ts';
import { exit } from '../exit.ts';
import { guessLines } from '../guess-lines.ts';
import { note, print, printJson, spoken, words } from '../output.ts';
import { exitOf, sayOutcome, stepDocument } from '../step-report.ts';
import { withUp } from '../up-desk.ts';
import { UsageError } from '../usage-error.ts';

/** Answers the current step: the choice of a prediction, or a value that is judged at once. */
export const run: Run = async (context, [value = '']) =>
  await withUp(context, async up => {
    const report = await answerStep(up, value, context.signal);
    switch (report.kind) {
      case 'no-such-choice':
        throw new UsageError(
          'cli.unknown-choice',
          { word: value, choices: report.choices.join(', ') },
          nearest(value, report.choices),
        );
      case 'refused': {
        note(`netdojo: ${spoken(context, report.why)}`);
        return exit.usage;
      }
      case 'predicted': {
        if (context.json) printJson({ lesson: up.lesson.id, ...report });
        else if (report.measured === undefined)
          note(words(context, 'cli.answer.locked', { choice: report.choice }));
        else {
          const { step, choice, measured } = report;
          for (const line of await guessLines(context, up, { step, predicted: choice, measured }))
            print(line);
        }
        return exit.done;
      }
      case 'answered': {
        if (context.json) printJson(await stepDocument(context, up, report.report));
        else {
          for (const line of await checkLines(context, up, report.report.judged)) print(line);
          for (const line of await guessLines(context, up, report.report)) print(line);
          sayOutcome(context, up, report.report);
        }
        return exitOf(report.report.verdict);
      }
    }
  });
