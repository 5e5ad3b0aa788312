import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { placeholderKinds } from '../../../src/probe/schema/index.ts';
import { fillText } from '../../../src/session/words.ts';
import { en } from '../../../src/text/en/index.ts';
import { zh } from '../../../src/text/zh/index.ts';

const src = join(import.meta.dirname, '../../../src');

/** Every code that stands in the source of a folder. */
function codesIn(folder: string): string[] {
  const text = readdirSync(join(src, folder))
    .map(name => readFileSync(join(src, folder, name), 'utf8'))
    .join('\n');
  const whole = [...text.matchAll(/'((?:session|proof|error|verdict)\.[a-z-]+)'/g)].map(
    match => match[1] ?? '',
  );
  const thrown = [...text.matchAll(/(?:Lesson|Environment)Error\('([a-z-]+)'/g)].map(
    match => `error.${match[1]}`,
  );
  return [...new Set([...whole, ...thrown])];
}

const built = [
  ...['solution-failed', 'wrong-failed'].map(code => `proof.${code}`),
  ...['pass', 'fail', 'could-not-measure'].map(verdict => `verdict.${verdict}`),
  ...placeholderKinds.map(kind => `session.unknown-${kind}`),
];

test('whatever a session or a proof says has words in both languages, and every failure a remedy', () => {
  const codes = [...codesIn('session'), ...codesIn('proof'), ...built];
  expect(codes.length).toBeGreaterThan(40);
  const remedies = codes
    .filter(code => code.startsWith('error.'))
    .map(code => code.replace('error.', 'remedy.'));
  for (const table of [en, zh]) {
    const keys = Object.keys(table);
    expect([...codes, ...remedies].filter(code => !keys.includes(code))).toEqual([]);
  }
});

test('without a lab a placeholder is named in the language of the session', async () => {
  expect(await fillText('ping {ip:web1@my_net2} {gateway:bridge}', 'en', undefined)).toBe(
    'ping ‹address of web1 on my_net2› ‹gateway of bridge›',
  );
  expect(await fillText('{seen:web-address}', 'zh', undefined)).toBe('‹先前记下的 web-address›');
});
