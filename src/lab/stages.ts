import { performance } from 'node:perf_hooks';
import type { OnStage } from '../engine/index.ts';

/**
 * Does one piece of a set-up and reports it: running, then done or failed. `work` gets a function that reports a line
 * of what goes on. Passes on what `work` returns or throws.
 */
export async function inStage<Result>(
  onStage: OnStage | undefined,
  stage: { readonly id: string; readonly once?: boolean },
  work: (detail: (line: string) => void) => Promise<Result>,
): Promise<Result> {
  const began = performance.now();
  const report = (status: 'running' | 'done' | 'failed', detail?: string): void =>
    onStage?.({
      ...stage,
      status,
      ms: Math.round(performance.now() - began),
      ...(detail === undefined ? {} : { detail }),
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
