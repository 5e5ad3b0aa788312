import { defaultGeneration } from '../../lab/index.ts';
import type { Lesson } from '../../lesson/index.ts';
import { type ProofEvent, prove } from '../../proof/index.ts';
import { prepare } from '../../session/index.ts';
import { mayInstall } from '../ask.ts';
import { flag, type Options, type Run, textOption } from '../command-spec.ts';
import type { Context } from '../context.ts';
import { readEngines } from '../engines-option.ts';
import { exit } from '../exit.ts';
import { BrokenLessonError, curriculum, findLesson, findStep } from '../lessons.ts';
import { note, print, printJson, spoken, words } from '../output.ts';
import { showStages } from '../progress.ts';
import {
  differing,
  keptLines,
  proofDocument,
  proofLines,
  reasonDocument,
  tallyLines,
} from '../proof-lines.ts';
import { UsageError } from '../usage-error.ts';

const most = { jobs: 64, times: 1000 };

/** How long a lab that is kept stays up without a command: as long as that of `up`. */
const keepSeconds = 2 * 60 * 60;

/** Proves lessons on real lab hosts: every check fails before the solution, passes after it, and catches what it names. */
export const run: Run = async (context, names, options) => {
  const lessons: Lesson[] = names.length > 0 ? names.map(findLesson) : everyLesson();
  const jobs = readNumber(options, 'jobs');
  const times = readNumber(options, 'times');
  const step = readStep(lessons, textOption(options, 'step'));
  const keep = flag(options, 'keep');
  const generations = (await readEngines(options, 'on')) ?? [defaultGeneration];
  const environment = await prepare({
    generations,
    engineHost: context.engineHost,
    onStage: showStages(context),
    mayInstall: packages => mayInstall(context, packages),
    signal: context.signal,
  });
  try {
    const result = await prove(lessons, {
      environment,
      generations,
      jobs,
      step,
      times: times ?? 1,
      keepSeconds: keep ? keepSeconds : undefined,
      signal: context.signal,
      onEvent: event => tell(context, event),
    });
    const { kept, tallies } = result;
    const differ = differing(tallies);
    if (context.json)
      printJson({
        proven: result.proven,
        ms: result.ms,
        lessons: result.lessons.map(one => proofDocument(context, one)),
        ...(times === undefined ? {} : { times, same: differ.length === 0, tallies }),
        ...(kept === undefined ? {} : { kept: { ...kept, reasons: reasonDocument(context, kept.reasons) } }),
      });
    else {
      if (times !== undefined) for (const line of tallyLines(context, tallies, times)) print(line);
      if (kept !== undefined) for (const line of keptLines(context, kept, keepSeconds)) print(line);
    }
    if (keep && !result.proven && kept === undefined) note(words(context, 'cli.prove.nothing-kept'));
    if (kept === undefined)
      note(
        words(context, 'cli.prove.summary', {
          proven: result.lessons.filter(lesson => lesson.proven).length,
          total: result.lessons.length,
          seconds: (result.ms / 1000).toFixed(1),
        }),
      );
    return result.proven && differ.length === 0 ? exit.done : exit.failed;
  } finally {
    await environment.close();
  }
};

function everyLesson(): Lesson[] {
  const { lessons, complaints } = curriculum();
  if (complaints.length > 0) throw new BrokenLessonError(complaints);
  return [...lessons.values()];
}

/** The step asked for; it must be one of every lesson that is to be proven. Throws `UsageError`. */
function readStep(lessons: readonly Lesson[], word: string | undefined): string | undefined {
  for (const lesson of lessons) findStep(lesson, word);
  return word;
}

function readNumber(options: Options, name: keyof typeof most): number | undefined {
  const word = textOption(options, name);
  if (word === undefined) return undefined;
  const value = Number(word);
  if (!Number.isInteger(value) || value < 1 || value > most[name])
    throw new UsageError('cli.bad-number', { word, max: String(most[name]) });
  return value;
}

/**
 * Progress goes to standard error: one line that is written over on a terminal, a line for each run anywhere else. A lesson's
 * verdict goes to standard output.
 */
function tell(context: Context, event: ProofEvent): void {
  const live = process.stderr.isTTY === true && process.env.TERM !== 'dumb';
  if (event.type === 'run-ended') {
    const line = `${event.done}/${event.of} ${event.lesson} (${event.generation}): ${spoken(context, event.said)}`;
    // One character a cell is not true of Chinese, so half the width is the safe cut.
    const width = Math.floor((process.stderr.columns || 80) / (context.lang === 'zh' ? 2 : 1)) - 1;
    if (live) process.stderr.write(`\r\u001B[K${line.slice(0, width)}`);
    else note(`${line} ${(event.ms / 1000).toFixed(1)} s`);
  }
  if (event.type !== 'lesson-proven') return;
  if (live) process.stderr.write('\r\u001B[K');
  if (!context.json) for (const line of proofLines(context, event.proof)) print(line);
}
