import { describe, expect, it } from 'vitest';
import { EnvironmentError } from '../../../src/engine/index.ts';
import type { Judgement } from '../../../src/probe/judgement.ts';
import type { BoundProbe } from '../../../src/probe/kinds/index.ts';
import { judgeAll } from '../../../src/probe/round.ts';
import type { Check, CheckResult } from '../../../src/probe/schema/index.ts';
import type { ProbeContext, RoundOptions } from '../../../src/probe/types.ts';
import { checkOf, hasWords } from './fixtures.ts';

const context: ProbeContext = { hosts: new Map(), seen: {}, answers: {} };
const pass: Judgement = { verdict: 'pass', got: { code: 'container.running', params: { name: 'box1' } } };
const fail: Judgement = { verdict: 'fail', got: { code: 'container.absent', params: { name: 'box1' } } };
const unmeasured: Judgement = { verdict: 'could-not-measure', got: { code: 'unmeasured.no-surroundings' } };

type Look = (signal: AbortSignal) => Promise<Judgement>;

/** A round whose probes look as told, by check id. */
function round(
  checks: readonly Check[],
  looks: Readonly<Record<string, Look>>,
  options: Partial<RoundOptions> = {},
): Promise<readonly CheckResult[]> {
  const probe = (check: Check): BoundProbe => ({
    look: (_, signal) => (looks[check.id] ?? (async () => pass))(signal),
    asked: { code: 'asked.container', params: { name: check.id } },
    expected: { code: 'expect.container.running' },
  });
  return judgeAll(
    checks,
    context,
    { signal: new AbortController().signal, pace: 'live', classes: ['state', 'traffic'], ...options },
    probe,
  );
}

const state = (id: string, fields = {}) =>
  checkOf('container', { id, name: id, state: 'running', ...fields });
const negative = (id: string, fields = {}) => checkOf('network', { id, name: id, exists: false, ...fields });
const traffic = (id: string, fields = {}) =>
  checkOf('ping', { id, from: 'box2', to: 'box1', expect: 'open', ...fields });

/** A promise and how to keep it. */
function later<T>(): { promise: Promise<T>; keep: (value: T) => void } {
  let keep: (value: T) => void = () => {};
  const promise = new Promise<T>(resolve => {
    keep = resolve;
  });
  return { promise, keep };
}

