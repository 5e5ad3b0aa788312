import type { InnerEvent, Lab } from '../lab/index.ts';
import type { Lesson } from '../lesson/index.ts';
import type { ProbeContext } from '../probe/index.ts';
import { contextOf, type Known } from './apply.ts';
import type { BootedLesson } from './boot-lesson.ts';
import type { Probes } from './probes.ts';
import type { Store } from './store.ts';
import { startWatching, type Watching } from './watching.ts';

export type AttachOptions = {
  readonly booted: BootedLesson;
  readonly lesson: Lesson;
  readonly probes: Probes;
  readonly store: Store;
  readonly onJudged: () => void;
  readonly onFailure: (error: unknown) => void;
  readonly onLost: (lost: { readonly host: string; readonly log: string }) => void;
};

/** The lab a session works on now. */
export type Attached = {
  readonly lab: Lab;
  readonly probes: Probes;
  readonly watching: Watching;
  /** Fires when the session leaves this lab. */
  readonly signal: AbortSignal;
  known(): Known;
  learn(known: Known): void;
  context(): ProbeContext;
  /** Stops watching and listening. The lab itself lives on. */
  detach(): void;
};

/**
 * Docker events that tell of no change: `docker exec` announces itself twice before anything has run, and reading
 * commands (`top`, `resize` of a terminal) are events too.
 */
const noChange = /^(exec_create|exec_start|top|resize|export)\b/;

/** How long a failed round waits for the news that the host itself is gone. */
const lossMs = 500;

/** Whether something that happened in a host may change what checks say. */
export function mayChange(event: InnerEvent): boolean {
  return event.kind !== 'docker' || !noChange.test(event.action);
}

/** Makes a lab the one a session works on: listens to it and keeps the checks alive. */
export function attach(options: AttachOptions): Attached {
  const { lab } = options.booted;
  const ending = new AbortController();
  let { known } = options.booted;
  const context = (): ProbeContext => contextOf(options.lesson, lab, known);
  const watching = startWatching({
    lesson: options.lesson,
    probes: options.probes,
    store: options.store,
    context,
    onJudged: options.onJudged,
    onFailure: error => {
      // A host that dies makes the round fail first; that it is gone, and its last words, say more.
      const told = (): void => {
        if (!ending.signal.aborted) options.onFailure(error);
      };
      setTimeout(told, lossMs);
    },
  });
  const listening = [...lab.hosts.values()].map(host =>
    host.onEvent(event => {
      if (mayChange(event)) watching.changed();
    }),
  );
  void lab.lost.then(lost => {
    if (!ending.signal.aborted) options.onLost(lost);
  });
  return {
    lab,
    probes: options.probes,
    watching,
    signal: ending.signal,
    known: () => known,
    learn: next => {
      known = next;
    },
    context,
    detach: () => {
      ending.abort();
      watching.stop();
      for (const stop of listening) stop();
    },
  };
}
