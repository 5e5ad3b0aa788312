import { availableParallelism, freemem } from 'node:os';
import type { Engine } from '../engine/index.ts';
import { type BootOptions, bootLab } from './boot.ts';
import type { Lab, LabSpec } from './types.ts';

/** A lab that waits warm for a reset. */
export type Spare = {
  /** The lab, now the caller's to close; undefined when it could not be booted or was taken already. */
  take(): Promise<Lab | undefined>;
  /** Removes it unless it was taken. Safe to call twice. */
  close(): Promise<void>;
};

/** Memory that must be free for a spare, in bytes. */
const room = 1024 ** 3;

/**
 * Begins to boot a spare of a one-host lab, and lets `prepare` (the lesson's set-up) run on it. Undefined where there is
 * no room for one: several hosts, one core, or less than 1 GB free. A spare that fails is no spare, not a failure.
 */
export function prepareSpare(
  engine: Engine,
  spec: LabSpec,
  options: Omit<BootOptions, 'signal' | 'onStage'>,
  prepare: (lab: Lab, signal: AbortSignal) => Promise<void>,
): Spare | undefined {
  if (spec.hosts.length > 1 || Math.min(engine.cpus, availableParallelism()) < 2 || freemem() < room)
    return undefined;
  const abort = new AbortController();
  const { signal } = abort;
  let lab: Promise<Lab | undefined> | undefined = boot();

  async function boot(): Promise<Lab | undefined> {
    let booted: Lab | undefined;
    try {
      booted = await bootLab(engine, spec, { ...options, signal });
      await prepare(booted, signal);
      return booted;
    } catch {
      // The reset then boots a lab itself, and says what goes amiss. A lab that can't be removed ends by its lease.
      await booted?.close().catch(() => {});
      return undefined;
    }
  }

  function take(): Promise<Lab | undefined> {
    const taken = lab ?? Promise.resolve(undefined);
    lab = undefined;
    return taken;
  }
  return {
    take,
    async close() {
      abort.abort();
      const left = await take();
      await left?.close();
    },
  };
}
