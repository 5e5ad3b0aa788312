import { createReadStream } from 'node:fs';
import { type AsRoot, type Engine, EnvironmentError, reasonOf } from '../engine/index.ts';
import { bootstrapper, withRootFileSystem } from './image-bootstrap.ts';
import { readProgress } from './image-progress.ts';
import type { Recipe } from './image-recipe.ts';
import { label, layout } from './labels.ts';

/** What the Dockerfile starts from. */
export type Base = {
  readonly ref: string;
  /** Whether the packages are in it already; else the build fetches them and needs a network. */
  readonly complete: boolean;
};

export type BaseOptions = {
  readonly recipe: Recipe;
  /** Tag for a base made here. */
  readonly ref: string;
  readonly onLine: (line: string) => void;
  readonly signal: AbortSignal | undefined;
};

/**
 * Gets a base image: the one made before; else one made by `mmdebstrap` where that can run; else a registry's.
 * Throws `EnvironmentError` when none of these is to be had.
 */
export async function ensureBase(engine: Engine, options: BaseOptions): Promise<Base> {
  if (await hasImage(engine, options.ref)) return { ref: options.ref, complete: true };
  // First, because a Debian mirror near by is known to this machine, and no registry needs to be asked.
  const root = await bootstrapper();
  if (root !== undefined) return await bootstrap(engine, root, options);
  // netdojo's private engine has no network at all.
  if (engine.isPrivate) throw new EnvironmentError('image-no-mmdebstrap', {});
  return await pull(engine, options);
}

async function hasImage(engine: Engine, ref: string): Promise<boolean> {
  const found = await engine.docker.listImages({ filters: { reference: [ref] } });
  return found.length > 0;
}

/** Makes the root file system with all packages (20 s) and imports it. */
async function bootstrap(
  engine: Engine,
  root: AsRoot,
  { recipe, ref, onLine, signal }: BaseOptions,
): Promise<Base> {
  return await withRootFileSystem({ root, recipe, onLine, signal }, async tar => {
    onLine('import');
    const progress = await engine.docker.importImage(createReadStream(tar), {
      ...splitRef(ref),
      changes: `LABEL ${label.version}=${layout}`,
      ...(signal === undefined ? {} : { abortSignal: signal }),
    });
    await readProgress(progress, () => {}, signal);
    return { ref, complete: true };
  });
}

async function pull(engine: Engine, { recipe, onLine, signal }: BaseOptions): Promise<Base> {
  const ref = recipe.registryBase;
  if (await hasImage(engine, ref)) return { ref, complete: false };
  try {
    const progress = await engine.docker.pull(ref, signal === undefined ? {} : { abortSignal: signal });
    await readProgress(progress, onLine, signal);
  } catch (error) {
    signal?.throwIfAborted();
    throw new EnvironmentError('image-no-base', { image: ref, reason: reasonOf(error) }, { cause: error });
  }
  return { ref, complete: false };
}

/** `repo` and `tag` as the API wants them. */
export function splitRef(ref: string): { repo: string; tag: string } {
  const colon = ref.lastIndexOf(':');
  return { repo: ref.slice(0, colon), tag: ref.slice(colon + 1) };
}