describe('a round of checks', () => {
  it('looks side by side, tells each result as it comes, and gives them in the order of the checks', async () => {
    const slow = later<Judgement>();
    const told: string[] = [];
    const running = round(
      [state('slow'), state('quick')],
      { slow: () => slow.promise },
      {
        onResult: result => {
          told.push(result.id);
          if (result.id === 'quick') slow.keep(fail);
        },
      },
    );
    const results = await running;
    expect(told).toEqual(['quick', 'slow']);
    expect(results.map(({ id, verdict }) => [id, verdict])).toEqual([
      ['slow', 'fail'],
      ['quick', 'pass'],
    ]);
    expect(results[0]).toMatchObject({ because: [], asked: { code: 'asked.container' } });
  });

  it('leaves out the classes that do not run now, and what waits for one of them', async () => {
    const checks = [state('a'), traffic('b'), state('c', { needs: ['b'] }), state('d', { needs: ['c'] })];
    const results = await round(checks, {}, { classes: ['state'] });
    expect(results.map(({ id }) => id)).toEqual(['a']);
  });

  it('does not try a check before those it needs pass', async () => {
    const looked: string[] = [];
    const look = (id: string, judgement: Judgement) => async () => {
      looked.push(id);
      return judgement;
    };
    const checks = [state('last', { needs: ['first'] }), state('first')];
    await round(checks, { first: look('first', pass), last: look('last', pass) });
    expect(looked).toEqual(['first', 'last']);
    const results = await round(checks, { first: look('first', fail), last: look('last', pass) });
    expect(looked).toEqual(['first', 'last', 'first']);
    expect(results[0]).toMatchObject({ verdict: 'could-not-measure', got: { code: 'unmeasured.needs' } });
    for (const { got } of results) hasWords(got);
  });

  it('tries a check whose need is of an earlier step, and no longer in the round', async () => {
    expect(await round([state('a', { needs: ['gone'] })], {})).toMatchObject([{ verdict: 'pass' }]);
  });

  it('ends even when checks need each other', async () => {
    const results = await round([state('a', { needs: ['b'] }), state('b', { needs: ['a'] })], {});
    expect(results.map(({ verdict }) => verdict)).toEqual(['pass', 'pass']);
  });

  it('never waits in a live round', async () => {
    let looks = 0;
    const look = async () => {
      looks += 1;
      return fail;
    };
    expect(await round([state('a')], { a: look })).toMatchObject([{ verdict: 'fail' }]);
    expect(looks).toBe(1);
  });

  it('polls a positive that has yet to come true, and tells only what it came to', async () => {
    let looks = 0;
    const told: CheckResult[] = [];
    const look = async () => (++looks < 3 ? fail : pass);
    const options = { pace: 'settle', onResult: (result: CheckResult) => told.push(result) } as const;
    expect(await round([state('a')], { a: look }, options)).toMatchObject([{ verdict: 'pass' }]);
    expect(looks).toBe(3);
    expect(told.map(({ verdict }) => verdict)).toEqual(['pass']);
  });

  it('stops polling after `within`', async () => {
    let looks = 0;
    const look = async () => {
      looks += 1;
      return fail;
    };
    const results = await round([state('a', { within: 150 })], { a: look }, { pace: 'settle' });
    expect(results).toMatchObject([{ verdict: 'fail' }]);
    expect(results[0]?.tookMs).toBeGreaterThanOrEqual(150);
    // At once, after a pause of 100 ms (unless the machine was busy for longer), and when it is over.
    expect([2, 3]).toContain(looks);
  });

  it('looks twice at what is expected to outlast `within`: at once, and when it is over', async () => {
    let looks = 0;
    const look = async () => (++looks < 2 ? fail : pass);
    const outlasting = await round([state('a', { within: 150 })], { a: look }, { pace: 'outlast' });
    expect(outlasting).toMatchObject([{ verdict: 'pass' }]);
    expect(outlasting[0]?.tookMs).toBeGreaterThanOrEqual(150);
    looks = -10;
    expect(await round([state('a', { within: 150 })], { a: look }, { pace: 'outlast' })).toMatchObject([
      { verdict: 'fail' },
    ]);
    expect(looks).toBe(-8);
  });

  it('never polls a negative until it passes, but measures again what could not be measured', async () => {
    let looks = 0;
    const failing = async () => (++looks < 2 ? fail : pass);
    expect(await round([negative('a')], { a: failing }, { pace: 'settle' })).toMatchObject([
      { verdict: 'fail' },
    ]);
    looks = 0;
    const unclear = async () => (++looks < 2 ? unmeasured : pass);
    expect(await round([negative('a')], { a: unclear }, { pace: 'settle' })).toMatchObject([
      { verdict: 'pass' },
    ]);
  });

  it('rejects with an AbortError when overtaken, and tells nothing afterwards', async () => {
    const controller = new AbortController();
    const hung = later<Judgement>();
    const told: string[] = [];
    const running = round(
      [state('hung'), state('quick')],
      { hung: () => hung.promise },
      {
        signal: controller.signal,
        onResult: ({ id }) => {
          told.push(id);
          controller.abort();
        },
      },
    );
    await expect(running).rejects.toMatchObject({ name: 'AbortError' });
    hung.keep(pass);
    await hung.promise;
    expect(told).toEqual(['quick']);
  });

  it('rejects at once when it was overtaken before it began', async () => {
    await expect(round([state('a')], {}, { signal: AbortSignal.abort() })).rejects.toMatchObject({
      name: 'AbortError',
    });
  });

  it('passes on that the lab is gone, and calls the other probes off', async () => {
    const calledOff = later<string>();
    const hang: Look = signal =>
      new Promise((_, reject) => {
        signal.addEventListener('abort', () => {
          calledOff.keep('called off');
          reject(signal.reason);
        });
      });
    const gone: Look = async () => {
      throw new EnvironmentError('lab-lost', { host: 'host1' });
    };
    await expect(round([state('a'), state('b')], { a: hang, b: gone })).rejects.toMatchObject({
      code: 'lab-lost',
    });
    expect(await calledOff.promise).toBe('called off');
  });
});
