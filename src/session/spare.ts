import type { BootedLesson } from './boot-lesson.ts';

/** A lab booted ahead, its set-up run, for a reset that doesn't wait. */
export type Spare = {
  /** Starts booting one, if none is there or under way. */
  warm(): void;
  /** Hands over the spare, waiting for one under way; undefined when there is none or it failed. */
  take(): Promise<BootedLesson | undefined>;
  /** Ends it. Never rejects. */
  discard(): Promise<void>;
};

/** No spare yet. One that fails to boot or dies is forgotten: a reset then boots anew and says what is wrong. */
export function createSpare(boot: (signal: AbortSignal) => Promise<BootedLesson>): Spare {
  let ending = new AbortController();
  let ahead: Promise<BootedLesson | undefined> | undefined;

  const forget = (): Promise<BootedLesson | undefined> => {
    const taken = ahead ?? Promise.resolve(undefined);
    ahead = undefined;
    return taken;
  };

  return {
    warm: () => {
      if (ahead !== undefined || ending.signal.aborted) return;
      const booting = boot(ending.signal).then(
        booted => {
          void booted.lab.lost.then(() => {
            if (ahead === booting) ahead = undefined;
          });
          return booted;
        },
        () => {
          if (ahead === booting) ahead = undefined;
          return undefined;
        },
      );
      ahead = booting;
    },
    take: forget,
    discard: async () => {
      ending.abort();
      const booted = await forget();
      ending = new AbortController();
      await booted?.lab.close();
    },
  };
}
