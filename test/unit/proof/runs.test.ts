import { describe, expect, test } from 'vitest';
import { lessonSchema } from '../../../src/lesson/index.ts';
import { workAhead } from '../../../src/proof/ahead.ts';
import { idOf, runsOf } from '../../../src/proof/runs.ts';

const check = { id: 'a', probe: 'container', name: 'a', state: 'running' };

test('a lesson is walked once; other solutions and wrong deeds get hosts of their own; every checked step meets a fresh one', () => {
  const lesson = lessonSchema.parse({
    id: 'trial',
    minutes: 1,
    steps: [
      {
        id: 'one',
        kind: 'do',
        checks: [check],
        solutions: [
          { id: 'first', run: 'true' },
          { id: 'second', run: 'true' },
        ],
        wrong: [
          { id: 'deed', run: 'true', caught: 'a' },
          { id: 'word', answer: 'x', caught: 'a' },
          { id: 'late-word', answer: 'x', caught: 'a', after: 'second' },
        ],
      },
      { id: 'two', kind: 'do', checks: [{ ...check, id: 'b' }], solutions: [{ run: 'true' }] },
      { id: 'three', kind: 'read', reason: 'Only to be read.' },
    ],
  });
  expect(runsOf(lesson).map(idOf)).toEqual([
    'walk',
    'one/solution/second',
    'one/wrong/deed',
    'one/wrong/late-word',
    'two/reset',
  ]);
  // Whether a step is open again is looked at once, not on each of its hosts.
  expect(
    runsOf(lesson)
      .filter(run => 'first' in run && run.first)
      .map(idOf),
  ).toEqual(['one/solution/second']);
});

describe('working ahead', () => {
  test('keeps to its width, has the next ones ready, and does every job once', async () => {
    let working = 0;
    let most = 0;
    let ready = 0;
    let mostReady = 0;
    const done: number[] = [];
    await workAhead([1, 2, 3, 4, 5, 6, 7, 8], {
      width: 2,
      ahead: 2,
      signal: new AbortController().signal,
      begin: async job => {
        ready += 1;
        mostReady = Math.max(mostReady, ready);
        return job;
      },
      work: async (job, begun) => {
        working += 1;
        most = Math.max(most, working);
        expect(await begun).toBe(job);
        await new Promise(resolve => setImmediate(resolve));
        ready -= 1;
        working -= 1;
        done.push(job);
      },
    });
    expect(done.sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(most).toBe(2);
    expect(mostReady).toBeLessThanOrEqual(4);
  });

  test('called off, it begins nothing more but hands over what was begun', async () => {
    const stop = new AbortController();
    const begun: number[] = [];
    const handed: number[] = [];
    await workAhead([1, 2, 3, 4, 5, 6], {
      width: 1,
      ahead: 2,
      signal: stop.signal,
      begin: async job => {
        begun.push(job);
        return job;
      },
      work: async (job, ready) => {
        handed.push(job);
        await ready;
        stop.abort();
      },
    });
    expect(handed).toEqual(begun);
    expect(begun.length).toBeLessThan(6);
  });

  test('a job that could not be made ready is handed over with its failure', async () => {
    const failures: unknown[] = [];
    await workAhead([1], {
      width: 1,
      ahead: 1,
      signal: new AbortController().signal,
      begin: () => Promise.reject(new Error('no lab')),
      work: async (_job, ready) => {
        failures.push(await ready.catch((error: unknown) => error));
      },
    });
    expect(failures).toEqual([new Error('no lab')]);
  });
});
