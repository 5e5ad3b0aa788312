import { describe, expect, test } from 'vitest';
import { reduce } from '../../../src/session/reduce.ts';
import type { SessionEvent } from '../../../src/session/types.ts';
import { entered, judged, own, stateAfter } from './fixture.ts';

const held = own('held', 'zero');

describe('the phase follows from what is known', () => {
  const work = entered('one', [own('a'), own('b')]);
  const cases: readonly [string, readonly SessionEvent[], string][] = [
    ['boot until a step is entered', [{ type: 'booted', at: 1 }], 'boot'],
    ['a step without checks is green at once', [entered('one', [])], 'green'],
    ['checks not judged yet are not green', [work], 'work'],
    ['one of two is not green', [work, judged('a', 'pass')], 'work'],
    ['all are green', [work, judged('a', 'pass'), judged('b', 'pass')], 'green'],
    [
      'what could not be measured is not green',
      [work, judged('a', 'pass'), judged('b', 'could-not-measure')],
      'work',
    ],
    [
      'green turns back when something breaks',
      [work, judged('a', 'pass'), judged('b', 'pass'), judged('a', 'fail')],
      'work',
    ],
    [
      'a held check that fails takes green away',
      [entered('one', [own('a'), held]), judged('a', 'pass'), judged('held', 'fail')],
      'work',
    ],
    [
      'and gives it back when it passes again',
      [entered('one', [own('a'), held]), judged('a', 'pass'), judged('held', 'fail'), judged('held', 'pass')],
      'green',
    ],
    ['a prediction is asked first', [entered('one', [own('a')], true), judged('a', 'pass')], 'predict'],
    [
      'a prediction made waits for its measurement',
      [
        entered('one', [own('a')], true),
        judged('a', 'pass'),
        { type: 'predicted', step: 'one', choice: 'x' },
      ],
      'work',
    ],
    [
      'measured, it is green, whatever came true',
      [
        entered('one', [own('a')], true),
        judged('a', 'pass'),
        { type: 'predicted', step: 'one', choice: 'x' },
        { type: 'measured', step: 'one', measured: { choice: undefined, got: { code: 'g' } } },
      ],
      'green',
    ],
    [
      'the last step leads to the closing page',
      [entered('two', []), { type: 'lesson-finished', at: 9 }],
      'closing',
    ],
    [
      'results on the closing page change nothing',
      [entered('two', [own('a', 'two')]), { type: 'lesson-finished', at: 9 }, judged('a', 'fail')],
      'closing',
    ],
    ['a failure breaks it', [work, { type: 'broke', trouble: { code: 'error.x' } }], 'broken'],
    [
      'a retry boots',
      [
        work,
        { type: 'broke', trouble: { code: 'error.x' } },
        { type: 'boot-started', at: 1, reason: 'retry' },
      ],
      'boot',
    ],
  ];
  test.each(cases)('%s', (_name, events, phase) => {
    expect(stateAfter(...events).phase).toBe(phase);
  });
});

test('a lab says which Docker it runs, and the next one says it anew', () => {
  const first = stateAfter({ type: 'booted', at: 1, engine: '20.10.24' });
  expect(first.engine).toBe('20.10.24');
  expect(reduce(first, { type: 'booted', at: 2 }).engine).toBe('20.10.24');
  expect(reduce(first, { type: 'booted', at: 3, engine: '28.5.2' }).engine).toBe('28.5.2');
});

describe('checks', () => {
  test('a verdict that changes says since when and from what', () => {
    const state = stateAfter(
      entered('one', [own('a')]),
      judged('a', 'fail', 5),
      judged('a', 'fail', 6),
      judged('a', 'pass', 7),
    );
    expect(state.checks[0]?.changed).toEqual({ at: 7, from: 'fail' });
    expect(
      stateAfter(entered('one', [own('a')]), judged('a', 'fail', 5), judged('a', 'fail', 6)).checks[0]
        ?.changed,
    ).toEqual({
      at: 5,
      from: undefined,
    });
  });

  test('a held check is shown only while it does not pass, as newly red', () => {
    const calm = stateAfter(entered('one', [own('a'), held]), judged('held', 'pass'));
    expect(calm.checks.map(check => check.id)).toEqual(['a']);
    const broken = reduce(calm, judged('held', 'fail', 8));
    expect(broken.checks.map(check => check.id)).toEqual(['a', 'held']);
    expect(broken.checks[1]).toMatchObject({ step: 'zero', changed: { at: 8, from: 'pass' } });
    expect(reduce(broken, judged('held', 'pass')).checks.map(check => check.id)).toEqual(['a']);
  });

  test('a late result of another step is left aside', () => {
    const state = stateAfter(
      entered('one', [own('a')]),
      entered('two', [own('b', 'two')]),
      judged('a', 'fail'),
    );
    expect(state.checks).toEqual([{ id: 'b', step: 'two', bystander: false, checking: false }]);
  });

  test('a round marks what it judges, and each result takes its mark away', () => {
    const started = stateAfter(entered('one', [own('a'), own('b')]), {
      type: 'round-started',
      checks: ['a', 'b'],
    });
    expect(started.checks.map(check => check.checking)).toEqual([true, true]);
    const half = reduce(started, judged('a', 'pass'));
    expect(half.checks.map(check => check.checking)).toEqual([false, true]);
    expect(reduce(half, { type: 'round-ended' }).checks.map(check => check.checking)).toEqual([false, false]);
  });

  test('entering a step forgets what an earlier host said', () => {
    const state = stateAfter(
      entered('one', [own('a')]),
      judged('a', 'pass'),
      { type: 'boot-started', at: 1, reason: 'reset' },
      entered('one', [own('a')]),
    );
    expect(state.checks[0]?.result).toBeUndefined();
    expect(state.phase).toBe('work');
  });
});

