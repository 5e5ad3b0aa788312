import { availableParallelism } from 'node:os';
import { defaultGeneration } from '../../lab/index.ts';
import type { Lesson } from '../../lesson/index.ts';
import { type LessonProof, type ProofEvent, prove } from '../../proof/index.ts';
import { prepare } from '../../session/index.ts';
import { mayInstall } from '../ask.ts';
import { type Run, textOption } from '../command-spec.ts';
import type { Context } from '../context.ts';
import { readEngines } from '../engines-option.ts';
import { exit } from '../exit.ts';
import { BrokenLessonError, curriculum, findLesson } from '../lessons.ts';
import { note, print, printJson, spoken, words } from '../output.ts';
import { showStages } from '../progress.ts';
import { UsageError } from '../usage-error.ts';

const mostJobs = 64;

/** Proves lessons on real lab hosts: every check fails before the solution, passes after it, and catches what it names. */
export const run: Run = async (context, names, options) => {
  const lessons: Lesson[] = names.length > 0 ? names.map(findLesson) : everyLesson();
  const jobs = readJobs(textOption(options, 'jobs'));
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
      signal: context.signal,
      onEvent: event => tell(context, event),
    });
    const proven = result.lessons.filter(lesson => lesson.proven).length;
    if (context.json)
      printJson({
        proven: result.proven,
        ms: result.ms,
        lessons: result.lessons.map(one => document(context, one)),
      });
    note(
      words(context, 'cli.prove.summary', {
        proven,
        total: result.lessons.length,
        seconds: (result.ms / 1000).toFixed(1),
      }),
    );
    return result.proven ? exit.done : exit.failed;
  } finally {
    await environment.close();
  }
};

function everyLesson(): Lesson[] {
  const { lessons, complaints } = curriculum();
  if (complaints.length > 0) throw new BrokenLessonError(complaints);
  return [...lessons.values()];
}

function readJobs(word: string | undefined): number {
  if (word === undefined) return availableParallelism() + 1;
  const jobs = Number(word);
  if (!Number.isInteger(jobs) || jobs < 1 || jobs > mostJobs)
    throw new UsageError('cli.bad-number', { word, max: String(mostJobs) });
  return jobs;
}

/** Progress goes to standard error, a lesson's verdict to standard output. */
function tell(context: Context, event: ProofEvent): void {
  if (event.type === 'run-ended' && process.stderr.isTTY) {
    process.stderr.write(
      `\r\u001B[K${event.done}/${event.of} ${event.lesson}: ${spoken(context, event.said)}`.slice(
        0,
        (process.stderr.columns || 80) + 4,
      ),
    );
  }
  if (event.type !== 'lesson-proven') return;
  if (process.stderr.isTTY) process.stderr.write('\r\u001B[K');
  if (!context.json) for (const line of proofLines(context, event.proof)) print(line);
}

function proofLines(context: Context, { lesson, proven, steps, reasons, generation }: LessonProof): string[] {
  const verdict = (good: boolean) => words(context, good ? 'cli.prove.proven' : 'cli.prove.unproven');
  return [
    `${verdict(proven)}  ${lesson} (Docker ${generation})`,
    ...reasons.map(reason => `    ${spoken(context, reason)}`),
    ...steps
      .filter(step => !step.proven)
      .flatMap(({ step, reasons }) => [
        `  ${step}`,
        ...reasons.map(reason => `    ${spoken(context, reason)}`),
      ]),
  ];
}

function document(context: Context, proof: LessonProof): Record<string, unknown> {
  const explain = (reasons: LessonProof['reasons']) =>
    reasons.map(reason => ({ ...reason, text: spoken(context, reason) }));
  return {
    ...proof,
    reasons: explain(proof.reasons),
    steps: proof.steps.map(step => ({ ...step, reasons: explain(step.reasons) })),
  };
}
