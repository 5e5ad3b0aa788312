import { setTimeout } from 'node:timers/promises';
import type { Lab, LabHost } from '../lab/index.ts';
import {
  type Lesson,
  lessonFiles,
  placingScript,
  type Solution,
  type Step,
  type WrongAnswer,
} from '../lesson/index.ts';
import { containersNamedIn, type ProbeContext } from '../probe/index.ts';
import { LessonError } from './lesson-error.ts';
import type { Probes } from './probes.ts';
import { runScript, type ScriptResult } from './script.ts';
import { answersIn } from './steps.ts';

/** What one session knows beyond the lab itself. */
export type Known = {
  readonly seen: Readonly<Record<string, string>>;
  /** Answers by check id. */
  readonly answers: Readonly<Record<string, string>>;
};

/** What probes may look at now. */
export function contextOf(lesson: Lesson, lab: Pick<Lab, 'hosts'>, known: Known): ProbeContext {
  return { hosts: lab.hosts, seen: known.seen, answers: known.answers, names: namesIn(lesson) };
}

/** Every container a lesson speaks of: in its checks, and in what is run on its host. */
function namesIn({ setup = '', steps }: Lesson): ReadonlySet<string> {
  const checks = steps.flatMap(step => [...step.checks, ...step.bystanders]);
  const scripts = steps.flatMap(step => [...step.solutions, ...step.wrong].map(({ run = '' }) => run));
  const made = [setup, ...scripts].flatMap(script => [...script.matchAll(/--name[ =](\S+)/g)]);
  return new Set([...containersNamedIn(checks), ...made.map(match => match[1] ?? '')]);
}

/** The host set-up and solutions run on. */
function firstHost(lab: Pick<Lab, 'hosts'>): LabHost {
  const [first] = lab.hosts.values();
  if (first === undefined) throw new Error('a lab without hosts');
  return first;
}

/**
 * Makes a fresh lab the lesson's: copies its files to `/lesson` on every host, then runs its set-up. Throws `LessonError`
 * with the line of the set-up that failed.
 */
export async function furnish(lesson: Lesson, lab: Lab, signal: AbortSignal | undefined): Promise<void> {
  const options = signal === undefined ? {} : { signal };
  const files = lessonFiles(lesson.folder);
  if (files.length > 0) {
    const stdin = placingScript(files);
    await Promise.all(
      [...lab.hosts.values()].map(async host => {
        const { exitCode, stderr } = await host.exec(['sh'], { ...options, stdin });
        if (exitCode !== 0) throw new Error(`the lesson's files: ${stderr}`);
      }),
    );
  }
  if (lesson.setup === undefined) return;
  const result = await runScript(firstHost(lab), lesson.setup, options);
  if (!result.ok) throw new LessonError('lesson-setup', { lesson: lesson.id, ...blamed(result) });
}

export type Play = {
  readonly lesson: Lesson;
  readonly step: Step;
  /** A solution or a wrong answer: both are a script, an answer to type, or both. */
  readonly solution: Solution | WrongAnswer;
  readonly lab: Lab;
  readonly known: Known;
  readonly probes: Probes;
  readonly signal?: AbortSignal;
  /** On a learner's host half of it may be there already: goes on after a failing line. */
  readonly keepGoing?: boolean;
};

/**
 * Plays a solution or a wrong answer on a lab: its script on the first host, its answer as if typed. Gives what is known
 * afterwards. Throws `LessonError` when a placeholder has no value or a line fails (unless it may keep going).
 */
export async function play({
  lesson,
  step,
  solution,
  lab,
  known,
  probes,
  signal,
  keepGoing,
}: Play): Promise<Known> {
  const place = { lesson: lesson.id, step: step.id, solution: solution.id };
  const context = contextOf(lesson, lab, known);
  if (solution.run !== undefined) {
    const script = await filled(probes, solution.run, context, place);
    const result = await runScript(firstHost(lab), script, {
      keepGoing: keepGoing ?? false,
      ...(signal === undefined ? {} : { signal }),
    });
    if (!result.ok && keepGoing !== true)
      throw new LessonError('lesson-script', { ...place, ...blamed(result) });
  }
  if (solution.answer === undefined) return known;
  const answer = await filled(probes, solution.answer, context, place);
  return { ...known, answers: { ...known.answers, ...answersIn(step, answer) } };
}

/** A Docker that is busy, or coming back from a restart, has no value for a moment; what is lost here stays lost. */
const looksForValues = { most: 3, pause: 300 } as const;

/** Fills placeholders, looking again a few times where one has no value. */
async function resolved(
  probes: Pick<Probes, 'resolvePlaceholders'>,
  text: string,
  context: ProbeContext,
): ReturnType<Probes['resolvePlaceholders']> {
  for (let look = 1; ; look++) {
    const found = await probes.resolvePlaceholders(text, context);
    if (found.unknown.length === 0 || look === looksForValues.most) return found;
    await setTimeout(looksForValues.pause);
  }
}

/** The text with every placeholder filled. Throws `LessonError` for one the lab has no value for. */
async function filled(
  probes: Pick<Probes, 'resolvePlaceholders'>,
  text: string,
  context: ProbeContext,
  place: { readonly lesson: string; readonly step: string },
): Promise<string> {
  const { text: whole, unknown } = await resolved(probes, text, context);
  if (unknown.length > 0)
    throw new LessonError('lesson-placeholder', { ...place, placeholder: unknown.join(', ') });
  return whole;
}

/** The values a step asks to remember, as the lab has them now, and the keys it has no value for. */
export async function remembered(
  probes: Pick<Probes, 'resolvePlaceholders'>,
  step: Step,
  context: ProbeContext,
): Promise<{ readonly values: Readonly<Record<string, string>>; readonly unknown: readonly string[] }> {
  // One text, so that the host is looked at once: no value has a line break in it.
  const keys = Object.keys(step.remember);
  const texts = Object.values(step.remember);
  const { text, unknown } = await resolved(probes, texts.join('\n'), context);
  const values = text.split('\n');
  const isKnown = (at: number) => !unknown.some(placeholder => texts[at]?.includes(placeholder));
  return {
    values: Object.fromEntries(keys.flatMap((key, at) => (isKnown(at) ? [[key, values[at] ?? '']] : []))),
    unknown: keys.filter((_, at) => !isKnown(at)),
  };
}

function blamed(result: Extract<ScriptResult, { ok: false }>): {
  readonly line: number | string;
  readonly exit: number;
  readonly output: string;
} {
  return { line: result.line ?? '?', exit: result.exitCode, output: result.output };
}
