import { availableParallelism, freemem } from 'node:os';

/** Memory a lab host takes when lessons run on it, in bytes; the most it may take is more (`lab/host-container.ts`). */
const perHost = 300 * 1024 ** 2;

/**
 * Lab hosts worked on side by side unless somebody says otherwise: three for each core, as a run waits for most of its time
 * whether something stays as it is, and no more than there is memory for.
 */
export function defaultJobs(): number {
  return Math.max(1, Math.min(3 * availableParallelism(), Math.floor(freemem() / perHost)));
}
