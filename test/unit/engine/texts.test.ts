import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { en } from '../../../src/text/en/index.ts';
import { zh } from '../../../src/text/zh/index.ts';

const folder = new URL('../../../src/engine/', import.meta.url);
const codes = readdirSync(folder)
  .filter(name => name.endsWith('.ts'))
  .flatMap(name => [
    ...readFileSync(new URL(name, folder), 'utf8').matchAll(
      /(?:EnvironmentError\(|, )'((?:engine|packages|private|root)-[a-z-]+)'/g,
    ),
  ])
  .map(match => match[1]);

it('finds the codes of the engine in its source', () => {
  expect(new Set(codes).size).toBeGreaterThan(15);
});

it.each([...new Set(codes)])('has a sentence and a remedy in both languages for %s', code => {
  for (const key of [`error.${code}`, `remedy.${code}`]) {
    expect(en).toHaveProperty([key]);
    expect(zh).toHaveProperty([key]);
  }
});
