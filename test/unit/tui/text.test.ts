import { expect, test } from 'vitest';
import { cellWidth, cutCells } from '../../../src/tui/text/cell-width.ts';
import { inlineSpans } from '../../../src/tui/text/inline.ts';
import { markdownLines } from '../../../src/tui/text/markdown.ts';
import { wrap } from '../../../src/tui/text/wrap.ts';
import { type Line, span } from '../../../src/tui/theme.ts';

const plain = (lines: readonly Line[]) => lines.map(line => line.map(({ text }) => text).join(''));
const wrapped = (text: string, width: number) => plain(wrap([span(text)], width));

test('English breaks at blanks, and a word longer than a row is cut', () => {
  expect(wrapped('one two three', 7)).toEqual(['one two', 'three']);
  expect(wrapped('a verylongword b', 6)).toEqual(['a', 'verylo', 'ngword', 'b']);
  expect(wrapped('', 5)).toEqual(['']);
});

test('Chinese breaks between characters, two columns each', () => {
  expect(wrapped('一二三四五', 6)).toEqual(['一二三', '四五']);
});

test('no row begins with Chinese punctuation, and none ends with an opening bracket', () => {
  const text =
    '建一个网络，再启动两个容器：（先别 ping）。“地址”能通，名称不行！为什么？看看《文件》变了没有……';
  // Narrower than this, a word with its brackets is longer than a row and has to be cut.
  for (let width = 12; width < 40; width++)
    for (const row of wrapped(text, width)) {
      expect(cellWidth(row), row).toBeLessThanOrEqual(width);
      expect(row, `width ${width}`).not.toMatch(/^[，。、；：？！）】》”]/);
      expect(row, `width ${width}`).not.toMatch(/[（【《“]$/);
    }
});

test('rows after the first are set in', () => {
  expect(plain(wrap([span('one two three')], 8, [span('  ')]))).toEqual(['one two', '  three']);
});

test('roles survive wrapping', () => {
  expect(wrap([span('run '), span('docker ps', 'code')], 7)).toEqual([
    [span('run')],
    [span('docker', 'code')],
    [span('ps', 'code')],
  ]);
});

test('text is cut by columns, not by characters', () => {
  expect(cutCells('一二三四', 5)).toBe('一二…');
  expect(cutCells('abc', 3)).toBe('abc');
});

test('Markdown becomes rows: blocks apart by one blank row, code set in and not joined', () => {
  const source =
    '# Title\n\nSome **bold** and `code`,\nand more.\n\n```\ndocker ps\n  indented\n```\n\n- one\n- two\n\n1. first\n2. second';
  expect(plain(markdownLines(source, 40))).toEqual([
    'Title',
    '',
    'Some bold and code, and more.',
    '',
    '  docker ps',
    '    indented',
    '',
    '· one',
    '· two',
    '',
    '1. first',
    '2. second',
  ]);
});

test('a line break between Chinese characters is no blank', () => {
  expect(plain(markdownLines('先建网络，\n再启动\n`box1` 容器', 40))).toEqual(['先建网络，再启动 box1 容器']);
});

test('characters that HTML would escape stay as written', () => {
  expect(plain(markdownLines('`a < b && "c"` & d > e', 60))).toEqual(['a < b && "c" & d > e']);
});

test('a table that fits stands in columns, one that does not is listed', () => {
  const table = '| name | address |\n|---|---|\n| box1 | 172.17.0.2 |';
  expect(plain(markdownLines(table, 40)).map(row => row.trimEnd())).toEqual([
    'name  address',
    'box1  172.17.0.2',
  ]);
  expect(plain(markdownLines(table, 14)).join('\n')).toContain('172.17.0.2');
});

test('code and strong text inside a sentence are found without the Markdown parser', () => {
  expect(inlineSpans('**no** `x` y')).toEqual([
    span('no', 'strong'),
    span(' '),
    span('x', 'code'),
    span(' y'),
  ]);
  expect(inlineSpans('a ` b')).toEqual([span('a ` b')]);
});
