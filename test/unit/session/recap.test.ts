import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { commandsRun } from '../../../src/session/commands-run.ts';
import { upLogPath } from '../../../src/session/log.ts';
import { appendLog } from '../../../src/session/log-append.ts';
import { recapMarkdown } from '../../../src/session/recap.ts';
import { writeRecap } from '../../../src/session/recap-file.ts';
import type { Result } from '../../../src/session/result-schema.ts';
import type { SessionEvent } from '../../../src/session/types.ts';
import { entered, lessonOf, opening, own, running } from './fixture.ts';

const structure = lessonOf([
  { id: 'one', kind: 'do', checks: [running('a')], solutions: [{ run: 'true' }] },
  { id: 'two', kind: 'do', checks: [running('b')], solutions: [{ run: 'true' }] },
]);
const prose = {
  lang: 'en',
  title: 'A trial',
  question: 'Does it run at {ip:a}?',
  intro: '',
  closing: 'Remember this.',
  steps: {
    one: {
      title: 'Start a',
      body: '',
      prediction: {
        question: 'Will it?',
        choices: {
          yes: { text: 'It will.', reply: 'You knew.' },
          no: { text: 'It will not.', reply: 'Look.' },
        },
      },
      hints: [],
      checks: { a: { title: 'a runs', says: {} } },
    },
  },
} as const;
const lesson = { ...structure, prose: { en: prose, zh: undefined } };

const result: Result = {
  kind: 'netdojo-result',
  version: 1,
  learner: 'anna',
  lesson: { id: 'trial', hash: 'abc' },
  mode: 'self-check',
  versions: { netdojo: '1.2.3', engine: '26.1' },
  state: 'started',
  step: 'two',
  startedAt: '2026-01-01T10:00:00.000Z',
  changedAt: '2026-01-01T10:05:00.000Z',
  steps: [
    {
      id: 'one',
      status: 'passed',
      hints: 1,
      solutionShown: false,
      predicted: 'no',
      measured: { choice: 'yes', got: { code: 'container.running', params: { name: 'a' } } },
      checks: [
        {
          id: 'a',
          bystander: false,
          verdict: 'pass',
          asked: { code: 'x' },
          expected: { code: 'x' },
          got: { code: 'container.running', params: { name: 'a' } },
          evidence: { command: 'docker ps', output: '```\n\x1b[31mred\x1b[0m' },
          at: '2026-01-01T10:05:00.000Z',
        },
      ],
    },
    { id: 'two', status: 'open', hints: 0, solutionShown: false, checks: [] },
  ],
};
const commands = [
  { step: 'one', at: 1, text: 'docker run -d --name a busybox', exitCode: 0 },
  { step: 'one', at: 2, text: 'docker logs b', exitCode: 1 },
];
const fill = async (text: string) => text.replace('{ip:a}', '172.17.0.2');

describe('a recap', () => {
  test('tells commands, what checks saw, the guess and what was measured', async () => {
    const written = await recapMarkdown({ result, lesson, commands, lang: 'en', fill });
    expect(written).toContain('# A trial\n\nDoes it run at 172.17.0.2?');
    expect(written).toContain('## 1. Start a\n\n*passed, hints: 1*');
    expect(written).toContain('- Your guess: It will not.\n- Measured: It will.');
    expect(written).toContain('Look.');
    expect(written).toContain('```\ndocker run -d --name a busybox\ndocker logs b    # exit 1\n```');
    expect(written).toContain('- ✔ a runs: ');
    // Evidence with a fence of its own stays inside, and steers no terminal.
    expect(written).toContain('  ````\n  $ docker ps\n  ```\n  red\n  ````');
    expect(written).not.toContain('\x1b');
    expect(written).toContain('## 2. two\n\n*under way*');
    expect(written).not.toContain('Remember this.');
  });

  test('ends with the closing page once the lesson is done, and needs no lesson here', async () => {
    const done: Result = { ...result, state: 'done', finishedAt: '2026-01-01T11:00:00.000Z' };
    expect(await recapMarkdown({ result: done, lesson, commands: [], lang: 'zh', fill })).toMatch(
      /## 要记住的\n\nRemember this\.\n$/,
    );
    expect(await recapMarkdown({ result: done, lesson: undefined, commands, lang: 'en', fill })).toContain(
      '# trial',
    );
  });
});

describe('on disk', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'netdojo-recap-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  test('commands are those of the attempt, with the step that was current, from several commands’ one log', async () => {
    const file = upLogPath(folder, opening);
    const ran = (shell: string, at: number, text: string): SessionEvent => ({
      type: 'command-started',
      shell,
      text,
      at,
    });
    await appendLog(file, opening, [ran('s1', 1, 'docker ps')]);
    await appendLog(file, opening, [{ type: 'command-ended', shell: 's1', exitCode: 0, at: 2 }]);
    await appendLog(file, opening, [entered('two', [own('b', 'two')]), ran('s1', 3, 'ls')]);
    const other = { ...opening, at: 2_000, begun: 901 };
    await appendLog(upLogPath(folder, other), other, [ran('s1', 4, 'not mine')]);
    await writeFile(join(folder, '2026-trial-1.jsonl'), 'nonsense\n');
    expect(await commandsRun(folder, opening)).toEqual([
      { step: 'one', at: 1, text: 'docker ps', exitCode: 0 },
      { step: 'two', at: 3, text: 'ls' },
    ]);
    expect(await commandsRun(join(folder, 'nowhere'), opening)).toEqual([]);
  });

  test('a recap never takes the place of a file', async () => {
    const first = await writeRecap(folder, 'trial', 'one');
    const second = await writeRecap(folder, 'trial', 'two');
    expect([first, second].map(path => path.slice(folder.length + 1))).toEqual([
      'netdojo-recap-trial.md',
      'netdojo-recap-trial-2.md',
    ]);
    expect(await readFile(first, 'utf8')).toBe('one');
    await expect(writeRecap(join(folder, 'nowhere'), 'trial', '')).rejects.toMatchObject({
      code: 'output-file',
    });
  });
});
