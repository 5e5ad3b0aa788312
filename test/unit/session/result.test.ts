import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openingState, reduce } from '../../../src/session/reduce.ts';
import { type ResultFacts, resultAfter, resultAt } from '../../../src/session/result.ts';
import {
  type Happened,
  isForeign,
  readResult,
  resultPath,
  startResultWriter,
  updateResult,
} from '../../../src/session/result-file.ts';
import { type Result, resultSchema } from '../../../src/session/result-schema.ts';
import type { SessionEvent } from '../../../src/session/types.ts';
import { entered, judged, opening, own } from './fixture.ts';

const facts: ResultFacts = { ...opening, hash: 'abc', netdojo: '1.2.3', engine: '26.1' };
const start = openingState(opening);

/** What a session hands on: every event with the state after it. */
function happened(...events: readonly SessionEvent[]): Happened[] {
  let state = start;
  return events.map((event, index) => {
    state = reduce(state, event);
    return { event, state, at: 10_000 + index };
  });
}

function resultOf(before: Result | null, ...events: readonly SessionEvent[]): Result {
  const result = happened(...events).reduce(
    (result, { event, state, at }) => resultAfter(result, event, state, at),
    resultAt(before, facts, start, 5_000),
  );
  // What is held in memory is what a file gives back.
  expect(resultSchema.parse(JSON.parse(JSON.stringify(result)))).toEqual(JSON.parse(JSON.stringify(result)));
  return result;
}

const walk: readonly SessionEvent[] = [
  entered('one', [own('a'), own('held', 'two')], true),
  { type: 'predicted', step: 'one', choice: 'silence' },
  { type: 'hint-shown', step: 'one' },
  judged('a', 'fail', 3_000),
  judged('a', 'pass', 4_000),
  { type: 'measured', step: 'one', measured: { choice: undefined, got: { code: 'silence' } } },
  { type: 'step-left', step: 'one', as: 'passed', at: 6_000 },
  entered('two', [own('b', 'two'), own('a')]),
];

describe('a result', () => {
  test('says who did what in which lesson, with which netdojo, before anything is done', () => {
    expect(resultOf(null)).toMatchObject({
      kind: 'netdojo-result',
      version: 1,
      learner: 'anna',
      lesson: { id: 'trial', hash: 'abc' },
      mode: 'guided',
      versions: { netdojo: '1.2.3', engine: '26.1' },
      state: 'started',
      step: 'one',
      startedAt: '1970-01-01T00:00:00.900Z',
    });
  });

  test('holds help, predictions, times, and each check as it was last judged', () => {
    const { steps, step } = resultOf(null, ...walk);
    expect(step).toBe('two');
    expect(steps[0]).toMatchObject({
      id: 'one',
      status: 'passed',
      hints: 1,
      solutionShown: false,
      predicted: 'silence',
      measured: { got: { code: 'silence' } },
      openedAt: '1970-01-01T00:00:02.000Z',
      leftAt: '1970-01-01T00:00:06.000Z',
      checks: [{ id: 'a', verdict: 'pass', got: { code: 'got.pass' }, at: '1970-01-01T00:00:04.000Z' }],
    });
    expect(steps[1]).toMatchObject({ id: 'two', status: 'open', checks: [] });
  });

  test('a held check that fails later is told with its own step', () => {
    const [one, two] = resultOf(null, ...walk, judged('a', 'fail', 7_000), judged('b', 'pass', 7_000)).steps;
    expect(one).toMatchObject({ status: 'passed', checks: [{ id: 'a', verdict: 'fail' }] });
    expect(two?.checks.map(({ id }) => id)).toEqual(['b']);
  });

  test('is finished with its lesson, with help where a step was skipped', () => {
    const end: readonly SessionEvent[] = [
      { type: 'step-left', step: 'two', as: 'skipped', at: 8_000 },
      { type: 'lesson-finished', at: 8_000 },
    ];
    expect(resultOf(null, ...walk, ...end)).toMatchObject({
      state: 'done-with-help',
      finishedAt: '1970-01-01T00:00:08.000Z',
    });
  });

  test('goes on over sessions of one attempt, and begins anew with another attempt or learner', () => {
    const before = resultOf(null, ...walk);
    expect(resultOf(before).steps[0]?.checks).toHaveLength(1);
    expect(resultOf(before).steps[0]?.openedAt).toBeDefined();
    for (const other of [{ learner: 'ben' }, { begun: 901 }, { lesson: 'another' }])
      expect(
        resultOf({ ...before, ...resultAt(before, { ...facts, ...other }, start, 5_000) }).steps[0],
      ).toMatchObject({
        checks: [],
      });
  });
});

