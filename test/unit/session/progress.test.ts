import { execFile } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type LessonProgress, openProgress } from '../../../src/session/progress.ts';

const run = promisify(execFile);
const writer = fileURLToPath(new URL('./progress-writer.ts', import.meta.url));

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'netdojo-progress-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const entry: LessonProgress = {
  step: 'two',
  mode: 'guided',
  steps: {
    one: {
      status: 'passed',
      hints: 1,
      solutionShown: false,
      predicted: 'silence',
      measured: { choice: undefined, got: { code: 'a', params: { list: ['x', { code: 'b' }] } } },
    },
  },
  state: 'started',
  startedAt: 1,
  changedAt: 2,
};

describe('progress on disk', () => {
  test('there is none before anything was done, and reading makes none', async () => {
    expect(await openProgress(folder).read()).toEqual({ value: { version: 1, lessons: {} } });
    expect(await readdir(folder)).toEqual([]);
  });

  test('what was written is read by another netdojo, whole', async () => {
    await openProgress(folder).update('user-dns', () => entry);
    expect((await openProgress(folder).read()).value.lessons['user-dns']).toEqual(entry);
  });

  test('one lesson does not touch another', async () => {
    const store = openProgress(folder);
    await Promise.all([
      store.update('a', () => entry),
      store.update('b', () => ({ ...entry, step: 'three' })),
    ]);
    const { value } = await store.read();
    expect([value.lessons.a?.step, value.lessons.b?.step]).toEqual(['two', 'three']);
  });

  test('two processes that write at the same time lose nothing of each other', async () => {
    const times = 25;
    const node = process.execPath;
    await Promise.all([
      run(node, [writer, folder, 'shared', String(times)]),
      run(node, [writer, folder, 'shared', String(times)]),
      run(node, [writer, folder, 'other', String(times)]),
    ]);
    const { value } = await openProgress(folder).read();
    expect(value.lessons.shared?.steps.one?.hints).toBe(2 * times);
    expect(value.lessons.other?.steps.one?.hints).toBe(times);
    expect(await readdir(folder)).toEqual(['progress.json']);
  });

  test.each([
    ['cut short', '{"version": 1, "less'],
    ['empty', ''],
    ['of another shape', '{"version": 1, "lessons": {"a": {"step": 3}}}'],
    ['of another version', '{"version": 99, "lessons": {}}'],
  ])('a file that is %s is put aside and said, once', async (_what, content) => {
    await writeFile(join(folder, 'progress.json'), content);
    const store = openProgress(folder);
    const { value, damaged } = await store.read();
    expect(value.lessons).toEqual({});
    expect(await readFile(damaged ?? '', 'utf8')).toBe(content);
    expect((await store.update('a', () => entry)).damaged).toBeUndefined();
    expect((await store.read()).damaged).toBeUndefined();
  });

  // A lock that cannot be made is no lock that somebody holds: waiting for it took 13 s at every step of a lesson.
  test.runIf(process.platform === 'linux')('a folder that takes no new file is told at once', async () => {
    const began = performance.now();
    await expect(openProgress('/proc/self').update('a', () => entry)).rejects.toMatchObject({
      code: 'state-file',
    });
    expect(performance.now() - began).toBeLessThan(10_000);
  });

  test('a file that cannot be written is the environment’s failure, with its path', async () => {
    await writeFile(join(folder, 'file'), '');
    const store = openProgress(join(folder, 'file', 'below'));
    await expect(store.update('a', () => entry)).rejects.toMatchObject({
      name: 'EnvironmentError',
      code: 'state-file',
      params: { path: join(folder, 'file', 'below', 'progress.json'), reason: 'ENOTDIR' },
    });
  });
});
