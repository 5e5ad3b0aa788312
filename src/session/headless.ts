import { EnvironmentError, type OnStage } from '../engine/index.ts';
import { attachLab, defaultGeneration, type Generation, type Lab } from '../lab/index.ts';
import { type Lesson, lessonHash, lessonOn } from '../lesson/index.ts';
import type { Known } from './apply.ts';
import { bootLesson } from './boot-lesson.ts';
import { logDefect } from './defect.ts';
import type { Environment } from './environment.ts';
import { resultFolder, sessionLogFolder } from './folders.ts';
import type { Up, UpRecord } from './headless-types.ts';
import { watchedAt } from './judge.ts';
import { upLogPath } from './log.ts';
import { appendLog } from './log-append.ts';
import { realProbes } from './probes.ts';
import { openProgress, type ProgressStore } from './progress.ts';
import { openingState, reduce } from './reduce.ts';
import { type Happened, resultPath, systemUser, updateResult } from './result-file.ts';
import { openingFrom, progressAfter, progressAtOpening } from './resume.ts';
import { untouched } from './step-record.ts';
import { stepOf, stepsBefore } from './steps.ts';
import type { FullState, Opening, Rules, SessionEvent } from './types.ts';
import { openUpRecords, type UpRecords } from './up-records.ts';

/** Where commands on an `up` lab read and write. */
export type Desk = {
  readonly environment: Environment;
  readonly records: UpRecords;
  readonly progress: ProgressStore;
  /** Where results go as long as nobody asks for another place. */
  readonly results: string;
  /** Folder of the logs. */
  readonly logs: string;
  /** netdojo's version, for the results. */
  readonly netdojo: string;
};

/** The desk of an environment; `folder` instead of the user's state folder. */
export function deskIn(environment: Environment, netdojo: string, folder?: string): Desk {
  return {
    environment,
    records: openUpRecords(folder),
    progress: openProgress(folder),
    results: resultFolder(folder),
    logs: sessionLogFolder(folder),
    netdojo,
  };
}

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
  const record: UpRecord = {
    lab: lab.id,
    lesson: lesson.id,
    folder: lesson.folder,
    learner: opening.learner,
    begun: opening.begun,
    result: await resultPath(options.result ?? desk.results, opening),
    mode,
    allow,
    generation,
    step: opening.step,
    finished: false,
    steps: opening.steps,
    seen: known.seen,
    answers: known.answers,
    seconds,
    startedAt: opening.at,
    engine: engineWord(desk.environment),
  };
  try {
    await desk.records.put(record);
    await lab.renew(seconds);
    await desk.progress.update(lesson.id, entry => progressAtOpening(entry, opening));
    const up = upOn(desk, lesson, lab, record);
    await up.happened([...passedOver(lesson, record), entering(lesson, record.step, record.startedAt)]);
    return up;
  } catch (error) {
    // Without its record no command would find the lab again.
    await lab.close();
    throw error;
  }
}

function entering(lesson: Lesson, step: string, at: number): SessionEvent {
  const asks = stepOf(lesson, step).predict !== undefined;
  return { type: 'step-entered', step, at, asks, watched: watchedAt(lesson, step).map(one => one.ref) };
}

/** An engine as `--engine-host` takes it. */
function engineWord({ engine }: Environment): string {
  return engine.isPrivate ? 'private' : `unix://${engine.endpoint.socket}`;
}

function passedOver(lesson: Lesson, record: UpRecord): SessionEvent[] {
  return stepsBefore(lesson, record.step)
    .filter(step => record.steps[step.id]?.status === 'open')
    .map(step => ({ type: 'step-left', step: step.id, as: 'passed-over', at: record.startedAt }));
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
  const opening = openingFrom(lesson, undefined, {
    mode: 'guided',
    learner: systemUser(),
    step,
    at: Date.now(),
  });
  const before = stepsBefore(lesson, step).map(
    ({ id }) => [id, { ...untouched, status: 'passed-over' }] as const,
  );
  const record: UpRecord = {
    lab: lab.id,
    lesson: lesson.id,
    folder: lesson.folder,
    learner: opening.learner,
    begun: opening.begun,
    result: await resultPath(resultFolder(folder), opening),
    mode: opening.mode,
    generation: lab.spec.generation,
    step,
    finished: false,
    steps: { ...opening.steps, ...Object.fromEntries(before) },
    seen: known.seen,
    answers: known.answers,
    seconds,
    startedAt: opening.at,
    engine: engineWord(environment),
  };
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

function upOn(desk: Desk, lesson: Lesson, lab: Lab, start: UpRecord): Up {
  let record = start;
  const keep = async (next: UpRecord): Promise<void> => {
    record = next;
    await desk.records.put(record);
  };
  /** The log is for looking back; a learner can do nothing about one that cannot be written. */
  const log = async (events: readonly SessionEvent[]): Promise<void> => {
    const opening = openingOf(record);
    await appendLog(upLogPath(desk.logs, opening), opening, events).catch(logDefect);
  };
  const keepResult = async (happened: readonly Happened[]): Promise<void> => {
    const { generation: engine, result } = record;
    const hash = lessonHash(lesson);
    const facts = { ...openingOf(record), hash, netdojo: desk.netdojo, engine };
    await updateResult(result, facts, stateOf(record), happened);
  };
  return {
    lesson,
    lab,
    probes: realProbes,
    record: () => record,
    happened: async events => {
      if (events.length === 0) return;
      const states: FullState[] = [];
      for (const event of events) states.push(reduce(states.at(-1) ?? stateOf(record), event));
      const last = states.at(-1);
      if (last === undefined) return;
      await keep({
        ...record,
        step: last.step,
        steps: last.steps,
        seen: last.seen,
        finished: record.finished || events.some(event => event.type === 'lesson-finished'),
      });
      const at = Date.now();
      await log(events);
      await keepResult(events.map((event, index) => ({ event, state: states[index] ?? last, at })));
      await desk.progress.update(lesson.id, entry =>
        events.reduce(
          (before, event, index) => progressAfter(before, event, states[index] ?? last, at),
          entry ?? progressAtOpening(undefined, openingOf(record)),
        ),
      );
    },
    ran: log,
    saw: async judged => {
      const at = Date.now();
      const watched = watchedAt(lesson, record.step).map(one => one.ref);
      const state = { ...stateOf(record), watched };
      await keepResult(
        judged.map(({ result }) => ({ event: { type: 'check-result', result, at }, state, at })),
      );
    },
    refresh: async () => {
      const all = await desk.records.all();
      const found = all.find(one => one.lab === record.lab);
      if (found === undefined)
        return all.find(one => one.lesson === record.lesson && one.startedAt === record.startedAt)?.lab;
      record = found;
      return undefined;
    },
    answered: answers => keep({ ...record, answers: { ...record.answers, ...answers } }),
    leave: () => lab.leave(),
  };
}

function openingOf({ lesson, mode, allow, learner, begun, step, steps, startedAt }: UpRecord): Opening {
  return { lesson, mode, allow, learner, begun, step, steps, at: startedAt };
}

function stateOf(record: UpRecord): FullState {
  return { ...openingState(openingOf(record)), seen: record.seen };
}
