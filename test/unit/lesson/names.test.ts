import { join } from 'node:path';
import { expect, test } from 'vitest';
import { lessonsFolder, loadLesson } from '../../../src/lesson/index.ts';
import { lessonFolder, lessonsIn, stepsIn } from '../../../src/lesson/names/index.ts';

test.each([
  ['isolation', join(lessonsFolder(), 'isolation')],
  ['./isolation', join(process.cwd(), 'isolation')],
  ['lessons/isolation', join(process.cwd(), 'lessons/isolation')],
  ['/tmp/isolation', '/tmp/isolation'],
  ['.', process.cwd()],
  ['..', join(process.cwd(), '..')],
])('the word %s means %s', (word, folder) => {
  expect(lessonFolder(word)).toBe(folder);
});

test('the names found without reading a lesson are those of its structure', () => {
  const ids = lessonsIn(lessonsFolder());
  expect(ids).toContain('isolation');
  for (const id of ids) {
    const folder = join(lessonsFolder(), id);
    expect(stepsIn(folder)).toEqual(loadLesson(folder).lesson?.steps.map(step => step.id));
  }
});

test('a folder without a lesson has no steps', () => {
  expect(stepsIn('/nowhere')).toEqual([]);
});
