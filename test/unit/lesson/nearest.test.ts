import { expect, test } from 'vitest';
import { nearest } from '../../../src/lesson/index.ts';

test.each([
  ['isolaton', 'isolation'],
  ['wbe', 'web'],
  ['default-bride', 'default-bridge'],
  ['isolation', 'isolation'],
])('%s is nearest to %s', (word, expected) => {
  expect(nearest(word, ['default-bridge', 'isolation', 'publish', 'db', 'web'])).toBe(expected);
});

test('a word that is like none of them has no nearest', () => {
  expect(nearest('overlay', ['default-bridge', 'isolation'])).toBeUndefined();
  expect(nearest('x', ['a', 'b'])).toBeUndefined();
  expect(nearest('word', [])).toBeUndefined();
});