describe('records of steps', () => {
  test('a step once passed stays passed', () => {
    const state = stateAfter(
      { type: 'step-left', step: 'one', as: 'passed', at: 1 },
      { type: 'step-left', step: 'one', as: 'skipped', at: 2 },
    );
    expect(state.steps.one?.status).toBe('passed');
  });

  test('hints are counted and the solution noted', () => {
    const state = stateAfter(
      { type: 'hint-shown', step: 'one' },
      { type: 'hint-shown', step: 'one' },
      { type: 'solution-shown', step: 'one' },
    );
    expect(state.steps.one).toMatchObject({ hints: 2, solutionShown: true });
  });

  test('a reset forgets the answer but not the prediction', () => {
    const state = stateAfter(
      { type: 'predicted', step: 'one', choice: 'x' },
      { type: 'answered', step: 'one', value: '10.0.0.1' },
      { type: 'boot-started', at: 1, reason: 'reset' },
    );
    expect(state.steps.one).toMatchObject({ predicted: 'x' });
    expect(state.steps.one?.answered).toBeUndefined();
  });
});

describe('shells and commands', () => {
  const open: SessionEvent = { type: 'shell-opened', shell: 's1', place: 'host1' };

  test('a command keeps its shell busy until it ends', () => {
    const busy = stateAfter(open, { type: 'command-started', shell: 's1', text: 'ping box1', at: 5 });
    expect(busy.shells).toEqual([{ id: 's1', place: 'host1', busySince: 5 }]);
    const done = reduce(busy, { type: 'command-ended', shell: 's1', exitCode: 1, at: 6 });
    expect(done.shells).toEqual([{ id: 's1', place: 'host1' }]);
    expect(done.commands).toEqual([{ at: 5, text: 'ping box1', shell: 's1', exitCode: 1 }]);
  });

  test('an exit code goes to the command of its own shell', () => {
    const state = stateAfter(
      open,
      { type: 'shell-opened', shell: 's2', place: 'host1' },
      { type: 'command-started', shell: 's1', text: 'tcpdump', at: 1 },
      { type: 'command-started', shell: 's2', text: 'ping', at: 2 },
      { type: 'command-ended', shell: 's1', exitCode: 130, at: 3 },
    );
    expect(state.commands.map(one => one.exitCode)).toEqual([130, undefined]);
  });

  test('a reopened shell takes the place of the ended one', () => {
    const state = stateAfter(
      open,
      { type: 'shell-opened', shell: 's2', place: 'host1' },
      { type: 'shell-ended', shell: 's1' },
      { type: 'shell-opened', shell: 's3', place: 'host1', replaces: 's1' },
    );
    expect(state.shells.map(shell => shell.id)).toEqual(['s3', 's2']);
  });

  test('a shell beyond those of the lesson goes with its end', () => {
    const state = stateAfter(
      open,
      { type: 'shell-opened', shell: 's2', place: 'outside' },
      { type: 'shell-closed', shell: 's2' },
    );
    expect(state.shells).toEqual([{ id: 's1', place: 'host1' }]);
  });

  test('a boot ends all shells', () => {
    expect(stateAfter(open, { type: 'boot-started', at: 1, reason: 'reset' }).shells).toEqual([]);
  });
});

test('stages of a boot are kept once each, in the order they began', () => {
  const stage = (id: string, status: 'running' | 'done', ms: number): SessionEvent => ({
    type: 'boot-stage',
    stage: { id, status, ms },
  });
  const state = stateAfter(
    stage('host', 'running', 0),
    stage('docker', 'running', 0),
    stage('host', 'done', 400),
  );
  expect(state.boot).toEqual([
    { id: 'host', status: 'done', ms: 400 },
    { id: 'docker', status: 'running', ms: 0 },
  ]);
});

test('what was said about a solution goes when the step is green or left; other notices stay', () => {
  const notices: readonly SessionEvent[] = ['session.progress-damaged', 'session.skip-incomplete'].map(
    code => ({
      type: 'noticed',
      notice: { code },
    }),
  );
  const said = (...events: readonly SessionEvent[]) =>
    stateAfter(entered('one', [own('a')]), ...notices, ...events).notices?.map(({ code }) => code);
  expect(said(judged('a', 'fail'))).toEqual(['session.progress-damaged', 'session.skip-incomplete']);
  expect(said(judged('a', 'pass'))).toEqual(['session.progress-damaged']);
  expect(said(entered('two', [own('b')]))).toEqual(['session.progress-damaged']);
});
