import { type Classes, decide, idle, type Schedule, schedule, type Trigger } from './schedule.ts';

export type Round = {
  readonly classes: Classes;
  /** A heartbeat: nothing is shown unless it finds a difference. */
  readonly silent: boolean;
  readonly signal: AbortSignal;
};

export type Looked = { readonly stateMoved: boolean; readonly unsettled: boolean };

export type RoundsOptions = {
  /**
   * Judges once. Resolves with whether state differs from the round before, and whether some traffic was not as it should
   * be. An abort may reject or resolve.
   */
  readonly run: (round: Round) => Promise<Looked>;
  /** A round failed for another reason than being overtaken. */
  readonly onFailure: (error: unknown) => void;
  readonly clock?: Clock;
};

export type Clock = {
  now(): number;
  /** Calls back once after some milliseconds; gives how to forget it. */
  after(ms: number, then: () => void): () => void;
};

export type Rounds = {
  trigger(trigger: Exclude<Trigger, { type: 'asked' | 'started' | 'ended' }>): void;
  /** Judges everything at once; resolves when that round, or one that overtook it, has ended or the rounds stopped. */
  ask(): Promise<void>;
  /** Starts nothing any more and cancels what runs. */
  stop(): void;
};

const realClock: Clock = {
  now: () => performance.now(),
  after: (ms, then) => {
    const timer = setTimeout(then, ms);
    return () => clearTimeout(timer);
  },
};

/** Drives rounds of checks by the schedule. Nothing runs before the first trigger. */
export function startRounds({ run, onFailure, clock = realClock }: RoundsOptions): Rounds {
  let state: Schedule = idle;
  let stopped = false;
  let forget: (() => void) | undefined;
  let current: AbortController | undefined;
  let asking: (() => void)[] = [];

  const apply = (trigger: Trigger): void => {
    if (stopped) return;
    state = schedule(state, trigger, clock.now());
    act();
  };

  const act = (): void => {
    forget?.();
    forget = undefined;
    const decision = decide(state, clock.now());
    if (decision.do === 'wait') forget = clock.after(decision.ms, act);
    if (decision.do === 'start') start(decision.classes, decision.asked, decision.silent);
  };

  const start = (classes: Classes, asked: boolean, silent: boolean): void => {
    current?.abort();
    const controller = new AbortController();
    current = controller;
    state = schedule(state, { type: 'started', classes, asked }, clock.now());
    run({ classes, silent, signal: controller.signal }).then(
      looked => ended(controller, asked, looked),
      (error: unknown) => {
        const overtaken = controller.signal.aborted;
        ended(controller, asked, { stateMoved: false, unsettled: false });
        if (!overtaken && !stopped) onFailure(error);
      },
    );
  };

  const ended = (controller: AbortController, asked: boolean, looked: Looked): void => {
    if (current !== controller) return;
    current = undefined;
    if (asked) release();
    const onlyState = state.running?.classes === 'state';
    if (looked.stateMoved && onlyState) state = schedule(state, { type: 'state-moved' }, clock.now());
    apply({ type: 'ended', unsettled: looked.unsettled && !onlyState });
  };

  const release = (): void => {
    const waiting = asking;
    asking = [];
    for (const resolve of waiting) resolve();
  };

  return {
    trigger: apply,
    ask: () =>
      new Promise(resolve => {
        if (stopped) return resolve();
        asking.push(resolve);
        apply({ type: 'asked' });
      }),
    stop: () => {
      stopped = true;
      forget?.();
      current?.abort();
      release();
    },
  };
}
