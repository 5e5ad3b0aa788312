import { availableParallelism, freemem } from 'node:os';

/** Memory a lab host takes when lessons run on it, in bytes; the most it may take is more (`lab/host-container.ts`). */
const perHost = 300 * 1024 ** 2;

/**
 * Lab hosts worked on side by side unless somebody says otherwise: one more than there are cores, as a run waits for some of
 * its time, and no more than there is memory for.
 */
export function defaultJobs(): number {
  return Math.max(1, Math.min(availableParallelism() + 1, Math.floor(freemem() / perHost)));
}
