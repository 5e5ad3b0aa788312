import { EnvironmentError, openEngine } from '../engine/index.ts';
import { openOwnEngine } from '../lab/index.ts';
import { type View, viewOfLab, viewOfOwn } from '../probe/index.ts';
import { flag, type Options } from './command-spec.ts';
import type { Context } from './context.ts';
import { withUp } from './up-desk.ts';

/**
 * Opens what a command looks at, the lab that is up or with `--mine` the user's own Docker, does `work` with it, and lets go
 * of it. Throws as `withUp` does, and `own-engine-none` where there is no Docker but netdojo's own.
 */
export async function withView<Result>(
  context: Context,
  options: Options,
  work: (view: View) => Promise<Result>,
): Promise<Result> {
  if (!flag(options, 'mine')) return await withUp(context, up => work(viewOfLab(up.lab, context.signal)));
  const engine = await openEngine({ host: context.engineHost, start: false, signal: context.signal }).catch(
    (error: unknown) => {
      throw error instanceof EnvironmentError && off.has(error.code)
        ? new EnvironmentError('own-engine-none')
        : error;
    },
  );
  try {
    // Netdojo's own engine carries labs, and nothing of the user's: it has to be asked for by name.
    if (engine.isPrivate && context.engineHost === undefined) throw new EnvironmentError('own-engine-none');
    const own = await openOwnEngine(engine, { helper: options.helper !== false });
    try {
      return await work(viewOfOwn(own, context.signal));
    } finally {
      await own.close();
    }
  } finally {
    await engine.close();
  }
}

const off = new Set(['engine-off', 'packages-missing', 'root-needed', 'engine-none-desktop']);
