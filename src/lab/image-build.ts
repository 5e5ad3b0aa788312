import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import type { Engine } from '../engine/index.ts';
import type { Base } from './image-base.ts';
import { readProgress } from './image-progress.ts';
import { preferences, type Recipe } from './image-recipe.ts';
import { label } from './labels.ts';
import { tolerateGone } from './removal.ts';
import { statusOf } from './status.ts';

/**
 * Builds the Dockerfile on a base: a lab host without lesson images. Returns the id of the image, which has no tag.
 * Throws what the build said when it fails.
 */
export async function buildHost(
  engine: Engine,
  base: Base,
  recipe: Recipe,
  { folder, files }: { folder: string; files: readonly string[] },
  { onLine, signal }: { onLine: (line: string) => void; signal: AbortSignal | undefined },
): Promise<string> {
  // The classic builder: Debian's engine has no other, and a session with BuildKit takes more than a tar.
  const progress = await engine.docker.buildImage(
    { context: folder, src: [...files] },
    {
      buildargs: {
        BASE: base.ref,
        PACKAGES: recipe.packages.join(' '),
        LATER: recipe.later?.suite ?? '',
        PREFERENCES: preferences(recipe),
      },
      rm: true,
      forcerm: true,
      ...(base.complete ? { networkmode: 'none' } : {}),
      ...(signal === undefined ? {} : { abortSignal: signal }),
    },
  );
  const id = await readProgress(progress, onLine, signal);
  if (id === undefined) throw new Error('the build named no image');
  return id;
}

/** How long a build that was called off may take to let go of what it was at, in ms. */
const patience = 5000;

/** Removes what builds left that failed or were called off. What another netdojo is building right now stays. */
export async function removeHalfBuilt(engine: Engine): Promise<void> {
  const filters = { label: [label.version], dangling: ['true'] };
  const until = performance.now() + patience;
  for (;;) {
    let inUse = false;
    for (const { Id } of await engine.docker.listImages({ filters })) {
      try {
        await tolerateGone(engine.docker.getImage(Id).remove());
      } catch (error) {
        if (statusOf(error) !== 409) throw error;
        inUse = true;
      }
    }
    // The engine ends a build some time after its caller has gone.
    if (!inUse || performance.now() > until) return;
    await delay(100);
  }
}
