import { mkdir, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { lock } from 'proper-lockfile';
import writeFileAtomic from 'write-file-atomic';
import type { z } from 'zod';
import { EnvironmentError, reasonOf } from '../engine/index.ts';

/** What was read. `damaged`: where a file that made no sense was moved to. */
export type Read<T> = { readonly value: T; readonly damaged?: string };

/** A small JSON file that several netdojos may change at the same time. */
export type StateFile<T> = {
  /** Its content, or the empty value. Throws `EnvironmentError` when it cannot be read. */
  read(): Promise<Read<T>>;
  /** Changes what stands there now, whoever wrote it last. Throws `EnvironmentError` when it cannot be written. */
  update(change: (value: T) => T): Promise<Read<T>>;
};

/** A state file at a path. It, and its folder, come into being with the first update. */
export function stateFile<T>(path: string, schema: z.ZodType<T>, empty: T): StateFile<T> {
  let queue: Promise<unknown> = Promise.resolve();

  const locked = async <R>(work: (stillLocked: () => boolean) => Promise<R>): Promise<R> => {
    await mkdir(dirname(path), { recursive: true });
    let held = true;
    const release = await acquire(path, () => {
      held = false;
    });
    try {
      return await work(() => held);
    } finally {
      // A lock that was taken over meanwhile is not ours to release.
      if (held) await release();
    }
  };

  const load = async (): Promise<{ readonly value: T } | 'damaged'> => {
    let text: string;
    try {
      text = await readFile(path, 'utf8');
    } catch (error) {
      if (codeOf(error) === 'ENOENT') return { value: empty };
      throw error;
    }
    const parsed = schema.safeParse(parseJson(text));
    return parsed.success ? { value: parsed.data } : 'damaged';
  };

  const loadOrSetAside = async (): Promise<Read<T>> => {
    const loaded = await load();
    if (loaded !== 'damaged') return loaded;
    const damaged = `${path}.damaged-${new Date().toISOString().replaceAll(/[:.]/g, '-')}`;
    await rename(path, damaged);
    return { value: empty, damaged };
  };

  const guarded = <R>(work: () => Promise<R>): Promise<R> => {
    const result = queue.then(work).catch((error: unknown) => {
      throw new EnvironmentError('state-file', { path, reason: codeOf(error) }, { cause: error });
    });
    queue = result.catch(() => undefined);
    return result;
  };

  return {
    read: () =>
      guarded(async () => {
        const loaded = await load();
        return loaded === 'damaged' ? locked(loadOrSetAside) : loaded;
      }),
    update: change =>
      guarded(() =>
        locked(async stillLocked => {
          const { value, ...rest } = await loadOrSetAside();
          const changed = change(value);
          if (!stillLocked()) throw new Error('lock lost');
          await writeFileAtomic(path, `${JSON.stringify(changed, undefined, 1)}\n`);
          return { value: changed, ...rest };
        }),
      ),
  };
}

/** Milliseconds to wait for another netdojo that has the file: more than it takes for a dead one's lock to be stale. */
const patienceMs = 13_000;

/** Locks the file and gives how to release it. `onLost` is told when the lock was taken over. */
async function acquire(path: string, onLost: () => void): Promise<() => Promise<void>> {
  const deadline = performance.now() + patienceMs;
  for (let pause = 10; ; pause = Math.min(pause * 1.3, 250)) {
    try {
      // `onCompromised` by default throws from a timer, where nobody can catch it.
      return await lock(path, { realpath: false, stale: 5_000, onCompromised: onLost });
    } catch (error) {
      // proper-lockfile's own retries would also go on for 13 s where a full disk or a denied folder is in the way.
      if (codeOf(error) !== 'ELOCKED' || performance.now() > deadline) throw error;
    }
    await delay(pause);
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // Not JSON at all: as damaged as JSON of another shape.
    return undefined;
  }
}

function codeOf(error: unknown): string {
  if (error instanceof Error && 'code' in error && typeof error.code === 'string') return error.code;
  return reasonOf(error);
}
