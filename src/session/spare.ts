import { type Generation, type Lab, type Spare as LabSpare, prepareSpare } from '../lab/index.ts';
import type { Lesson } from '../lesson/index.ts';
import { furnish } from './apply.ts';
import { specFor } from './boot-lesson.ts';
import type { Environment } from './environment.ts';

/** A lab booted ahead, its set-up run, for a reset that doesn't wait. */
export type Spare = {
  /** Begins one, if none is there or under way and there is room for it. */
  warm(environment: Environment): void;
  /** Hands over the spare, waiting for one under way; undefined when there is none, or it failed or died meanwhile. */
  take(): Promise<Lab | undefined>;
  /** Ends it. */
  discard(): Promise<void>;
};

/** No spare of a lesson's lab yet. */
export function createSpare(lesson: Lesson, generation: Generation): Spare {
  let ahead: Promise<LabSpare | undefined> | undefined;

  const begin = async (environment: Environment): Promise<LabSpare | undefined> =>
    prepareSpare(
      environment.engine,
      specFor(lesson, generation),
      { image: await environment.image(generation), lease: { kind: 'stream' } },
      (lab, signal) => furnish(lesson, lab, signal),
    );

  const forget = async (): Promise<LabSpare | undefined> => {
    const taken = ahead;
    ahead = undefined;
    return taken;
  };

  return {
    warm: environment => {
      // Without a spare a reset boots a lab itself, and says what goes amiss.
      ahead ??= begin(environment).catch(() => undefined);
    },
    take: async () => {
      const lab = await (await forget())?.take();
      if (lab === undefined || !(await isLost(lab))) return lab;
      await lab.close();
      return undefined;
    },
    discard: async () => {
      await (await forget())?.close();
    },
  };
}

/** A turn of the event loop, so that a loss that is known already is heard. */
function isLost(lab: Lab): Promise<boolean> {
  return Promise.race([
    lab.lost.then(() => true),
    new Promise<boolean>(resolve => setImmediate(() => resolve(false))),
  ]);
}
