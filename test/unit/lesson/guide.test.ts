import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lexer, type Token, type Tokens } from 'marked';
import { expect, test } from 'vitest';
import { lint } from '../../../src/lesson/index.ts';
import { say } from '../../../src/text/say.ts';
import { tableNames, withFieldTables } from './field-tables.ts';
import { vocabulary } from './vocabulary.ts';

const path = join(import.meta.dirname, '../../../lessons/README.md');
const guide = readFileSync(path, 'utf8');

test("the author's guide has every table, and each is what the schema says (update with vitest -u)", async () => {
  for (const name of tableNames()) expect(guide).toContain(`<!-- fields: ${name} -->`);
  await expect(withFieldTables(guide)).toMatchFileSnapshot(path);
});

test("the guide's example lesson has no complaint", () => {
  const root = mkdtempSync(join(tmpdir(), 'netdojo-guide-'));
  const folder = join(root, 'hello-box');
  try {
    mkdirSync(folder);
    const files = lexer(guide).flatMap(token => {
      if (!isCode(token)) return [];
      const [, name] = token.lang?.split(' ') ?? [];
      return name === undefined ? [] : [{ name, text: token.text }];
    });
    expect(files.map(({ name }) => name)).toEqual(['lesson.yaml', 'en.md', 'zh.md']);
    for (const { name, text } of files) writeFileSync(join(folder, name), `${text}\n`);
    expect(
      lint(folder, vocabulary).complaints.map(({ line, what }) => `${line}: ${say('en', what)}`),
    ).toEqual([]);
  } finally {
    rmSync(root, { recursive: true });
  }
});

function isCode(token: Token): token is Tokens.Code {
  return token.type === 'code';
}
