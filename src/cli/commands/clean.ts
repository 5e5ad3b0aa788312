import { privateEngineStatus, stopPrivateEngine } from '../../engine/index.ts';
import { clean } from '../../lab/index.ts';
import type { Run } from '../command-spec.ts';
import { exit } from '../exit.ts';
import { note, print, printJson, words } from '../output.ts';
import { runningEngine } from '../running-engine.ts';

type Gone = {
  readonly kind: 'container' | 'network' | 'volume' | 'image' | 'engine' | 'folder';
  readonly name: string;
};

/**
 * Removes everything of netdojo's (labs, networks, volumes, images, its own engine) and prints what it removed; nothing the
 * second time. The learner's progress is not netdojo's.
 */
export const run: Run = async context => {
  const engine = await runningEngine(context, context.engineHost);
  const removed: Gone[] = engine === undefined ? [] : await clean(engine);
  await engine?.close();
  removed.push(...(await removePrivateEngine()));
  if (context.json) {
    printJson({ removed });
    return exit.done;
  }
  for (const { kind, name } of removed)
    print(words(context, 'cli.clean.removed', { kind: words(context, `cli.clean.${kind}`), name }));
  if (removed.length === 0) note(words(context, 'cli.clean.nothing'));
  return exit.done;
};

async function removePrivateEngine(): Promise<Gone[]> {
  const { socket, data } = await privateEngineStatus();
  const { ended, imagesRemoved } = await stopPrivateEngine({ images: true });
  const gone: Gone[] = [];
  if (ended) gone.push({ kind: 'engine', name: socket });
  if (imagesRemoved) gone.push({ kind: 'folder', name: data });
  return gone;
}
