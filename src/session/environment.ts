import type { Engine, OnStage } from '../engine/index.ts';
import type { Generation, LabImage } from '../lab/index.ts';

/** An engine that answers and the images labs boot from: what every use of netdojo needs first. */
export type Environment = {
  readonly engine: Engine;
  /** The image for a generation, made if it isn't there. Throws `EnvironmentError`. */
  image(generation: Generation, onStage?: OnStage, signal?: AbortSignal): Promise<LabImage>;
  /** Lets the engine go. Labs with a stream lease end with their own `close`. */
  close(): Promise<void>;
};
