import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Generation } from '../../src/lab/index.ts';
import type { Lesson } from '../../src/lesson/index.ts';
import {
  type Environment,
  environmentOn,
  openProgress,
  type Session,
  type SessionState,
  startSession,
} from '../../src/session/index.ts';
import { testEngine } from './fixture.ts';

export async function testEnvironment(): Promise<Environment> {
  return environmentOn(await testEngine());
}

/** A folder of its own for progress and logs, removed afterwards. */
export async function withFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'netdojo-test-'));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

export type Played = {
  readonly session: Session;
  readonly folder: string;
  /** Resolves with the state once it is so; rejects with the state after some seconds. */
  until(what: string, so: (state: SessionState) => boolean, ms?: number): Promise<SessionState>;
  /** Types a line into the first shell. */
  type(line: string): void;
};

/** A session on a real lab host, closed whatever comes. */
export async function withSession<T>(
  lesson: Lesson,
  use: (played: Played) => Promise<T>,
  options: { readonly step?: string; readonly folder?: string; readonly generation?: Generation } = {},
): Promise<T> {
  const environment = await testEnvironment();
  const play = async (folder: string): Promise<T> => {
    const session = await startSession({
      lesson,
      lang: 'en',
      mode: 'guided',
      generation: options.generation,
      step: options.step,
      progress: openProgress(folder),
      logFolder: join(folder, 'sessions'),
      prepare: async () => environment,
    });
    try {
      return await use({
        session,
        folder,
        until: (what, so, ms = 60_000) => until(session, what, so, ms),
        type: line => {
          const [shell] = session.getSnapshot().shells;
          if (shell === undefined) throw new Error('no shell is open');
          session.terminal(shell.id)?.write(`${line}\n`);
        },
      });
    } finally {
      await session.close();
    }
  };
  return options.folder === undefined ? withFolder(play) : play(options.folder);
}

function until(
  session: Session,
  what: string,
  so: (state: SessionState) => boolean,
  ms: number,
): Promise<SessionState> {
  return new Promise((resolve, reject) => {
    const look = (): void => {
      const state = session.getSnapshot();
      if (!so(state)) return;
      stop();
      resolve(state);
    };
    const timer = setTimeout(() => {
      stop();
      reject(
        new Error(`not so after ${ms} ms: ${what}\n${JSON.stringify(session.getSnapshot(), undefined, 1)}`),
      );
    }, ms);
    const unsubscribe = session.subscribe(look);
    const stop = (): void => {
      clearTimeout(timer);
      unsubscribe();
    };
    look();
  });
}

/** Whether a step is there to be worked on, with a shell at its prompt. */
export function atPrompt(step: string): (state: SessionState) => boolean {
  return state =>
    state.step === step &&
    state.shells.length > 0 &&
    state.shells.every(shell => shell.busySince === undefined) &&
    (state.phase === 'work' || state.phase === 'predict' || state.phase === 'green');
}

/** The verdict of a check as the state shows it. */
export function verdictIn(state: SessionState, check: string): string | undefined {
  return state.checks.find(one => one.id === check)?.result?.verdict;
}
