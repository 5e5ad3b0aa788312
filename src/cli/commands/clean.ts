import {
  type Engine,
  EnvironmentError,
  openEngine,
  privateEngineStatus,
  stopPrivateEngine,
} from '../../engine/index.ts';
import { clean } from '../../lab/index.ts';
import type { Run } from '../command-spec.ts';
import type { Context } from '../context.ts';
import { exit } from '../exit.ts';
import { note, print, printJson, words } from '../output.ts';

type Gone = { readonly kind: string; readonly name: string };

/**
 * Removes everything of netdojo's (labs, networks, volumes, images, its own engine) and prints what it removed; nothing the
 * second time. The learner's progress is not netdojo's.
 */
export const run: Run = async context => {
  const engine = await engineIfAny(context);
  const removed: Gone[] = engine === undefined ? [] : await clean(engine);
  await engine?.close();
  removed.push(...(await removePrivateEngine()));
  if (context.json) {
    printJson({ removed });
    return exit.done;
  }
  for (const { kind, name } of removed) print(words(context, 'cli.clean.removed', { kind, name }));
  if (removed.length === 0) note(words(context, 'cli.clean.nothing'));
  return exit.done;
};

/** The engine; undefined where there is none but netdojo's own, and that is off: its labs and images go with its folder. */
async function engineIfAny(context: Context): Promise<Engine | undefined> {
  try {
    return await openEngine({ host: context.engineHost, start: false, signal: context.signal });
  } catch (error) {
    if (error instanceof EnvironmentError && ['engine-off', 'packages-missing'].includes(error.code))
      return undefined;
    throw error;
  }
}

async function removePrivateEngine(): Promise<Gone[]> {
  const { socket, data } = await privateEngineStatus();
  const { ended, imagesRemoved } = await stopPrivateEngine({ images: true });
  return [
    ...(ended ? [{ kind: 'engine', name: socket }] : []),
    ...(imagesRemoved ? [{ kind: 'folder', name: data }] : []),
  ];
}
