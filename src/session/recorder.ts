import type { Said } from '../probe/schema/index.ts';
import { logDefect } from './defect.ts';
import { type EventLog, logPath, openLog, pruneLogs } from './log.ts';
import type { ProgressStore } from './progress.ts';
import { openingState } from './reduce.ts';
import { isResult, type ResultFacts } from './result.ts';
import { startResultWriter } from './result-file.ts';
import { isProgress, progressAfter, progressAtOpening } from './resume.ts';
import { troubleOf } from './trouble.ts';
import type { FullState, Opening, SessionEvent } from './types.ts';

export type RecorderOptions = {
  readonly opening: Opening;
  /** Where the result goes and what is known of it; undefined: none is kept. */
  readonly result: { readonly path: string; readonly facts: ResultFacts } | undefined;
  readonly progress: ProgressStore;
  /** Folder of the session's log; undefined: no log. */
  readonly logFolder: string | undefined;
  /** Something could not be written, or a damaged file was set aside. */
  readonly onNotice: (notice: Said) => void;
};

/** Writes down what happens: every event in the session's log, what counts in the progress file. */
export type Recorder = {
  record(event: SessionEvent, state: FullState): void;
  /** Resolves when what was recorded so far is on disk. Never rejects. */
  settled(): Promise<void>;
  /** Resolves when all is on disk. Never rejects. */
  close(): Promise<void>;
};

/** Starts writing. The learner's progress entry exists from here on. */
export function startRecorder({ opening, result, progress, logFolder, onNotice }: RecorderOptions): Recorder {
  let told = false;
  let writing: Promise<unknown> = Promise.resolve();

  const update = (change: Parameters<ProgressStore['update']>[1]): void => {
    writing = writing
      .then(() => progress.update(opening.lesson, change))
      .then(({ damaged }) => {
        if (damaged !== undefined) onNotice({ code: 'session.progress-damaged', params: { file: damaged } });
      })
      .catch(failed);
  };
  const failed = (error: unknown): void => {
    // One sentence is enough: a full disk fails at every step.
    if (told) return;
    told = true;
    onNotice(troubleOf(error));
  };

  // The log is for looking back; a learner can do nothing about it, and what else cannot be written is told above.
  const log = openLogIn(logFolder, opening, logDefect);

  update(entry => progressAtOpening(entry, opening));
  const results =
    result &&
    startResultWriter(result.path, result.facts, openingState(opening), {
      onDamaged: file => onNotice({ code: 'session.result-damaged', params: { file } }),
      onFailure: failed,
    });
  return {
    record: (event, state) => {
      void log.then(open => open?.append(event));
      const at = Date.now();
      if (isResult(event)) results?.take({ event, state, at });
      if (!isProgress(event)) return;
      update(entry => progressAfter(entry ?? progressAtOpening(undefined, opening), event, state, at));
    },
    settled: async () => {
      await results?.close();
      await (await log)?.flush();
    },
    close: async () => {
      await writing;
      await results?.close();
      await (await log)?.close();
    },
  };
}

async function openLogIn(
  folder: string | undefined,
  opening: Opening,
  onFailure: (error: unknown) => void,
): Promise<EventLog | undefined> {
  if (folder === undefined) return undefined;
  try {
    await pruneLogs(folder);
    return await openLog(logPath(folder, opening), opening, onFailure);
  } catch (error) {
    onFailure(error);
    return undefined;
  }
}
