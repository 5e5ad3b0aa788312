import { setTimeout as delay } from 'node:timers/promises';
import { runsByItself } from '../probe/index.ts';
import { contextOf } from './apply.ts';
import { mayChange } from './attached.ts';
import { checkStep, waitsFor } from './headless-check.ts';
import type { Judged, StepReport, Up, Waiting } from './headless-types.ts';
import { judge, verdictOf, watchedAt } from './judge.ts';
import { stepOf } from './steps.ts';

/** What `check --watch` has to tell. Times are milliseconds since the epoch. */
export type WatchNews =
  /** This step is judged from now on. */
  | { readonly kind: 'step'; readonly at: number; readonly step: string }
  /** A check says something else than before, or says something for the first time. */
  | { readonly kind: 'check'; readonly at: number; readonly judged: Judged }
  /** The step waits for this before it can be passed: `check` where all that may be judged unasked passes. */
  | { readonly kind: 'waiting'; readonly at: number; readonly step: string; readonly for: Waiting | 'check' }
  /** A step was passed, here or by a command elsewhere; the lesson may be finished by it. */
  | { readonly kind: 'passed'; readonly at: number; readonly report: StepReport }
  | { readonly kind: 'finished'; readonly at: number };

export type WatchOptions = {
  readonly signal: AbortSignal;
  readonly onNews: (news: WatchNews) => Promise<void>;
};

/** How the watching of one lab ended: the lesson is finished, or a reset has put another lab in its place. */
export type Watch = { readonly kind: 'finished' } | { readonly kind: 'replaced'; readonly lab: string };

/** What happens in containers is announced; what `iptables` or `ip` do is not, nor what is typed in a shell of one's own. */
const beatMs = 2_000;
/** A `docker run` sends five events within 30 ms of each other; one round for all of them. */
const debounceMs = 50;

/**
 * Judges the current step again and again, records it and moves on as `check` would. Other commands may work on the lab
 * meanwhile. Rejects with an AbortError, or an `EnvironmentError` when the lab is gone.
 */
export async function watchSteps(up: Up, { signal, onNews }: WatchOptions): Promise<Watch> {
  const changes = changesOn(up, signal);
  let step: string | undefined;
  let said = new Map<string, string>();
  let waited: string | undefined;

  const tell = async (judged: readonly Judged[]): Promise<void> => {
    for (const one of judged) {
      const { verdict, got } = one.result;
      // How long an answer took differs every time.
      const { ms: _took, ...params } = got.params ?? {};
      const now = JSON.stringify([verdict, got.code, params]);
      if (said.get(one.ref.id) === now) continue;
      // A held check is news only once it no longer passes.
      const first = !said.has(one.ref.id);
      said.set(one.ref.id, now);
      if (!(first && one.held && verdict === 'pass'))
        await onNews({ kind: 'check', at: Date.now(), judged: one });
    }
  };

  try {
    for (;;) {
      const replaced = await up.refresh();
      if (replaced !== undefined) return { kind: 'replaced', lab: replaced };
      const record = up.record();
      if (record.finished) {
        await onNews({ kind: 'finished', at: Date.now() });
        return { kind: 'finished' };
      }
      if (record.step !== step) {
        step = record.step;
        said = new Map();
        waited = undefined;
        await onNews({ kind: 'step', at: Date.now(), step });
      }
      const current = stepOf(up.lesson, step);
      const live = watchedAt(up.lesson, step).filter(({ check }) => runsByItself(check, current));
      const judged = await judge(up.probes, live, contextOf(up.lesson, up.lab, record), {
        pace: 'live',
        explain: true,
        classes: ['state', 'traffic'],
        signal,
      });
      await tell(judged);
      const passes = verdictOf(judged) === 'pass';
      const more = passes && live.length < watchedAt(up.lesson, step).length;
      const waiting = waitsFor(up) ?? (more ? 'check' : undefined);
      if (waiting !== undefined && waiting !== waited)
        await onNews({ kind: 'waiting', at: Date.now(), step, for: waiting });
      waited = waiting;
      if (passes && waiting === undefined) {
        const report = await checkStep(up, { signal });
        await tell(report.judged);
        if (report.recorded !== undefined) {
          await onNews({ kind: 'passed', at: Date.now(), report });
          continue;
        }
      }
      await changes.next();
    }
  } catch (error) {
    // A reset takes the host from under the round that runs; its record stands before that.
    const replaced = signal.aborted ? undefined : await up.refresh().catch(() => undefined);
    if (replaced !== undefined) return { kind: 'replaced', lab: replaced };
    throw error;
  } finally {
    changes.stop();
  }
}

/** Waits for the next change on any host, or until it is time to look all the same. */
function changesOn(up: Up, signal: AbortSignal): { next(): Promise<void>; stop(): void } {
  let wake: (() => void) | undefined;
  let changed = false;
  const listening = [...up.lab.hosts.values()].map(host =>
    host.onEvent(event => {
      if (!mayChange(event)) return;
      changed = true;
      wake?.();
    }),
  );
  return {
    next: async () => {
      if (!changed) {
        const timer = new AbortController();
        const woken = new Promise<void>(resolve => {
          wake = resolve;
        });
        const beat = delay(beatMs, undefined, { signal: AbortSignal.any([signal, timer.signal]) });
        try {
          await Promise.race([woken, beat]);
        } finally {
          timer.abort();
          beat.catch(() => undefined);
          wake = undefined;
        }
      }
      await delay(debounceMs, undefined, { signal });
      changed = false;
    },
    stop: () => {
      for (const stop of listening) stop();
    },
  };
}
