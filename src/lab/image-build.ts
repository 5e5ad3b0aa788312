import type { Engine } from '../engine/index.ts';
import type { Base } from './image-base.ts';
import { readProgress } from './image-progress.ts';
import type { Recipe } from './image-recipe.ts';
import { label, layout } from './labels.ts';

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
      buildargs: { BASE: base.ref, PACKAGES: recipe.packages.join(' ') },
      labels: { [label.version]: layout },
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
