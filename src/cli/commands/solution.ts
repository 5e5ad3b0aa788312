import { applySolutions, type ShownSolution, showSolutions, type Which } from '../../session/index.ts';
import { checkLines } from '../check-lines.ts';
import { flag, type Run, textOption } from '../command-spec.ts';
import { exit } from '../exit.ts';
import { findStep } from '../lessons.ts';
import { note, print, printJson, spoken, words } from '../output.ts';
import { stepTitle } from '../prose.ts';
import { exitOf, sayOutcome, stepDocument } from '../step-report.ts';
import { withUp } from '../up-desk.ts';

/** Prints one way to do the current step (`--step`, `--all`) as plain shell; with `--apply`, plays it on the lab host. */
export const run: Run = async (context, _args, options) =>
  await withUp(context, async up => {
    const step = findStep(up.lesson, textOption(options, 'step'));
    const which: Which = { all: flag(options, 'all'), ...(step === undefined ? {} : { step }) };
    if (!flag(options, 'apply')) {
      const report = await showSolutions(up, which);
      if (report.kind === 'refused') {
        note(`netdojo: ${spoken(context, report.why)}`);
        return exit.usage;
      }
      if (context.json) printJson({ lesson: up.lesson.id, solutions: report.solutions });
      else if (report.solutions.length === 0) note(words(context, 'cli.solution.none'));
      else
        for (const one of report.solutions) print(asShell(one, stepTitle(up.lesson, one.step, context.lang)));
      return exit.done;
    }
    const report = await applySolutions(up, which, context.signal);
    if (report.kind === 'refused') {
      note(`netdojo: ${spoken(context, report.why)}`);
      return exit.usage;
    }
    if (context.json) {
      printJson({
        lesson: up.lesson.id,
        steps: await Promise.all(report.steps.map(one => stepDocument(context, up, one))),
      });
    } else {
      for (const one of report.steps) {
        note(words(context, 'cli.solution.applied', { step: one.step }));
        if (one.verdict === 'pass') continue;
        for (const line of await checkLines(context, up, one.judged)) print(line);
        sayOutcome(context, up, one);
      }
    }
    const last = report.steps.find(one => one.verdict !== 'pass');
    return last === undefined ? exit.done : exitOf(last.verdict);
  });

/** A solution that can be piped into a shell: what is not shell is a comment. */
function asShell({ step, id, run, answer }: ShownSolution, title: string): string {
  return [
    `# ${step}: ${title} (${id})`,
    ...(run === undefined ? [] : [run.trimEnd()]),
    ...(answer === undefined ? [] : [`# netdojo answer ${answer}`]),
    '',
  ].join('\n');
}