describe('the file of a result', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'netdojo-result-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  test('in a folder it is named by lesson, learner and beginning, whatever the name holds', async () => {
    const names = await Promise.all(
      ['anna', '李 安娜', '../../etc/passwd', '.'].map(learner =>
        resultPath(`${folder}/`, { ...facts, learner }),
      ),
    );
    expect(names.map(name => name.slice(folder.length + 1))).toEqual([
      'trial.anna.1970-01-01T00-00-00.json',
      'trial.李%20安娜.1970-01-01T00-00-00.json',
      'trial.%2e%2e%2f%2e%2e%2fetc%2fpasswd.1970-01-01T00-00-00.json',
      'trial.%2e.1970-01-01T00-00-00.json',
    ]);
  });

  test('a file asked for is taken, but not from another attempt', async () => {
    const file = join(folder, 'mine.json');
    expect(await resultPath(file, facts)).toBe(file);
    await updateResult(file, facts, start, happened(...walk));
    expect(await resultPath(file, facts)).toBe(file);
    const again = await resultPath(file, { ...facts, begun: 61_000 });
    expect(again).toBe(join(folder, 'mine.trial.anna.1970-01-01T00-01-01.json'));
    expect((await readResult(file))?.step).toBe('two');
  });

  test('what is no result is told apart, and a folder is fine', async () => {
    const thesis = join(folder, 'thesis.json');
    await writeFile(thesis, '{"kind":"thesis"}');
    await mkdir(join(folder, 'class'));
    expect(await isForeign(thesis)).toBe(true);
    expect(await isForeign(join(folder, 'class'))).toBe(false);
    expect(await isForeign(join(folder, 'new.json'))).toBe(false);
  });

  test('a damaged one is put aside and a new one begins', async () => {
    const file = join(folder, 'r.json');
    await updateResult(file, facts, start, happened(...walk));
    await writeFile(file, (await readFile(file, 'utf8')).slice(0, 100));
    const { damaged } = await updateResult(file, facts, start, happened(...walk));
    expect(damaged).toMatch(/r\.json\.damaged-/);
    expect((await readResult(file))?.steps[0]?.status).toBe('passed');
  });

  test('a session writes all it is told, in order, and says once what it cannot write', async () => {
    const file = join(folder, 'r.json');
    const failures: unknown[] = [];
    const told = { onDamaged: () => {}, onFailure: (error: unknown) => failures.push(error) };
    const writer = startResultWriter(file, facts, start, told);
    for (const one of happened(...walk)) writer.take(one);
    await writer.close();
    const { changedAt: _one, ...written } = (await readResult(file)) ?? { changedAt: '' };
    const { changedAt: _other, ...wanted } = resultOf(null, ...walk);
    expect(written).toEqual(JSON.parse(JSON.stringify(wanted)));
    expect(failures).toEqual([]);
    expect(await readdir(folder)).toEqual(['r.json']);
    // A file where a folder should be.
    const nowhere = startResultWriter(join(file, 'r.json'), facts, start, told);
    await nowhere.close();
    expect(failures).toMatchObject([{ code: 'state-file' }]);
  });
});
