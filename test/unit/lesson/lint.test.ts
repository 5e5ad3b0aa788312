import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { lessonsFolder, lint } from '../../../src/lesson/index.ts';
import type { Said } from '../../../src/probe/schema/index.ts';
import { lint as english } from '../../../src/text/en/lint.ts';
import { say } from '../../../src/text/say.ts';
import { lint as chinese } from '../../../src/text/zh/lint.ts';
import { vocabulary } from './vocabulary.ts';

const cases = join(import.meta.dirname, '../lint');
const names = readdirSync(cases).sort();

function printed(folder: string): string {
  return lint(folder, vocabulary)
    .complaints.map(({ file, line, column, what }) => {
      const name = relative(folder, file);
      return `${name === '' ? '.' : name}:${line}:${column}: ${say('en', what)}\n`;
    })
    .join('');
}

describe('lint says of each broken lesson exactly what stands in its expected.txt', () => {
  test.each(names)('%s', name => {
    expect(printed(join(cases, name))).toBe(readFileSync(join(cases, name, 'expected.txt'), 'utf8'));
  });
});

test('a lesson in order has no complaint, and every other case has one', () => {
  const silent = names.filter(name => lint(join(cases, name), vocabulary).complaints.length === 0);
  expect(silent).toEqual(['good']);
});

test('every sentence lint knows is brought about by some case', () => {
  const said = new Set(
    names.flatMap(name => lint(join(cases, name), vocabulary).complaints.flatMap(c => codesIn(c.what))),
  );
  expect(Object.keys(english).filter(code => !said.has(code))).toEqual([]);
  expect([...said].filter(code => !(code in english))).toEqual([]);
});

function codesIn(what: Said): string[] {
  const inner = Object.values(what.params ?? {}).flatMap(param => (Array.isArray(param) ? param : [param]));
  return [what.code, ...inner.flatMap(param => (typeof param === 'object' ? codesIn(param) : []))];
}

test('Chinese complaints take the same parameters as English ones', () => {
  const parameters = (text: string): string[] => [...new Set(text.match(/\{[a-zA-Z]+\}/g))].sort();
  const other: Readonly<Record<string, string>> = chinese;
  for (const [code, text] of Object.entries(english))
    expect([code, parameters(other[code] ?? '')]).toEqual([code, parameters(text)]);
});

test('a file inside a lesson stands for its lesson', () => {
  expect(lint(join(cases, 'no-check', 'en.md'), vocabulary)).toEqual(
    lint(join(cases, 'no-check'), vocabulary),
  );
});

test('a curriculum counts the lessons it read', () => {
  expect(lint(join(cases, 'curriculum-of-lessons'), vocabulary).lessons).toBe(2);
});

test('the lessons of this repository have no complaint', () => {
  expect(printed(lessonsFolder())).toBe('');
});
