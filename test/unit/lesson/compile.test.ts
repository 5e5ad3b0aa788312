import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { compileLessons } from '../../../src/lesson/compile.ts';
import { lessonsFolder, loadLesson } from '../../../src/lesson/index.ts';

const cases = join(import.meta.dirname, '../lint');

test('what the build leaves of a lesson, written and read again, is what its sources say', () => {
  const compiled = JSON.parse(JSON.stringify(compileLessons(lessonsFolder())));
  expect(Object.keys(compiled)).toHaveLength(15);
  for (const [id, { lesson }] of Object.entries<{ lesson: object }>(compiled)) {
    const folder = join(lessonsFolder(), id);
    expect({ ...lesson, folder }).toEqual(loadLesson(folder).lesson);
  }
});

test('a lesson that is broken when it is built is left to be read, and complained of, by who opens it', () => {
  const folder = mkdtempSync(join(tmpdir(), 'netdojo-lessons-'));
  try {
    cpSync(join(cases, 'curriculum-of-lessons'), folder, { recursive: true });
    rmSync(join(folder, 'boxes', 'en.md'));
    expect(Object.keys(compileLessons(folder))).toEqual(['crates', 'others']);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
