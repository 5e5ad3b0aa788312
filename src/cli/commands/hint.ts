import { fillUp, nextHint } from '../../session/index.ts';
import type { Run } from '../command-spec.ts';
import { exit } from '../exit.ts';
import { note, print, printJson, spoken, words } from '../output.ts';
import { proseIn } from '../prose.ts';
import { withUp } from '../up-desk.ts';

/** Prints the next hint for the current step; each is recorded. */
export const run: Run = async context =>
  await withUp(context, async up => {
    const report = await nextHint(up);
    if (report.kind === 'refused') {
      if (context.json) printJson({ step: report.step, hint: null });
      else note(spoken(context, report.why));
      return exit.done;
    }
    const { step, number, of } = report;
    const hint = proseIn(up.lesson, context.lang)?.steps[step]?.hints[number - 1] ?? '';
    const text = await fillUp(up, hint, context.lang);
    if (context.json) printJson({ step, number, of, hint: text });
    else {
      note(words(context, 'cli.hint.number', { number, total: of }));
      print(text);
    }
    return exit.done;
  });
