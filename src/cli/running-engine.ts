import { type Engine, EnvironmentError, openEngine } from '../engine/index.ts';
import type { Context } from './context.ts';

/**
 * The engine at `host` (undefined: find it) if one runs. Undefined where there is none but netdojo's own and that is off:
 * it is not started, since no lab outlives it. Throws `EnvironmentError` like `openEngine`.
 */
export async function runningEngine(
  { signal }: Pick<Context, 'signal'>,
  host: string | undefined,
): Promise<Engine | undefined> {
  try {
    return await openEngine({ host, start: false, signal });
  } catch (error) {
    if (error instanceof EnvironmentError && off.has(error.code)) return undefined;
    throw error;
  }
}

const off = new Set(['engine-off', 'packages-missing', 'root-needed']);
