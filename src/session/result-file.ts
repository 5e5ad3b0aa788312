import { readFile, stat } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join, parse, resolve } from 'node:path';
import { isSame, type ResultFacts, resultAfter, resultAt } from './result.ts';
import { type Result, resultSchema } from './result-schema.ts';
import { stateFile } from './state-file.ts';
import type { Attempt, FullState, SessionEvent } from './types.ts';

/** What happened, with the state after it. */
export type Happened = {
  readonly event: SessionEvent;
  readonly state: FullState;
  readonly at: number;
};

/** The name of the user at this machine, as long as nobody says another. */
export function systemUser(): string {
  try {
    return userInfo().username || 'learner';
  } catch {
    // A user id without a name, as in containers.
    return process.env.USER || 'learner';
  }
}

/**
 * The path of an attempt's result: the file asked for, or one named by lesson, learner and beginning in the folder asked
 * for. Where the file holds another attempt's result, that one stays and this goes beside it.
 */
export async function resultPath(
  place: string,
  attempt: Attempt & { readonly lesson: string },
): Promise<string> {
  const path = resolve(place);
  const isFolder = /[/\\]$/.test(place) || (await stat(path).catch(() => undefined))?.isDirectory() === true;
  if (isFolder) return join(path, resultName(attempt));
  const there = await readResult(path).catch(() => undefined);
  if (there === undefined || isSame(there, attempt)) return path;
  const { dir, name } = parse(path);
  return join(dir, `${name}.${resultName(attempt)}`);
}

/** The name of an attempt's result in a folder. */
export function resultName({ lesson, learner, begun }: Attempt & { readonly lesson: string }): string {
  const time = new Date(begun).toISOString().slice(0, 19).replaceAll(':', '-');
  return `${lesson}.${fileSafe(learner)}.${time}.json`;
}

/** A name as part of a file name: letters of any script stay, the rest is written as in URLs. */
function fileSafe(name: string): string {
  return name.replace(/[^\p{L}\p{N}_-]/gu, char =>
    [...Buffer.from(char)].map(byte => `%${byte.toString(16).padStart(2, '0')}`).join(''),
  );
}

/** Whether a file lies at a path that is no result. */
export async function isForeign(place: string): Promise<boolean> {
  const there = await stat(place).catch(() => undefined);
  if (there === undefined || there.isDirectory()) return false;
  return (await readResult(place).catch(() => undefined)) === undefined;
}

/** The result in a file; undefined where it holds something else. Rejects with what the file system says. */
export async function readResult(path: string): Promise<Result | undefined> {
  const text = await readFile(path, 'utf8');
  try {
    return resultSchema.safeParse(JSON.parse(text)).data;
  } catch {
    // No JSON at all.
    return undefined;
  }
}

/**
 * Takes in what happened, one after the other. A file that made no sense is moved to `damaged`, and a new one begins.
 * Throws `EnvironmentError` when it cannot be written.
 */
export async function updateResult(
  path: string,
  facts: ResultFacts,
  opening: FullState,
  happened: readonly Happened[],
): Promise<{ readonly damaged?: string }> {
  const { value: _written, ...rest } = await stateFile<Result | null>(
    path,
    resultSchema.nullable(),
    null,
  ).update(before =>
    happened.reduce<Result>(
      (result, { event, state, at }) => resultAfter(result, event, state, at),
      resultAt(before, facts, happened[0]?.state ?? opening, happened[0]?.at ?? Date.now()),
    ),
  );
  return rest;
}

export type ResultWriter = {
  take(happened: Happened): void;
  /** Resolves when all is on disk. Never rejects. */
  close(): Promise<void>;
};

/** Writes a session's result as it goes: what happens while it writes goes with the next writing. */
export function startResultWriter(
  path: string,
  facts: ResultFacts,
  opening: FullState,
  told: { readonly onDamaged: (file: string) => void; readonly onFailure: (error: unknown) => void },
): ResultWriter {
  let waiting: Happened[] = [];
  let writing: Promise<void> | undefined;

  const flush = async (): Promise<void> => {
    do {
      const now = waiting;
      waiting = [];
      try {
        const { damaged } = await updateResult(path, facts, opening, now);
        if (damaged !== undefined) told.onDamaged(damaged);
      } catch (error) {
        told.onFailure(error);
      }
    } while (waiting.length > 0);
    writing = undefined;
  };

  const begin = (): void => {
    writing ??= flush();
  };
  begin();
  return {
    take: happened => {
      waiting.push(happened);
      begin();
    },
    close: async () => {
      await writing;
    },
  };
}
