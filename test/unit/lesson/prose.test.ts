import { expect, test } from 'vitest';
import { readProse } from '../../../src/lesson/prose.ts';

function read(...lines: string[]) {
  return readProse('en', 'en.md', lines.join('\n'));
}

const head = ['# Title', '', 'The question?', ''];

test('headings and lists carry the line they stand on', () => {
  const sheet = read(
    ...head,
    'More.',
    '',
    '',
    '## first: First',
    '',
    'Body.',
    '',
    '### predict',
    'Which?',
    '',
    '- one: One',
    '  more → So',
    '- two: Two → No',
    '',
    '### hints',
    '1. A',
    '2. B',
    '',
    '   And so on.',
    '3. C',
  );
  const [step] = sheet.steps;
  expect(sheet.complaints).toEqual([]);
  expect(sheet.intro).toEqual({ text: 'More.', line: 5, column: 1 });
  expect(step?.line).toBe(8);
  expect(step?.predict?.line).toBe(12);
  expect(step?.predict?.choices.map(({ id, text, reply, line }) => [id, text, reply, line])).toEqual([
    ['one', 'One more', 'So', 15],
    ['two', 'Two', 'No', 17],
  ]);
  expect(step?.hints?.items.map(({ line }) => line)).toEqual([20, 21, 24]);
  expect(step?.hints?.items[1]?.text).toBe('B\n\nAnd so on.');
});

test('what looks like a heading inside a command block is none', () => {
  const sheet = read(
    ...head,
    '## first: First',
    '```sh',
    '## not a heading',
    'ls',
    '```',
    '',
    '## closing',
    'End.',
  );
  expect(sheet.steps.map(step => step.id)).toEqual(['first']);
  expect(sheet.steps[0]?.blocks).toEqual([{ text: '## not a heading\nls', line: 7, column: 1 }]);
  expect(sheet.closing?.text).toBe('End.');
});

test('only blocks marked sh are commands, also those inside lists', () => {
  const sheet = read(
    ...head,
    '## first: First',
    '```',
    'output',
    '```',
    '',
    '- so:',
    '',
    '  ```sh',
    '  ls',
    '  ```',
  );
  expect(sheet.steps[0]?.blocks.map(block => block.text)).toEqual(['ls']);
});

test('a Chinese colon separates as well, and an arrow inside the words does not', () => {
  const sheet = read(...head, '## first：第一步', '正文', '### predict', '哪个？', '- one：8080→80 → 是');
  expect(sheet.steps[0]?.title).toBe('第一步');
  expect(sheet.steps[0]?.predict?.choices[0]).toMatchObject({ id: 'one', text: '8080→80', reply: '是' });
});

test('lines of Chinese are joined without a space, others with one', () => {
  const sheet = read('# 标题', '', '第一行，', '第二行 line', 'three', '四');
  expect(sheet.question.text).toBe('第一行，第二行 line three 四');
});

test('a sub-heading of the closing page belongs to it', () => {
  const sheet = read(...head, '## closing', 'One.', '', '### Today', 'Two.');
  expect(sheet.closing).toEqual({ text: 'One.\n\n### Today\n\nTwo.', line: 5, column: 1 });
});

test('line ends of Windows change nothing', () => {
  const lines = [...head, '## first: First', 'Body.', '### hints', '1. A', '2. B', '3. C'];
  expect(readProse('en', 'en.md', lines.join('\r\n'))).toEqual(read(...lines));
});

test('a comment is for authors: it is no text and no commands, and moves no line', () => {
  const sheet = read(
    '<!-- who',
    '',
    'wrote it -->',
    '# Title',
    'The question?',
    '',
    '<!-- one --> <!-- two -->',
    'More.',
    '',
    '## first: First',
    '<!--',
    '```sh',
    'rm',
    '```',
    '-->',
    'Body.',
    '',
    '```sh',
    'ls',
    '```',
  );
  expect(sheet.complaints).toEqual([]);
  expect(sheet.question.text).toBe('The question?');
  expect(sheet.intro).toMatchObject({ text: 'More.', line: 8 });
  expect(sheet.steps[0]).toMatchObject({ line: 10, body: 'Body.\n\n```sh\nls\n```' });
  expect(sheet.steps[0]?.blocks).toEqual([{ text: 'ls', line: 19, column: 1 }]);
});
