import { describe, expect, test } from 'vitest';
import { type Clock, type Looked, type Round, startRounds } from '../../../src/session/rounds.ts';
import { heartbeatMs } from '../../../src/session/schedule.ts';

/** A clock that goes only when it is told to. */
function handClock(): Clock & { advance(ms: number): Promise<void> } {
  let now = 0;
  let timers: { at: number; then: () => void }[] = [];
  return {
    now: () => now,
    after: (ms, then) => {
      const timer = { at: now + ms, then };
      timers.push(timer);
      return () => {
        timers = timers.filter(one => one !== timer);
      };
    },
    advance: async ms => {
      const end = now + ms;
      for (;;) {
        const next = timers.filter(timer => timer.at <= end).sort((a, b) => a.at - b.at)[0];
        if (next === undefined) break;
        timers = timers.filter(one => one !== next);
        now = next.at;
        next.then();
        await settled();
      }
      now = end;
      await settled();
    },
  };
}

const settled = (): Promise<void> => new Promise(resolve => setImmediate(resolve));

type Started = Round & { end(looked?: Partial<Looked>): Promise<void>; fail(error: unknown): Promise<void> };

function driver() {
  const clock = handClock();
  const rounds: Started[] = [];
  const failures: unknown[] = [];
  const driven = startRounds({
    clock,
    onFailure: error => failures.push(error),
    run: round =>
      new Promise((resolve, reject) => {
        round.signal.addEventListener('abort', () => reject(round.signal.reason));
        rounds.push({
          ...round,
          end: async looked => {
            resolve({ stateMoved: false, unsettled: false, ...looked });
            await settled();
          },
          fail: async error => {
            reject(error);
            await settled();
          },
        });
      }),
  });
  const last = (): Started => {
    const round = rounds.at(-1);
    if (round === undefined) throw new Error('no round started');
    return round;
  };
  return { clock, rounds, failures, driven, last };
}

describe('the driver of rounds', () => {
  test('a burst of changes makes one round, which a later change overtakes', async () => {
    const { clock, rounds, driven, last } = driver();
    driven.trigger({ type: 'step-entered', quiet: false });
    await last().end();
    for (let event = 0; event < 5; event++) driven.trigger({ type: 'change' });
    await clock.advance(30);
    expect(rounds.map(round => round.classes)).toEqual(['traffic', 'traffic']);
    driven.trigger({ type: 'change' });
    await clock.advance(30);
    expect(rounds).toHaveLength(3);
    expect(rounds[1]?.signal.aborted).toBe(true);
    expect(last().signal.aborted).toBe(false);
  });

  test('while nothing changes only silent rounds of state run', async () => {
    const { clock, rounds, driven, last } = driver();
    driven.trigger({ type: 'step-entered', quiet: false });
    await last().end();
    for (let beat = 0; beat < 4; beat++) {
      await clock.advance(heartbeatMs);
      await last().end();
    }
    expect(rounds.slice(1).map(({ classes, silent }) => ({ classes, silent }))).toEqual(
      Array.from({ length: 4 }, () => ({ classes: 'state', silent: true })),
    );
  });

  test('a heartbeat that finds a difference is followed by traffic', async () => {
    const { clock, driven, last } = driver();
    driven.trigger({ type: 'step-entered', quiet: false });
    await last().end();
    await clock.advance(heartbeatMs);
    await last().end({ stateMoved: true });
    expect(last()).toMatchObject({ classes: 'traffic', silent: false });
  });

  test('asking resolves when its round has ended, also when a newer wish overtook it', async () => {
    const { driven, last } = driver();
    driven.trigger({ type: 'step-entered', quiet: true });
    await last().end();
    let answered = 0;
    const first = driven.ask().then(() => answered++);
    const second = driven.ask().then(() => answered++);
    await settled();
    expect(answered).toBe(0);
    expect(last().classes).toBe('all');
    await last().end();
    await Promise.all([first, second]);
    expect(answered).toBe(2);
  });

  test('an overtaken round is no failure, another error is', async () => {
    const { clock, failures, driven, last } = driver();
    driven.trigger({ type: 'step-entered', quiet: false });
    driven.trigger({ type: 'change' });
    await clock.advance(30);
    expect(failures).toEqual([]);
    const error = new Error('the prober is gone');
    await last().fail(error);
    expect(failures).toEqual([error]);
  });

  test('stopped, it starts nothing, cancels what runs, and lets nobody wait', async () => {
    const { clock, rounds, failures, driven, last } = driver();
    driven.trigger({ type: 'step-entered', quiet: false });
    const asking = driven.ask();
    driven.stop();
    await asking;
    expect(last().signal.aborted).toBe(true);
    driven.trigger({ type: 'change' });
    await clock.advance(10_000);
    expect(rounds).toHaveLength(2);
    expect(failures).toEqual([]);
  });
});
