import { performance } from 'node:perf_hooks';
import type { OnStage, Stage } from './types.ts';

/**
 * Does one piece of a set-up and reports it: running, then done or failed. `work` gets a function that reports a line
 * of what goes on. Passes on what `work` returns or throws.
 */
export async function runStage<Result>(
  onStage: OnStage | undefined,
  { id, params, once }: Pick<Stage, 'id' | 'params' | 'once'>,
  work: (detail: (line: string) => void) => Promise<Result>,
): Promise<Result> {
  const began = performance.now();
  const report = (status: 'running' | 'done' | 'failed', detail?: string): void =>
    onStage?.({
      id,
      status,
      ms: Math.round(performance.now() - began),
      ...(detail === undefined ? {} : { detail }),
      ...(params === undefined ? {} : { params }),
      ...(once === undefined ? {} : { once }),
    });
  report('running');
  try {
    const result = await work(line => report('running', line));
    report('done');
    return result;
  } catch (error) {
    report('failed');
    throw error;
  }
}
