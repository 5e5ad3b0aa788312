import { type Engine, openEngine, privateEngineStatus, stopPrivateEngine } from '../../engine/index.ts';
import { clean, type Removed } from '../../lab/index.ts';
import { flag, type Run } from '../command-spec.ts';
import type { Context } from '../context.ts';
import { exit } from '../exit.ts';
import { note, print, printJson, words } from '../output.ts';

/**
 * Removes everything of netdojo's from the engine and prints what it removed; nothing the second time. Images and the
 * private engine stay unless `--all` is given: making them again takes a minute.
 */
export const run: Run = async (context, _args, options) => {
  const all = flag(options, 'all');
  const engine = await engineIfAny(context);
  const removed = engine === undefined ? [] : await clean(engine, { images: all });
  await engine?.close();
  if (all) removed.push(...(await removePrivateEngine()));
  if (context.json) {
    printJson({ removed });
    return exit.done;
  }
  for (const { kind, name } of removed) print(words(context, 'cli.clean.removed', { kind, name }));
  if (removed.length === 0) note(words(context, 'cli.clean.nothing'));
  if (!all) note(words(context, 'cli.clean.kept'));
  return exit.done;
};

/** The engine, unless it is netdojo's own and does not run: then nothing runs in it either, and none is started for this. */
async function engineIfAny(context: Context): Promise<Engine | undefined> {
  try {
    return await openEngine({ host: context.engineHost, start: false, signal: context.signal });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'engine-none-running') return undefined;
    throw error;
  }
}

async function removePrivateEngine(): Promise<(Removed | { kind: 'engine' | 'folder'; name: string })[]> {
  const { socket, data } = await privateEngineStatus();
  const { ended, imagesRemoved } = await stopPrivateEngine({ images: true });
  return [
    ...(ended ? [{ kind: 'engine' as const, name: socket }] : []),
    ...(imagesRemoved ? [{ kind: 'folder' as const, name: data }] : []),
  ];
}
