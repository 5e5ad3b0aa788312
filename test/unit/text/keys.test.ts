import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { check } from '../../../src/text/en/check.ts';
import { cli } from '../../../src/text/en/cli.ts';
import { environment } from '../../../src/text/en/environment.ts';
import { found } from '../../../src/text/en/found.ts';
import { en } from '../../../src/text/en/index.ts';
import { lint } from '../../../src/text/en/lint.ts';
import { map } from '../../../src/text/en/map.ts';
import { session } from '../../../src/text/en/session.ts';
import { tui } from '../../../src/text/en/tui.ts';
import { why } from '../../../src/text/en/why.ts';
import { zh } from '../../../src/text/zh/index.ts';

const src = join(import.meta.dirname, '../../../src');
const source = readdirSync(src, { recursive: true, withFileTypes: true })
  .filter(entry => entry.isFile() && /\.tsx?$/.test(entry.name))
  .map(entry => join(entry.parentPath, entry.name))
  .filter(file => !file.startsWith(join(src, 'text')))
  .map(file => readFileSync(file, 'utf8'))
  .join('\n');

const literals = new Set([...source.matchAll(/['"]([\w.-]+)['"]/g)].map(match => match[1]));
/** What stands before and behind the hole of a template such as `cli.verdict.${verdict}`. */
const templates = [...source.matchAll(/`([\w-]+\.[\w.-]*)\$\{[^`}]*\}([\w.-]*)`/g)].map(
  ([, before = '', behind = '']) => ({ before, behind }),
);

function isSaid(key: string): boolean {
  // zod's own names of types stand nowhere in our source.
  if (literals.has(key) || key.startsWith('lint.type.')) return true;
  // A remedy is said with its error.
  if (key.startsWith('remedy.')) return isSaid(key.replace('remedy.', 'error.'));
  return templates.some(
    ({ before, behind }) =>
      key.startsWith(before) &&
      key.endsWith(behind) &&
      literals.has(key.slice(before.length, key.length - behind.length)),
  );
}

test('every text is said somewhere', () => {
  const keys = [check, cli, environment, found, lint, map, session, tui, why].flatMap(Object.keys);
  expect(keys.length).toBeGreaterThan(300);
  expect(keys.filter(key => !isSaid(key))).toEqual([]);
});

test('both languages have the same texts, with the same parameters', () => {
  const parameters = (template: string): string[] =>
    [...new Set([...template.matchAll(/\{([a-zA-Z]+)\}/g)].map(([, name = '']) => name))].sort();
  expect(Object.keys(zh).sort()).toEqual(Object.keys(en).sort());
  const different = Object.entries(en).filter(
    ([key, template]) => `${parameters(template)}` !== `${parameters(Reflect.get(zh, key))}`,
  );
  expect(different.map(([key]) => key)).toEqual([]);
});

test('every failure of the environment has a sentence and a remedy in both languages', () => {
  const codes = [...source.matchAll(/(?:Lesson|Environment)Error\(\s*'([a-z-]+)'/g)].map(match => match[1]);
  expect(new Set(codes).size).toBeGreaterThan(40);
  const keys = codes.flatMap(code => [`error.${code}`, `remedy.${code}`]);
  for (const table of [en, zh]) expect(keys.filter(key => !(key in table))).toEqual([]);
});

test('a command of netdojo that a text names is one there is, with the options it has', async () => {
  const { commands } = await import('../../../src/cli/commands.ts');
  const known = new Map(
    commands.map(({ name, options }) => [name, options.map(({ flags }) => flags.split(' ')[0])]),
  );
  // In Chinese, for there a Latin word behind netdojo is a command and never the next word of the sentence.
  const named = Object.values(zh).flatMap(text => [
    ...text.matchAll(/netdojo ([a-z]+)((?: (?:--[a-z-]+|LESSON|\{[a-z]+\}))*)/g),
  ]);
  const global = ['--lang', '--json', '--yes', '--engine-host', '--lab', '--plain', '--prefix', '--help'];
  const wrong = named.filter(([, name = '', rest = '']) => {
    const options = known.get(name);
    const given = rest.split(' ').filter(word => word.startsWith('--'));
    return options === undefined || given.some(word => !options.includes(word) && !global.includes(word));
  });
  expect(named.length).toBeGreaterThan(20);
  expect(wrong.map(([whole]) => whole)).toEqual([]);
});
