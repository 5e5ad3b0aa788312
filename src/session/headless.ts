import { EnvironmentError, type OnStage } from '../engine/index.ts';
import { attachLab, defaultGeneration, type Generation, type Lab } from '../lab/index.ts';
import { type Lesson, lessonOn } from '../lesson/index.ts';
import type { Known } from './apply.ts';
import { bootLesson } from './boot-lesson.ts';
import type { Desk } from './desk.ts';
import { passedOver, stepEntered } from './entering.ts';
import type { Environment } from './environment.ts';
import { resultFolder } from './folders.ts';
import type { Up, UpRecord } from './headless-types.ts';
import { resultPath, systemUser } from './result-file.ts';
import { openingFrom, progressAtOpening } from './resume.ts';
import { untouched } from './step-record.ts';
import { stepsBefore } from './steps.ts';
import type { Opening, Rules } from './types.ts';
import { upOn } from './up-on.ts';
import { openUpRecords, type UpRecords } from './up-records.ts';

export type UpOptions = Rules & {
  readonly lesson: Lesson;
  /** Engine to learn on; default: the default one. */
  readonly generation?: Generation | undefined;
  /** How long it stays without a command. */
  readonly seconds: number;
  /** What the lab is to be called; default: six letters. */
  readonly lab?: string | undefined;
  readonly step?: string | undefined;
  /** Whose the result is; default: the user of this machine. */
  readonly learner?: string | undefined;
  /** File or folder for the result; default: the desk's folder. */
  readonly result?: string | undefined;
  readonly onStage?: OnStage;
  readonly signal?: AbortSignal;
};

/** Seconds a lab may take to boot and to be played to its step. Usual is 2; fast-forward of a long lesson 60. */
const bootSeconds = 600;

/** Boots a lab that stays up between commands and makes it the current one. Throws `EnvironmentError`. */
export async function upLab(desk: Desk, options: UpOptions): Promise<Up> {
  const { generation = defaultGeneration, mode, allow, seconds, onStage, signal } = options;
  const lesson = lessonOn(options.lesson, generation);
  const { value } = await desk.progress.read();
  const opening = openingFrom(lesson, value.lessons[lesson.id], {
    mode,
    allow,
    learner: options.learner ?? systemUser(),
    step: options.step,
    at: Date.now(),
  });
  const result = await resultPath(options.result ?? desk.results, opening);
  const { lab, known } = await bootLesson(desk.environment, {
    lesson,
    generation,
    // Should this process die before the record stands, nobody will ever end the lab.
    lease: { kind: 'time', seconds: Math.min(seconds, bootSeconds) },
    upTo: opening.step,
    id: options.lab,
    ...(onStage === undefined ? {} : { onStage }),
    ...(signal === undefined ? {} : { signal }),
  });
  const record = recordOf(desk.environment, { lesson, lab, opening, known, seconds, result });
  try {
    await desk.records.put(record);
    await lab.renew(seconds);
    await desk.progress.update(lesson.id, entry => progressAtOpening(entry, opening));
    const up = upOn(desk, lesson, lab, record);
    await up.happened([
      ...passedOver(lesson, record, opening.at),
      stepEntered(lesson, record.step, opening.at),
    ]);
    return up;
  } catch (error) {
    // Without its record no command would find the lab again.
    await lab.close();
    throw error;
  }
}

type Made = {
  readonly lesson: Lesson;
  readonly lab: Lab;
  readonly opening: Opening;
  readonly known: Known;
  readonly seconds: number;
  readonly result: string;
};

/** What is remembered of a lab that has just been made. */
function recordOf(
  environment: Environment,
  { lesson, lab, opening, known, seconds, result }: Made,
): UpRecord {
  const { learner, begun, mode, allow, step, steps, at } = opening;
  return {
    lab: lab.id,
    lesson: lesson.id,
    folder: lesson.folder,
    learner,
    begun,
    result,
    mode,
    allow,
    generation: lab.spec.generation,
    step,
    finished: false,
    steps,
    seen: known.seen,
    answers: known.answers,
    seconds,
    startedAt: at,
    engine: engineWord(environment),
  };
}

