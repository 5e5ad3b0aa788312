import type { Lesson } from '../lesson/index.ts';
import {
  allClasses,
  type CheckClass,
  type CheckResult,
  type ProbeContext,
  probeClass,
} from '../probe/index.ts';
import { judge, type Watched, watchedAt } from './judge.ts';
import type { Probes } from './probes.ts';
import { type Looked, type Round, startRounds } from './rounds.ts';
import type { Classes } from './schedule.ts';
import { stepOf } from './steps.ts';
import type { Store } from './store.ts';

export type WatchingOptions = {
  readonly lesson: Lesson;
  readonly probes: Pick<Probes, 'runRound'>;
  readonly store: Pick<Store, 'get' | 'dispatch'>;
  readonly context: () => ProbeContext;
  /** A round ended by itself. */
  readonly onJudged: () => void;
  readonly onFailure: (error: unknown) => void;
};

/** Keeps the checks of the current step alive on one lab. */
export type Watching = {
  /** The current step changed: judge it. */
  entered(): void;
  /** Something changed on a host. */
  changed(): void;
  /** A foreground command or a solution runs, or no longer does. */
  busy(busy: boolean): void;
  /** Judges everything now; resolves afterwards. */
  ask(): Promise<void>;
  stop(): void;
};

const classesOf: Readonly<Record<Classes, readonly CheckClass[]>> = {
  state: ['state'],
  traffic: ['state', 'traffic'],
  all: allClasses,
};

/** Watches the current step on a lab. Nothing runs before `entered`. */
export function startWatching(options: WatchingOptions): Watching {
  const { lesson, store } = options;
  /** What was last read of each check, to tell a difference from a repetition. */
  let known = new Map<string, string>();
  let watched: readonly Watched[] = [];

  const rounds = startRounds({ run: round => run(round), onFailure: options.onFailure });

  const run = async (round: Round): Promise<Looked> => {
    const classes = classesOf[round.classes];
    const now = watched.filter(one => classes.includes(probeClass(one.check)));
    const before = known;
    let stateMoved = false;
    const traffic = new Set(now.filter(one => probeClass(one.check) === 'traffic').map(one => one.ref.id));
    const take = (result: CheckResult): void => {
      if (round.signal.aborted) return;
      const reading = JSON.stringify([result.verdict, result.got]);
      const differs = before.get(result.id) !== reading;
      if (differs && before.has(result.id)) stateMoved = true;
      before.set(result.id, reading);
      if (differs || !round.silent) store.dispatch({ type: 'check-result', result, at: Date.now() });
    };
    if (!round.silent) store.dispatch({ type: 'round-started', checks: now.map(one => one.ref.id) });
    const judged = await judge(options.probes, now, options.context(), {
      pace: 'live',
      explain: true,
      classes,
      signal: round.signal,
      onResult: take,
    });
    if (!round.signal.aborted) {
      if (!round.silent) store.dispatch({ type: 'round-ended' });
      options.onJudged();
    }
    const unsettled = judged.some(({ ref, result }) => result.verdict !== 'pass' && traffic.has(ref.id));
    return { stateMoved, unsettled };
  };

  return {
    entered: () => {
      const { step } = store.get();
      known = new Map();
      watched = watchedAt(lesson, step);
      rounds.trigger({ type: 'step-entered', quiet: stepOf(lesson, step).quiet });
    },
    changed: () => rounds.trigger({ type: 'change' }),
    busy: busy => rounds.trigger({ type: 'busy', busy }),
    ask: () => rounds.ask(),
    stop: () => rounds.stop(),
  };
}
