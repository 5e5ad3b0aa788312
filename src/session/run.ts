import { EnvironmentError, type OnStage } from '../engine/index.ts';
import { defaultGeneration, type Generation } from '../lab/index.ts';
import { type Lesson, lessonHash, lessonOn } from '../lesson/index.ts';
import { isObstacle, matrix, viewOfLab, why, whyAsked } from '../probe/index.ts';
import type { Lang } from '../text/index.ts';
import { createActions } from './actions.ts';
import { commandsRun } from './commands-run.ts';
import type { Environment } from './environment.ts';
import { createLearnerLab } from './learner-lab.ts';
import { watchNetwork } from './network.ts';
import { offered } from './policy.ts';
import type { Progress, ProgressStore } from './progress.ts';
import { recapMarkdown } from './recap.ts';
import { startRecorder } from './recorder.ts';
import { openingState } from './reduce.ts';
import { readResult, resultPath, systemUser } from './result-file.ts';
import { openingFrom } from './resume.ts';
import type { Session } from './session.ts';
import { stepOf } from './steps.ts';
import { createStore } from './store.ts';
import type { Opening, Rules } from './types.ts';
import { fillText, namePlaceholders } from './words.ts';

export type StartOptions = Rules & {
  readonly lesson: Lesson;
  /** Engine to learn on; default: the default one. */
  readonly generation?: Generation | undefined;
  readonly lang: Lang;
  /** Step to start at; default: where the learner left off. Must be one of the lesson's. */
  readonly step?: string | undefined;
  readonly progress: ProgressStore;
  /** Whose the result is; default: the user of this machine. */
  readonly learner?: string | undefined;
  /** File or folder for the result; undefined: none is kept. */
  readonly result?: string | undefined;
  /** netdojo's version, for the result. */
  readonly netdojo?: string;
  /** Folder of the session's log; undefined: no log. */
  readonly logFolder?: string | undefined;
  /** Gives the engine and its image; called at the start and again by `retry`. Its owner closes the environment. */
  prepare(onStage: OnStage, signal: AbortSignal): Promise<Environment>;
};

/** Starts a lesson for one learner. Returns as soon as progress is read; the lab boots meanwhile, as the state tells. */
export async function startSession(options: StartOptions): Promise<Session> {
  const { lang, mode, allow, generation = defaultGeneration } = options;
  const lesson = lessonOn(options.lesson, generation);
  const { lessons, damaged } = await readProgress(options.progress);
  const opening = openingFrom(lesson, lessons[lesson.id], {
    mode,
    allow,
    learner: options.learner ?? systemUser(),
    step: options.step,
    at: Date.now(),
  });
  const kept = await resultOf(options, opening);
  const store = createStore(openingState(opening), (event, state) => recorder.record(event, state));
  const recorder = startRecorder({
    opening,
    result: kept,
    progress: options.progress,
    logFolder: options.logFolder,
    onNotice: notice => store.dispatch({ type: 'noticed', notice }),
  });
  if (damaged !== undefined)
    store.dispatch({
      type: 'noticed',
      notice: { code: 'session.progress-damaged', params: { file: damaged } },
    });

  let size = { columns: 80, rows: 24 };
  const lab = createLearnerLab({
    lesson,
    generation,
    store,
    size: () => size,
    prepare: (onStage, signal) => options.prepare(onStage, signal),
    onJudged: () => {
      network.changed();
      void actions.measureIfDue();
    },
  });
  const network = watchNetwork(() => lab.current()?.lab);
  const actions = createActions({ lesson, store, lab });
  const booting = lab.boot('start').then(() => actions.measureIfDue());

  let closed: Promise<void> | undefined;
  return {
    lesson,
    lang,
    getSnapshot: () => store.get(),
    subscribe: listener => store.subscribe(listener),
    send: intent => {
      if (closed === undefined && offered(store.get(), lesson).has(intent.type)) void actions.act(intent);
    },
    terminal: shell => lab.shells.terminal(shell),
    setShellSize: (columns, rows) => {
      size = { columns, rows };
    },
    fill: text => {
      const here = lab.current();
      return fillText(text, lang, here && { probes: here.probes, context: here.context() });
    },
    named: text => namePlaceholders(text, lang),
    network,
    why: async (ref, onStep, signal) => {
      const here = lab.current();
      const step = stepOf(lesson, ref.step);
      const check = [...step.checks, ...step.bystanders].find(({ id }) => id === ref.id);
      if (here === undefined || check === undefined) return undefined;
      const ending = AbortSignal.any([signal, here.signal]);
      const asked = await whyAsked(check, here.context(), ending);
      if (asked === undefined) return undefined;
      if (isObstacle(asked)) return { is: 'not-there', why: asked.obstacle };
      return await why(asked, viewOfLab(here.lab, ending), ending, onStep);
    },
    matrix: async (asked, onPredicted, signal) => {
      const here = lab.current();
      if (here === undefined) return undefined;
      const ending = AbortSignal.any([signal, here.signal]);
      return await matrix(asked, viewOfLab(here.lab, ending), ending, { measure: true, onPredicted });
    },
    recap: async () => {
      await recorder.settled();
      const written = kept && (await readResult(kept.path));
      if (written === undefined) return undefined;
      const commands = options.logFolder === undefined ? [] : await commandsRun(options.logFolder, opening);
      const here = lab.current();
      const fill = (text: string) =>
        fillText(text, lang, here && { probes: here.probes, context: here.context() });
      return recapMarkdown({ result: written, lesson, commands, lang, fill });
    },
    close: () => {
      closed ??= lab
        .close()
        .finally(() => booting)
        .finally(() => recorder.close());
      return closed;
    },
  };
}

async function resultOf(
  { lesson, generation: engine = defaultGeneration, result, netdojo = '' }: StartOptions,
  opening: Opening,
) {
  if (result === undefined) return undefined;
  const path = await resultPath(result, opening);
  return { path, facts: { ...opening, hash: lessonHash(lesson), netdojo, engine } };
}

async function readProgress(
  progress: ProgressStore,
): Promise<{ readonly lessons: Progress['lessons']; readonly damaged?: string }> {
  try {
    const { value, ...rest } = await progress.read();
    return { lessons: value.lessons, ...rest };
  } catch (error) {
    // The lesson can be given without it. What cannot be read cannot be changed either: the recorder will say so.
    if (error instanceof EnvironmentError) return { lessons: {} };
    throw error;
  }
}
