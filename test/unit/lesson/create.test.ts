import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createLesson, starterFolder } from '../../../src/lesson/create.ts';
import { idLike, lessonsFolder, lint } from '../../../src/lesson/index.ts';
import { vocabulary } from './vocabulary.ts';

let parent: string;
beforeEach(() => {
  parent = mkdtempSync(join(tmpdir(), 'netdojo-new-'));
});
afterEach(() => rmSync(parent, { recursive: true }));

test('what is made has nothing to complain about, and its own id', async () => {
  const folder = await createLesson(parent, 'my-lesson');
  expect(folder).toBe(join(parent, 'my-lesson'));
  expect(readdirSync(folder).sort()).toEqual(['en.md', 'lesson.yaml', 'zh.md']);
  expect(lint(folder, vocabulary)).toEqual({ complaints: [], lessons: 1 });
});

test('what is there stays as it is', async () => {
  const folder = await createLesson(parent, 'my-lesson');
  rmSync(join(folder, 'zh.md'));
  await expect(createLesson(parent, 'my-lesson')).rejects.toMatchObject({ code: 'EEXIST' });
  expect(readdirSync(folder).sort()).toEqual(['en.md', 'lesson.yaml']);
});

describe('the line that leads an editor to the schema', () => {
  const schemaOf = (folder: string): string | undefined =>
    /^# yaml-language-server: \$schema=(.*)$/m.exec(readFileSync(join(folder, 'lesson.yaml'), 'utf8'))?.[1];
  const schema = join(lessonsFolder(), 'lesson.schema.json');

  test('is relative inside this tree, so that it holds on another machine', async () => {
    const inside = mkdtempSync(join(dirname(lessonsFolder()), 'test/unit/new-'));
    try {
      const folder = await createLesson(inside, 'my-lesson');
      expect(schemaOf(folder)).toMatch(/^\.\./);
      expect(join(folder, schemaOf(folder) ?? '')).toBe(schema);
    } finally {
      rmSync(inside, { recursive: true });
    }
  });

  test('is the whole path elsewhere', async () => {
    expect(schemaOf(await createLesson(parent, 'my-lesson'))).toBe(schema);
  });

  test('leads there from the starter itself', () => {
    expect(join(starterFolder(), schemaOf(starterFolder()) ?? '')).toBe(schema);
  });
});

test.each([
  ['My_Lesson', 'my-lesson'],
  ['2 hosts', 'hosts'],
  ['-x-', 'x'],
  ['第一课', undefined],
])('%s could be called %s', (word, id) => {
  expect(idLike(word)).toBe(id);
});
