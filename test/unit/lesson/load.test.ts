import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lessonsFolder, loadCurriculum, loadLesson } from '../../../src/lesson/index.ts';

const cases = join(import.meta.dirname, '../lint');

test('a lesson loads with its structure, its defaults and both languages', () => {
  const { lesson } = loadLesson(join(cases, 'good'));
  expect(lesson).toMatchObject({
    id: 'good',
    hosts: ['host1'],
    folder: join(cases, 'good'),
    prose: {
      en: { lang: 'en', title: 'Two boxes', question: 'Can they talk?' },
      zh: { lang: 'zh', title: '两个容器', question: '它们能互相通信吗？' },
    },
  });
  expect(lesson?.steps.map(step => [step.id, step.kind])).toEqual([
    ['two-boxes', 'do'],
    ['address', 'answer'],
    ['ask', 'run'],
  ]);
  expect(lesson?.steps[0]?.checks[1]).toMatchObject({ holds: 'step', within: 3000, needs: ['box1-runs'] });
});

test('prose is filed by step, choice, check and sentence', () => {
  const step = loadLesson(join(cases, 'good')).lesson?.prose.en?.steps['two-boxes'];
  expect(step).toEqual({
    title: 'Start two',
    body: 'Start `box1` and `box2` from `busybox`.\n\n```sh\ndocker images\n```',
    prediction: {
      question: 'Next, `box2` pings `box1` by name. What happens?',
      choices: {
        answers: { text: 'It answers.', reply: 'On a network of your own, yes.' },
        'no-name': { text: 'It does not know the name.', reply: 'So it is on this network.' },
        unsure: { text: "I can't tell yet.", reply: 'Then look.' },
      },
    },
    hints: [
      'A container runs as long as its program.',
      'The options stand before the image.',
      'The line is `docker run -dit` and what is missing.',
    ],
    checks: {
      'box1-runs': { title: 'box1 runs', says: { 'container.exited': '{name} ended with code {exit}.' } },
    },
  });
});

test('a lesson without Chinese loads in English', () => {
  const { lesson } = loadLesson(join(cases, 'no-chinese'));
  expect(lesson?.prose.en?.title).toBe('Two boxes');
  expect(lesson?.prose.zh).toBeUndefined();
});

test('a lesson without English does not load', () => {
  expect(loadLesson(join(cases, 'no-english')).complaints).toMatchObject([
    { file: join(cases, 'no-english', 'en.md'), line: 1, column: 1, what: { code: 'lint.no-file' } },
  ]);
});

test('a lesson whose prose lacks a step does not load', () => {
  expect(loadLesson(join(cases, 'step-missing')).complaints?.map(({ what }) => what.code)).toEqual([
    'lint.missing-step',
  ]);
});

test('a curriculum gives its parts, and its lessons in order; a broken one is left out and complained of', () => {
  const folder = mkdtempSync(join(tmpdir(), 'netdojo-lessons-'));
  try {
    cpSync(join(cases, 'curriculum-of-lessons'), folder, { recursive: true });
    rmSync(join(folder, 'boxes', 'en.md'));
    const { parts, lessons, complaints } = loadCurriculum(folder);
    expect(parts.map(part => [part.id, part.title.zh])).toEqual([
      ['first', '第一部分'],
      ['first', '第二部分'],
    ]);
    expect([...lessons.keys()]).toEqual(['crates']);
    expect(complaints).toContainEqual({
      file: join(folder, 'boxes', 'en.md'),
      line: 1,
      column: 1,
      what: { code: 'lint.no-file', params: { name: 'en.md' } },
    });
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('the curriculum of this repository loads whole', () => {
  const { parts, lessons, complaints } = loadCurriculum(lessonsFolder());
  expect(complaints).toEqual([]);
  expect([...lessons.keys()]).toEqual(parts.flatMap(part => part.lessons));
});
