import { expect, test } from 'vitest';
import { findFullWidth } from '../../../src/tui/input/full-width.ts';
import { keyName } from '../../../src/tui/input/key-name.ts';
import { emptyLine, typeOn } from '../../../src/tui/input/typed-line.ts';

test.each([
  ['docker run －dit busybox', { character: '－', plain: '-', place: 12, after: 'docker run' }],
  ['docker run --name “box1” x', { character: '“', plain: '"', place: 19, after: 'run --name' }],
  ['172.17.0.2：80', { character: '：', plain: ':', place: 11, after: '172.17.0.2' }],
  ['docker　ps', { character: '\u3000', plain: ' ', place: 7, after: 'docker' }],
  ['ls —l', { character: '—', plain: '-', place: 4, after: 'ls' }],
  ['ａ', { character: 'ａ', plain: 'a', place: 1, after: '' }],
])('in %s the first full-width character is named with its place', (line, found) => {
  expect(findFullWidth(line)).toEqual(found);
});

test('plain text and Chinese words are left alone', () => {
  for (const line of ['docker run -dit --name box1', 'echo 你好', '', 'grep -E "a|b" ~/x'])
    expect(findFullWidth(line)).toBeUndefined();
});

test('the line follows typing, erasing and Ctrl-U', () => {
  expect(typeOn(emptyLine, 'docker pss\x7f').text).toBe('docker ps');
  expect(typeOn(emptyLine, 'docker ps\x15ls').text).toBe('ls');
  expect(typeOn(emptyLine, 'docker run\x17ps').text).toBe('docker ps');
  expect(typeOn(emptyLine, 'a\x1b[Db\x1bOA').text).toBe('ab');
});

test('a sent line stays until the next character is typed', () => {
  const sent = typeOn(emptyLine, 'ls －l\r');
  expect(sent).toEqual({ text: 'ls －l', sent: true });
  expect(typeOn(sent, '\x1b[A')).toEqual(sent);
  expect(typeOn(sent, 'd')).toEqual({ text: 'd', sent: false });
});

test('keys have names, and sequences nobody knows have none', () => {
  expect(keyName(Buffer.from('\x1b[5~'))).toBe('pageup');
  expect(keyName(Buffer.from('\x03'))).toBe('ctrl-c');
  expect(keyName(Buffer.from('中'))).toBe('中');
  expect(keyName(Buffer.from('\x1b[99;9X'))).toBeUndefined();
});
