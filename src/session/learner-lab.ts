import type { OnStage } from '../engine/index.ts';
import type { Generation, Mark } from '../lab/index.ts';
import { type Lesson, shellsAtStart } from '../lesson/index.ts';
import { type Attached, attach } from './attached.ts';
import { type BootedLesson, bootLesson, fastForward } from './boot-lesson.ts';
import { passedOver, stepEntered } from './entering.ts';
import type { Environment } from './environment.ts';
import { heldBackBy } from './held-back.ts';
import { realProbes } from './probes.ts';
import { createShells, type Shells } from './shells.ts';
import { createSpare } from './spare.ts';
import type { Store } from './store.ts';
import { isAbort, troubleOf, troubleOfLoss } from './trouble.ts';

export type LearnerLabOptions = {
  readonly lesson: Lesson;
  readonly generation: Generation;
  readonly store: Store;
  readonly size: () => { readonly columns: number; readonly rows: number };
  prepare(onStage: OnStage, signal: AbortSignal): Promise<Environment>;
  /** A round of checks ended. */
  readonly onJudged: () => void;
};

/** The lab a learner works on, from boot over resets to the end. */
export type LearnerLab = {
  readonly shells: Shells;
  /** Lets checks send packets again, unless something in a shell would be disturbed. */
  holdBack(): void;
  /** Undefined while booting and when broken. */
  current(): Attached | undefined;
  /** Boots at the current step. Failures become the session's trouble; never rejects. */
  boot(reason: 'start' | 'retry'): Promise<void>;
  /** Replaces the lab by a fresh one at the current step; never rejects. */
  reset(): Promise<void>;
  /** Enters a step on the lab: fixes what is judged from now on. */
  enter(step: string): void;
  /** Gives up: the environment failed. */
  breakDown(error: unknown): void;
  close(): Promise<void>;
};

/** A prompt that has been idle this long: the learner reads, there is time to boot a spare. */
const idleMs = 5_000;

export function createLearnerLab(options: LearnerLabOptions): LearnerLab {
  const { lesson, store } = options;
  const closing = new AbortController();
  let attached: Attached | undefined;
  let environment: Environment | undefined;
  let idle: NodeJS.Timeout | undefined;

  const onStage: OnStage = stage => store.dispatch({ type: 'boot-stage', stage });
  const shells = createShells({
    store,
    size: options.size,
    lasting: shellsAtStart(lesson).length,
    onMark: mark => onMark(mark),
  });
  const spare = createSpare(lesson, options.generation);

  const onMark = (mark: Mark): void => {
    clearTimeout(idle);
    if (mark.kind === 'prompt') idle = setTimeout(() => environment && spare.warm(environment), idleMs);
    // The change first: once nothing is busy, the round that was owed would start without waiting for its siblings.
    if (mark.kind !== 'start') attached?.watching.changed();
    holdBack();
  };

  /** Traffic of checks must not come between a learner and what they watch. */
  const holdBack = (): void => attached?.watching.busy(heldBackBy(store.get()) !== undefined);

  const adopt = (booted: BootedLesson, tabs: readonly string[]): void => {
    attached = attach({
      booted,
      lesson,
      probes: realProbes,
      store,
      onJudged: options.onJudged,
      onFailure: breakDown,
      onLost: lost => broken(troubleOfLoss(lost)),
    });
    const { step } = store.get();
    store.dispatch({ type: 'remembered', values: booted.known.seen });
    store.dispatch({ type: 'booted', at: Date.now(), engine: booted.lab.engine });
    for (const event of passedOver(lesson, store.get(), Date.now())) store.dispatch(event);
    enter(step);
    openTabs(booted.lab, tabs).catch(breakDown);
  };

  /** One after the other: the order of the tabs. */
  const openTabs = async (lab: BootedLesson['lab'], tabs: readonly string[]): Promise<void> => {
    for (const place of tabs) if (attached?.lab === lab) await shells.open(lab, place);
  };

  const enter = (id: string): void => {
    store.dispatch(stepEntered(lesson, id, Date.now()));
    attached?.watching.entered();
  };

  /** Lets go of the lab at once and gives how to remove it. */
  const leave = (): (() => Promise<void>) => {
    clearTimeout(idle);
    const left = attached;
    attached = undefined;
    left?.detach();
    const ended = shells.closeAll();
    return async () => {
      await ended.catch(() => undefined);
      await left?.lab.close();
    };
  };

  const broken = (trouble: ReturnType<typeof troubleOf>): void => {
    if (closing.signal.aborted || store.get().phase === 'broken') return;
    store.dispatch({ type: 'broke', trouble });
    // What is left of the lab goes as well; an engine that is gone has nothing to remove.
    leave()().catch(() => undefined);
    spare.discard().catch(() => undefined);
  };

  const breakDown = (error: unknown): void => {
    if (!isAbort(error)) broken(troubleOf(error));
  };

  const boot = async (reason: 'start' | 'retry'): Promise<void> => {
    store.dispatch({ type: 'boot-started', at: Date.now(), reason });
    try {
      environment = await options.prepare(onStage, closing.signal);
      await keep(await bootAnew(environment));
    } catch (error) {
      breakDown(error);
    }
  };

  const bootAnew = (where: Environment): Promise<BootedLesson> =>
    bootLesson(where, {
      lesson,
      generation: options.generation,
      lease: { kind: 'stream' },
      upTo: store.get().step,
      onStage,
      signal: closing.signal,
    });

  /** Adopts a lab, unless the session was closed while it booted. */
  const keep = async (booted: BootedLesson, tabs = shellsAtStart(lesson)): Promise<void> => {
    if (closing.signal.aborted) await booted.lab.close();
    else adopt(booted, tabs);
  };

  const reset = async (): Promise<void> => {
    if (environment === undefined) return;
    // The tabs as the learner has arranged them come back.
    const tabs = store.get().shells.map(({ place }) => place);
    store.dispatch({ type: 'boot-started', at: Date.now(), reason: 'reset' });
    const remove = leave();
    try {
      // Several hosts at a time are too many to hold twice.
      if (lesson.hosts.length > 1) await remove();
      await keep(await freshLab(environment), tabs.length > 0 ? tabs : undefined);
    } catch (error) {
      breakDown(error);
    } finally {
      remove().catch(() => undefined);
    }
  };

  const freshLab = async (where: Environment): Promise<BootedLesson> => {
    const lab = await spare.take();
    if (lab === undefined) return bootAnew(where);
    try {
      const known = await fastForward({
        lesson,
        lab,
        probes: realProbes,
        upTo: store.get().step,
        onStage,
        signal: closing.signal,
      });
      return { lab, known };
    } catch (error) {
      await lab.close();
      throw error;
    }
  };

  return {
    shells,
    current: () => attached,
    boot,
    reset,
    enter,
    breakDown,
    holdBack,
    close: async () => {
      closing.abort();
      await Promise.all([leave()(), spare.discard()]).catch((error: unknown) =>
        // An engine that is gone took the lab along; on one that is not, its lease ends it with this process.
        store.dispatch({ type: 'noticed', notice: troubleOf(error) }),
      );
    },
  };
}
