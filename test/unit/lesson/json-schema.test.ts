import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import type { z } from 'zod';
import { starterFolder } from '../../../src/lesson/create.ts';
import { curriculumSchema } from '../../../src/lesson/curriculum.ts';
import { lessonSchema, lessonsFolder } from '../../../src/lesson/index.ts';
import { jsonSchemaText } from './json-schema.ts';

const files: { name: string; schema: z.ZodType; title: string }[] = [
  { name: 'lesson.schema.json', schema: lessonSchema, title: 'A lesson of netdojo' },
  { name: 'curriculum.schema.json', schema: curriculumSchema, title: 'The curriculum of netdojo' },
];

test.each(files)('$name is what the schema says (update with vitest -u)', async ({ name, schema, title }) => {
  await expect(jsonSchemaText(schema, title)).toMatchFileSnapshot(join(lessonsFolder(), name));
});

const ajv = new Ajv({ allErrors: true, strict: true, allowUnionTypes: true });
const validators = new Map(
  files.map(({ schema }) => [schema, ajv.compile(JSON.parse(jsonSchemaText(schema, '')))]),
);

/** What a JSON schema validator has against a value: the place of each fault. */
function faults(schema: z.ZodType, value: unknown): string[] {
  const validate = validators.get(schema);
  if (validate === undefined) throw new Error('no such schema');
  return validate(value) ? [] : (validate.errors ?? []).map(({ instancePath }) => instancePath);
}

const lessons = readdirSync(lessonsFolder(), { withFileTypes: true })
  .filter(entry => entry.isDirectory())
  .map(entry => join(lessonsFolder(), entry.name));
const broken = join(import.meta.dirname, '../lint');

describe('a validator as editors have one', () => {
  test.each([...lessons, starterFolder(), join(broken, 'good')])('accepts %s', folder => {
    expect(faults(lessonSchema, parse(readFileSync(join(folder, 'lesson.yaml'), 'utf8')))).toEqual([]);
  });

  test('accepts the curriculum', () => {
    const source = readFileSync(join(lessonsFolder(), 'curriculum.yaml'), 'utf8');
    expect(faults(curriculumSchema, parse(source))).toEqual([]);
  });

  test.each([
    ['a field nobody knows', 'unknown-field', '/steps/0/checks/0'],
    ['a misspelt field', 'holds-misspelt', '/steps/0/checks/0/holds'],
    ['a missing field', 'missing-field', '/steps/0/wrong/0'],
    ['a step of no kind', 'unknown-kind', '/steps/1/kind'],
    ['a probe there is not', 'unknown-probe', '/steps/1/checks/0/probe'],
    ['a number out of range', 'value-out-of-range', '/minutes'],
    ['a value of another type', 'value-of-another-type', '/minutes'],
    ['an id of another form', 'id-form', '/steps/1/id'],
    ['a choice that says nothing', 'empty-reading', '/steps/0/predict/choices'],
    ['five hosts', 'too-many-hosts', '/hosts'],
  ])('refuses %s', (_what, folder, place) => {
    const found = faults(lessonSchema, parse(readFileSync(join(broken, folder, 'lesson.yaml'), 'utf8')));
    expect(found.filter(at => at.startsWith(place))).not.toEqual([]);
  });

  test('refuses exactly what the schema refuses, of every broken lesson there is', () => {
    const readable = readdirSync(broken).flatMap(name => {
      try {
        return [{ name, value: parse(readFileSync(join(broken, name, 'lesson.yaml'), 'utf8')) }];
      } catch {
        return []; // No lesson.yaml, or no YAML.
      }
    });
    const refusedBy = (refuses: (value: unknown) => boolean): string[] =>
      readable.filter(({ value }) => refuses(value)).map(({ name }) => name);
    const here = refusedBy(value => faults(lessonSchema, value).length > 0);
    expect(here.length).toBeGreaterThan(5);
    expect(here).toEqual(refusedBy(value => !lessonSchema.safeParse(value).success));
  });
});

test('each lesson leads an editor to the schema, and so does the curriculum', () => {
  const first = (file: string): string => readFileSync(file, 'utf8').split('\n')[0] ?? '';
  expect(first(join(lessonsFolder(), 'curriculum.yaml'))).toBe(
    '# yaml-language-server: $schema=curriculum.schema.json',
  );
  for (const folder of lessons)
    expect([folder, first(join(folder, 'lesson.yaml'))]).toEqual([
      folder,
      '# yaml-language-server: $schema=../lesson.schema.json',
    ]);
});
