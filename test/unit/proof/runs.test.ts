import { describe, expect, test } from 'vitest';
import { lessonSchema } from '../../../src/lesson/index.ts';
import { workAhead } from '../../../src/proof/ahead.ts';
import { idIn, idOf, type Run, runsOf, scriptsIn } from '../../../src/proof/runs.ts';

const check = { id: 'a', probe: 'container', name: 'a', state: 'running' };

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
        { id: 'deed', run: 'docker run -d --name a busybox', caught: 'a' },
        { id: 'word', answer: 'x', caught: 'a' },
        { id: 'late-word', answer: 'x', caught: 'a', after: 'second' },
        { id: 'late-deed', run: 'iptables -F', caught: 'a', after: 'first' },
        { id: 'removed', run: 'docker network rm other', caught: 'a' },
      ],
    },
    {
      id: 'two',
      kind: 'do',
      checks: [{ ...check, id: 'b' }],
      solutions: [{ run: 'true' }],
      wrong: [{ id: 'breaks-one', run: 'true', caught: 'a' }],
    },
    { id: 'three', kind: 'read', reason: 'Only to be read.' },
  ],
});

/** Ids of runs; of a tour its stops and what is visited there as well. */
const named = (runs: readonly Run[]): string[] =>
  runs.flatMap(run => [
    idOf(run),
    ...(run.kind === 'tour'
      ? run.stops.map(({ step, visits }) => [`- ${step.id}:`, ...visits.map(idIn)].join(' '))
      : []),
  ]);

describe('the runs of a lesson', () => {
  test('alone: it is walked once and toured once; other solutions and wrong deeds get hosts of their own', () => {
    expect(named(runsOf(lesson, { share: false }))).toEqual([
      'walk',
      'one/tour',
      '- one:',
      '- two:',
      '- three:',
      'one/wrong/deed',
      'one/wrong/late-word',
      'one/wrong/late-deed',
      'one/wrong/removed',
      'one/solution/second',
      'two/wrong/breaks-one',
    ]);
  });

  test('sharing: what can perhaps be put back is visited on the tour', () => {
    expect(named(runsOf(lesson, { share: true }))).toEqual([
      'walk',
      'one/tour',
      '- one: deed late-deed second',
      '- two: breaks-one',
      '- three:',
      'one/wrong/late-word',
      'one/wrong/removed',
    ]);
  });

  test('on several hosts nothing is shared', () => {
    const wide = { ...lesson, hosts: ['host1', 'host2'] };
    expect(named(runsOf(wide, { share: true }))).toEqual(named(runsOf(lesson, { share: false })));
  });

  test('of one step: its own, and what its checks catch at other steps', () => {
    expect(named(runsOf(lesson, { share: true, step: 'one' }))).toEqual([
      'one/walk',
      'one/tour',
      '- one: deed late-deed second',
      'one/wrong/late-word',
      'one/wrong/removed',
      'two/wrong/breaks-one',
    ]);
    expect(named(runsOf(lesson, { share: true, step: 'two' }))).toEqual([
      'two/walk',
      'two/tour',
      '- two: breaks-one',
    ]);
    // It has nothing to check, and nothing to try.
    expect(named(runsOf(lesson, { share: true, step: 'three' }))).toEqual(['three/walk']);
  });

  test('a run takes the longer the more scripts it plays', () => {
    const scripts = (share: boolean, step?: string) =>
      runsOf(lesson, { share, step }).map(run => scriptsIn(run, lesson));
    expect(scripts(true)).toEqual([3, 7, 1, 1]);
    expect(scripts(true, 'two')).toEqual([2, 3]);
  });
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
        return [];
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
        return [];
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
        return [];
      },
    });
    expect(failures).toEqual([new Error('no lab')]);
  });

  test('what comes of a job is done before what waits, also by those who had nothing left to do', async () => {
    const done: number[] = [];
    await workAhead([1, 2], {
      width: 3,
      ahead: 0,
      signal: new AbortController().signal,
      begin: async job => job,
      work: async (job, ready) => {
        await ready;
        await new Promise(resolve => setImmediate(resolve));
        done.push(job);
        return job === 1 ? [11, 12] : job === 11 ? [111] : [];
      },
    });
    expect([...done].sort((one, other) => one - other)).toEqual([1, 2, 11, 12, 111]);
  });
});

test('a container that the lesson knows by its id is made anew on a host of its own', () => {
  const anew = { id: 'anew', run: 'docker rm -f a\ndocker run -d --name a busybox', caught: 'a' };
  const [one, two] = lesson.steps;
  const known = lessonSchema.parse({
    ...{ id: 'known', minutes: 1 },
    steps: [
      { ...one, wrong: [anew], remember: { a: '{id:a}' } },
      { ...two, wrong: [anew] },
    ],
  });
  expect(named(runsOf(known, { share: true }))).toEqual([
    'walk',
    'one/tour',
    '- one: anew second',
    '- two:',
    'two/wrong/anew',
  ]);
});
