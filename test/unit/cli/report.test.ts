import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { reportOf } from '../../../src/cli/report.ts';
import { readResults } from '../../../src/cli/report-files.ts';
import { tableCsv, tableLines, tableMarkdown } from '../../../src/cli/table.ts';
import type { Result } from '../../../src/session/index.ts';

const step = { status: 'open', hints: 0, solutionShown: false, checks: [] } as const;

function result(learner: string, lesson: string, changes: Partial<Result> = {}): Result {
  return {
    kind: 'netdojo-result',
    version: 1,
    learner,
    lesson: { id: lesson, hash: 'abc' },
    mode: 'self-check',
    versions: { netdojo: '1.2.3', engine: '26.1' },
    state: 'started',
    step: 'two',
    startedAt: '2026-01-01T10:00:00.000Z',
    changedAt: '2026-01-01T10:05:00.000Z',
    steps: [
      { ...step, id: 'one', status: 'passed', hints: 2, checks: [] },
      {
        ...step,
        id: 'two',
        checks: [
          {
            id: 'web',
            bystander: false,
            verdict: 'fail',
            asked: { code: 'a' },
            expected: { code: 'e' },
            got: { code: 'container.absent', params: { name: 'web' } },
            at: '2026-01-01T10:05:00.000Z',
          },
        ],
      },
    ],
    ...changes,
  };
}

const done: Partial<Result> = { state: 'done', finishedAt: '2026-01-01T11:00:00.000Z' };

describe('a report', () => {
  test('is the same whatever order the files come in, lessons in the order of the curriculum', () => {
    const found = [
      result('李娜', 'isolation', done),
      result('ben', 'zzz-own'),
      result('anna', 'isolation'),
      result('anna', 'default-bridge', done),
    ].map((one, index) => ({ file: `${index}.json`, result: one }));
    const report = reportOf(found, ['default-bridge', 'isolation']);
    expect(report.learners).toEqual(['anna', 'ben', '李娜']);
    expect(report.lessons).toEqual(['default-bridge', 'isolation', 'zzz-own']);
    expect(reportOf(found.toReversed(), ['default-bridge', 'isolation'])).toEqual(report);
  });

  test('says who is stuck where, and on what', () => {
    const [standing] = reportOf([{ file: 'a', result: result('anna', 'isolation') }], []).standings;
    expect(standing).toMatchObject({
      step: 'two',
      number: 2,
      of: 2,
      hints: 2,
      open: [{ check: 'web', verdict: 'fail', got: { code: 'container.absent' } }],
    });
  });

  test('takes the best of several attempts; a copy is no attempt of its own', () => {
    const first = result('anna', 'isolation', done);
    const again = result('anna', 'isolation', {
      startedAt: '2026-01-02T10:00:00.000Z',
      changedAt: '2026-01-02T10:00:00.000Z',
    });
    const found = [again, first, first].map((one, index) => ({ file: `${index}`, result: one }));
    const { standings } = reportOf(found, []);
    expect(standings).toMatchObject([{ state: 'done', attempts: 2, open: [] }]);
  });
});

describe('reading', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'netdojo-report-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  test('names what is damaged, foreign, newer or not there, and reads the rest', async () => {
    await mkdir(join(folder, 'class', 'more'), { recursive: true });
    const good = JSON.stringify(result('anna', 'isolation'));
    const put = (name: string, text: string) => writeFile(join(folder, 'class', name), text);
    await put('good.json', good);
    await put('more/also.json', JSON.stringify(result('ben', 'isolation')));
    await put('cut.json', good.slice(0, 200));
    await put('other.json', '{"kind":"something"}');
    await put('newer.json', good.replace('"version":1', '"version":2'));
    await put('notes.txt', 'not looked at');
    const { found, unread } = await readResults([join(folder, 'class'), join(folder, 'nowhere.json')]);
    expect(found.map(one => one.result.learner)).toEqual(['anna', 'ben']);
    const name = (file: string) => file.slice(folder.length + 1);
    expect(unread.map(({ file, why }) => `${name(file)} ${why}`)).toEqual([
      'nowhere.json unreadable',
      'class/cut.json foreign',
      'class/newer.json foreign',
      'class/other.json foreign',
    ]);
  });
});

describe('a table', () => {
  test('is aligned by the cells its text takes, and lets nothing steer the terminal', () => {
    expect(
      tableLines([
        ['learner', 'x'],
        ['李娜', 'done'],
        ['a\x1b[31mb', 'y'],
      ]),
    ).toEqual(['learner  x', '李娜     done', 'a�[31mb  y']);
  });

  test.each([
    ['plain', '"plain"'],
    ['say "hi", ok\nnext', '"say ""hi"", ok\nnext"'],
    ['=1+1', `"'=1+1"`],
    ['+1', `"'+1"`],
    ['-1', `"'-1"`],
    ['@SUM(A1)', `"'@SUM(A1)"`],
    ['  =1', `"'  =1"`],
    ['\t=1', `"'\t=1"`],
    ['＝1', `"'＝1"`],
    ['a=1', '"a=1"'],
  ])('as CSV, %j is %s', (cell, written) => {
    expect(tableCsv([[cell]])).toBe(`\ufeff${written}\r\n`);
  });

  test('as Markdown no cell breaks out of its column', () => {
    expect(
      tableMarkdown([
        ['learner', 'x'],
        ['a|b\n<i>', '*y*'],
      ]),
    ).toEqual(['| learner | x |', '| --- | --- |', '| a\\|b�&lt;i> | \\*y\\* |']);
  });
});
