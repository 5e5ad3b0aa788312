import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import envPaths from 'env-paths';
import { lock } from 'proper-lockfile';
import { type Engine, EnvironmentError, type OnStage, reasonOf, runStage } from '../engine/index.ts';
import { ensureBase } from './image-base.ts';
import { buildHost, removeHalfBuilt } from './image-build.ts';
import { type ImageFile, imageFolder, readImageFolder } from './image-folder.ts';
import { readProgress } from './image-progress.ts';
import { type Recipe, recipes } from './image-recipe.ts';
import { seedImage } from './image-seed.ts';
import type { Generation } from './types.ts';

/** An image that lab hosts boot from. */
export type LabImage = {
  /** `netdojo-lab:GENERATION-KEY`; the key changes with what the image is made from. */
  readonly ref: string;
  /** Full id. */
  readonly id: string;
};

export type ImageOptions = {
  readonly generation: Generation;
  readonly onStage?: OnStage | undefined;
  /** Archive of the image (`docker save`), to take it from instead of making it. */
  readonly bundle?: string | undefined;
  readonly signal?: AbortSignal | undefined;
};

/**
 * The image of a generation on this engine: found by the hash of its inputs, made when it is missing (40 s; a minute
 * where packages must be fetched). Throws `EnvironmentError` when it cannot be made, the signal's reason when aborted.
 */
export async function ensureLabImage(engine: Engine, options: ImageOptions): Promise<LabImage> {
  const { recipe, folder, files, ref } = await inputsOf(engine, options.generation);
  const found = await findImage(engine, ref);
  if (found !== undefined) return found;

  return await alone(options.signal, async () => {
    // Made by another netdojo while this one waited.
    const meanwhile = await findImage(engine, ref);
    if (meanwhile !== undefined) return meanwhile;
    if (options.bundle === undefined) await make(engine, ref, { ...options, recipe, folder, files });
    else await load(engine, options.bundle, options);
    const made = await findImage(engine, ref);
    // A bundle of another netdojo, or for another machine, is a good archive all the same.
    if (made === undefined) throw new EnvironmentError('image-bundle-other', { image: ref });
    return made;
  });
}

/** The image of a generation on this engine, if it is there. Makes nothing. */
export async function lookForLabImage(engine: Engine, generation: Generation): Promise<LabImage | undefined> {
  const { ref } = await inputsOf(engine, generation);
  return await findImage(engine, ref);
}

/** What the image of a generation is made from, and the name that follows from it. */
async function inputsOf(engine: Engine, generation: Generation) {
  const recipe = recipes[generation];
  const folder = imageFolder();
  const files = await readImageFolder(folder);
  return { recipe, folder, files, ref: `netdojo-lab:${generation}-${key(recipe, engine.arch, files)}` };
}

type MakeOptions = ImageOptions & {
  readonly recipe: Recipe;
  readonly folder: string;
  readonly files: readonly ImageFile[];
};

async function make(engine: Engine, ref: string, options: MakeOptions): Promise<void> {
  const { recipe, folder, files, onStage, signal } = options;
  const params = { engine: options.generation };
  const baseRef = `netdojo-base:${options.generation}-${key(recipe, engine.arch, [])}`;
  const base = await runStage(onStage, { id: 'base', params, once: true }, onLine =>
    ensureBase(engine, { recipe, ref: baseRef, onLine, signal }),
  );
  await runStage(onStage, { id: 'image', params, once: true }, async onLine => {
    const names = files.map(file => file.name);
    try {
      const host = await buildHost(engine, base, recipe, { folder, files: names }, { onLine, signal });
      await seedImage(engine, host, ref, { onLine, signal });
    } catch (error) {
      await removeHalfBuilt(engine);
      signal?.throwIfAborted();
      throw new EnvironmentError('image-build-failed', { log: reasonOf(error) }, { cause: error });
    }
  });
}

async function load(engine: Engine, bundle: string, options: ImageOptions): Promise<void> {
  await runStage(options.onStage, { id: 'bundle', once: true }, async onLine => {
    try {
      const progress = await engine.docker.loadImage(createReadStream(bundle));
      await readProgress(progress, onLine, options.signal);
    } catch (error) {
      options.signal?.throwIfAborted();
      throw new EnvironmentError(
        'image-bundle-unreadable',
        { file: bundle, reason: reasonOf(error) },
        { cause: error },
      );
    }
  });
}

async function findImage(engine: Engine, ref: string): Promise<LabImage | undefined> {
  const [image] = await engine.docker.listImages({ filters: { reference: [ref] } });
  return image === undefined ? undefined : { ref, id: image.Id };
}

/** Twelve digits that change when anything the image is made from does. */
function key(recipe: Recipe, arch: string, files: readonly ImageFile[]): string {
  const hash = createHash('sha256').update(JSON.stringify([recipe, arch]));
  for (const { name, content } of files) hash.update(`\0${name}\0${content.length}\0`).update(content);
  return hash.digest('hex').slice(0, 12);
}

/** Runs `work` while no other netdojo of this user makes an image: it is a minute of both cores. */
async function alone<Result>(signal: AbortSignal | undefined, work: () => Promise<Result>): Promise<Result> {
  const cache = envPaths('netdojo', { suffix: '' }).cache;
  let held = true;
  const release = await acquire();
  try {
    return await work();
  } finally {
    // One that was taken over meanwhile is not ours to release, and refuses.
    if (held) await release();
  }

  async function acquire(): Promise<() => Promise<void>> {
    for (;;) {
      signal?.throwIfAborted();
      try {
        await mkdir(cache, { recursive: true });
        return await lock(join(cache, 'image'), {
          realpath: false,
          stale: 10_000,
          // The machine slept in the middle and somebody else took over: then the image is made twice, no harm done.
          onCompromised: () => {
            held = false;
          },
        });
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'ELOCKED'))
          throw new EnvironmentError(
            'image-cache',
            { folder: cache, reason: reasonOf(error) },
            { cause: error },
          );
        await new Promise(resolve => setTimeout(resolve, 250));
      }
    }
  }
}