/** An engine as `--engine-host` takes it. */
function engineWord({ engine }: Environment): string {
  return engine.isPrivate ? 'private' : `unix://${engine.endpoint.socket}`;
}

export type KeepOptions = {
  readonly lesson: Lesson;
  readonly lab: Lab;
  /** The step it is at. */
  readonly step: string;
  readonly known: Known;
  /** How long it stays without a command. */
  readonly seconds: number;
};

/**
 * Leaves a lab with a time lease up after this process, and remembers it for the commands, in `folder` or the user's state
 * folder; nobody's progress is touched.
 */
export async function keepLab(
  environment: Environment,
  { lesson, lab, step, known, seconds }: KeepOptions,
  folder?: string,
): Promise<UpRecord> {
  const fresh = openingFrom(lesson, undefined, {
    mode: 'guided',
    learner: systemUser(),
    step,
    at: Date.now(),
  });
  const before = stepsBefore(lesson, step).map(
    ({ id }) => [id, { ...untouched, status: 'passed-over' }] as const,
  );
  const steps = { ...fresh.steps, ...Object.fromEntries(before) };
  const result = await resultPath(resultFolder(folder), fresh);
  const opening = { ...fresh, steps };
  const record = recordOf(environment, { lesson, lab, opening, known, seconds, result });
  await openUpRecords(folder).put(record);
  await lab.renew(seconds);
  await lab.leave();
  return record;
}

/** What is remembered of a lab: the current one, or the one named. Throws `no-lab` and `lab-unknown`. */
export async function findRecord(records: UpRecords, lab: string | undefined): Promise<UpRecord> {
  const all = await records.all();
  if (lab === undefined) {
    const current = all.at(-1);
    if (current === undefined) throw new EnvironmentError('no-lab');
    return current;
  }
  const found = all.find(one => one.lab === lab);
  if (found === undefined)
    throw new EnvironmentError('lab-unknown', { lab, labs: all.map(one => one.lab).join(', ') || '–' });
  return found;
}

/**
 * Opens a lab that is up and renews its lease. A lab whose containers are gone is forgotten and told: `lab-gone`.
 * `lesson` must be the record's.
 */
export async function openUp(desk: Desk, record: UpRecord, lesson: Lesson): Promise<Up> {
  const lab = await attachLab(desk.environment.engine, record.lab);
  if (lab === undefined) throw await forgetGone(desk.records, record);
  await lab.renew(record.seconds);
  return upOn(desk, lessonOn(lesson, record.generation), lab, record);
}

/** Forgets a lab whose containers are gone, and gives what to tell of it: `lab-gone`. */
export async function forgetGone(records: UpRecords, record: UpRecord): Promise<EnvironmentError> {
  const { lab, lesson, step } = record;
  await records.forget(lab);
  return new EnvironmentError('lab-gone', { lab, lesson, step });
}

/** Removes a lab and its record. True when there was something of it left to remove. */
export async function downLab(desk: Desk, record: UpRecord): Promise<boolean> {
  const lab = await attachLab(desk.environment.engine, record.lab);
  await lab?.close();
  await desk.records.forget(record.lab);
  return lab !== undefined;
}

/** Replaces the lab by a fresh one at the current step. The old one is removed once the new one stands. */
export async function resetUp(
  desk: Desk,
  up: Up,
  options: { readonly onStage?: OnStage; readonly signal?: AbortSignal } = {},
): Promise<Up> {
  const record = up.record();
  const { lab, known } = await bootLesson(desk.environment, {
    lesson: up.lesson,
    lease: { kind: 'time', seconds: Math.min(record.seconds, bootSeconds) },
    generation: record.generation,
    upTo: record.step,
    ...options,
  });
  const current = record.steps[record.step] ?? untouched;
  const fresh: UpRecord = {
    ...record,
    lab: lab.id,
    seen: known.seen,
    answers: known.answers,
    // The new host is at the beginning of this step, even where the old one was past it.
    finished: false,
    steps: { ...record.steps, [record.step]: { ...current, status: 'open' } },
  };
  try {
    await desk.records.put(fresh, record.lab);
    await lab.renew(record.seconds);
  } catch (error) {
    await lab.close();
    throw error;
  }
  await up.lab.close();
  return upOn(desk, up.lesson, lab, fresh);
}
