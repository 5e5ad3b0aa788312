import { type Engine, type MayInstall, type OnStage, openEngine, type Stage } from '../engine/index.ts';
import { defaultGeneration, ensureLabImage, type Generation, type LabImage, sweep } from '../lab/index.ts';
import type { Environment } from './environment.ts';

export type PrepareOptions = {
  /** Value of `--engine-host`; undefined: find one. */
  readonly engineHost?: string | undefined;
  readonly onStage?: OnStage;
  /** Asked where packages have to be installed; absent: they may not be. */
  readonly mayInstall?: MayInstall;
  readonly signal?: AbortSignal;
  /** Archive of the image (`docker save`), to take it from instead of making it. */
  readonly bundle?: string | undefined;
  /** The generations whose images are made ready; default: the default one. */
  readonly generations?: readonly Generation[] | undefined;
};

/**
 * Everything a lab needs: an engine that answers, the image, and nothing left over from sessions that died. Quick when all
 * is there. Throws `EnvironmentError` with what is in the way; AbortError.
 */
export async function prepare(options: PrepareOptions = {}): Promise<Environment> {
  const { signal } = options;
  const engine = await findEngine(options);
  const environment = environmentOn(engine, options.bundle);
  try {
    // What earlier sessions left is looked for while the images are; neither waits for the other.
    await Promise.all([sweep(engine), makeReady(environment, options)]);
    signal?.throwIfAborted();
    return environment;
  } catch (error) {
    await environment.close();
    throw error;
  }
}

/** One after the other: making an image takes both cores of a small machine. */
async function makeReady(
  environment: Environment,
  { generations = [defaultGeneration], onStage, signal }: PrepareOptions,
): Promise<void> {
  for (const generation of generations) await environment.image(generation, onStage, signal);
}

/** The environment on an engine that is open already. Images are looked for when first asked for. */
export function environmentOn(engine: Engine, bundle?: string): Environment {
  const images = new Map<Generation, Promise<LabImage>>();
  return {
    engine,
    image: (generation, onStage, signal) => {
      const known = images.get(generation);
      if (known !== undefined) return known;
      const made = ensureLabImage(engine, { generation, onStage, signal, bundle });
      images.set(generation, made);
      // A failure is not remembered: the next try may find the disk emptied or the mirror back.
      made.catch(() => images.delete(generation));
      return made;
    },
    close: () => engine.close(),
  };
}

/** `openEngine` reports the stages of setting up a private engine; one that simply answers is a stage of its own. */
async function findEngine({ engineHost, onStage, mayInstall, signal }: PrepareOptions): Promise<Engine> {
  const began = performance.now();
  let reported = false;
  const engine = await openEngine({
    host: engineHost,
    onStage: (stage: Stage) => {
      reported ||= stage.id === 'engine' || stage.id === 'packages';
      onStage?.(stage);
    },
    ...(mayInstall === undefined ? {} : { mayInstall }),
    ...(signal === undefined ? {} : { signal }),
  });
  if (!reported) onStage?.({ id: 'engine-found', status: 'done', ms: Math.round(performance.now() - began) });
  return engine;
}
