import { describe, expect, test } from 'vitest';
import {
  type Classes,
  type Decision,
  decide,
  heartbeatMs,
  idle,
  type Schedule,
  schedule,
  type Trigger,
} from '../../../src/session/schedule.ts';

/** The schedule after triggers, each at its time. */
function at(...triggers: readonly (readonly [number, Trigger])[]): Schedule {
  return triggers.reduce((now, [time, trigger]) => schedule(now, trigger, time), idle);
}

const entered: Trigger = { type: 'step-entered', quiet: false };
const quiet: Trigger = { type: 'step-entered', quiet: true };
const change: Trigger = { type: 'change' };
const asked: Trigger = { type: 'asked' };
const busy: Trigger = { type: 'busy', busy: true };
const free: Trigger = { type: 'busy', busy: false };
const started = (classes: Classes, wasAsked = false): Trigger => ({
  type: 'started',
  classes,
  asked: wasAsked,
});
const ended: Trigger = { type: 'ended', unsettled: false };
const unsettled: Trigger = { type: 'ended', unsettled: true };

const live: Decision = { do: 'start', classes: 'traffic', asked: false, silent: false };
const allAsked: Decision = { do: 'start', classes: 'all', asked: true, silent: false };
const state: Decision = { do: 'start', classes: 'state', asked: false, silent: false };
const beat: Decision = { do: 'start', classes: 'state', asked: false, silent: true };
const nothing: Decision = { do: 'nothing' };
const wait = (ms: number): Decision => ({ do: 'wait', ms });

const calm = at([0, entered], [0, started('traffic')], [10, ended]);

describe('when what runs', () => {
  const cases: readonly [string, Schedule, number, Decision][] = [
    ['nothing before the first trigger', idle, 0, nothing],
    ['a step is judged as it is entered', at([0, entered]), 0, live],
    ['a quiet step only by its state', at([0, quiet]), 0, state],
    ['after a round, wait for the heartbeat', calm, 10, wait(heartbeatMs)],
    ['the heartbeat reads state only and shows nothing', calm, 10 + heartbeatMs, beat],
    ['a change waits for its siblings', schedule(calm, change, 100), 100, wait(30)],
    ['and then it is judged, but not what waits to be asked for', schedule(calm, change, 100), 130, live],
    [
      'changes that do not stop are looked at all the same',
      [110, 130, 150, 170, 190, 210, 230, 250].reduce(
        (now, time) => schedule(now, change, time),
        schedule(calm, change, 100),
      ),
      251,
      live,
    ],
    [
      'under a foreground command state only',
      at([0, entered], [0, started('traffic')], [5, ended], [10, busy], [20, change]),
      60,
      state,
    ],
    [
      'when it ends, the traffic that is owed runs',
      at(
        [0, entered],
        [0, started('traffic')],
        [5, ended],
        [10, busy],
        [20, change],
        [50, started('state')],
        [60, ended],
        [70, free],
      ),
      70,
      live,
    ],
    [
      'nothing is owed when nothing changed under it',
      at([0, entered], [0, started('traffic')], [5, ended], [10, busy], [70, free]),
      70,
      wait(heartbeatMs - 65),
    ],
    [
      'in a quiet step a change runs no traffic',
      at([0, quiet], [0, started('state')], [5, ended], [10, change]),
      60,
      state,
    ],
    [
      'asked for, all is judged',
      at([0, quiet], [0, started('state')], [5, ended], [10, asked]),
      10,
      allAsked,
    ],
    [
      'asked for, traffic runs under a foreground command too',
      at([0, entered], [0, started('traffic')], [5, ended], [6, busy], [10, asked]),
      10,
      allAsked,
    ],
    ['a change does not put off what was asked for', at([0, entered], [0, asked], [0, change]), 0, allAsked],
    ['a change overtakes a round', at([0, entered], [0, started('traffic')], [10, change]), 40, live],
    [
      'but not one that was asked for',
      at([0, entered], [0, started('all', true)], [10, change]),
      40,
      nothing,
    ],
    ['a new wish does', at([0, entered], [0, started('all', true)], [10, asked]), 40, allAsked],
    [
      'a round overtaken three times in a row is let finish',
      at(
        [0, entered],
        [0, started('traffic')],
        [1, change],
        [31, started('traffic')],
        [32, change],
        [62, started('traffic')],
        [63, change],
        [93, started('traffic')],
        [94, change],
      ),
      200,
      nothing,
    ],
    [
      'and the next one starts when it has',
      at(
        [0, entered],
        [0, started('traffic')],
        [1, change],
        [31, started('traffic')],
        [32, change],
        [62, started('traffic')],
        [63, change],
        [93, started('traffic')],
        [94, change],
        [200, ended],
      ),
      200,
      live,
    ],
    [
      'a state that moved without a word is looked at with traffic',
      at(
        [0, entered],
        [0, started('traffic')],
        [5, ended],
        [3_005, started('state')],
        [3_010, { type: 'state-moved' }],
        [3_010, ended],
      ),
      3_010,
      live,
    ],
    [
      'but not in a quiet step',
      at([0, quiet], [0, started('state')], [3_010, { type: 'state-moved' }], [3_010, ended]),
      3_010,
      wait(heartbeatMs),
    ],
    ['the heartbeat does not overtake a round', at([0, entered], [0, started('traffic')]), 10_000, nothing],
    [
      'traffic that is not as it should be is looked at again soon',
      at([0, entered], [0, started('traffic')], [20, unsettled]),
      20,
      wait(80),
    ],
    [
      'again as long as it took so far',
      at([0, entered], [0, started('traffic')], [20, unsettled], [250, started('traffic')], [300, unsettled]),
      300,
      wait(300),
    ],
    [
      'and not for ever',
      at([0, entered], [0, started('traffic')], [3_100, unsettled]),
      3_100,
      wait(heartbeatMs),
    ],
    [
      'never in a quiet step',
      at([0, quiet], [0, asked], [0, started('all', true)], [20, unsettled]),
      20,
      wait(heartbeatMs),
    ],
  ];
  test.each(cases)('%s', (_name, now, time, decision) => {
    expect(decide(now, time)).toEqual(decision);
  });
});
