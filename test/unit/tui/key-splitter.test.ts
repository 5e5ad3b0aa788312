import { expect, test } from 'vitest';
import { KeySplitter } from '../../../src/tui/input/key-splitter.ts';

const input = Buffer.from(
  'a中\x1b[A\x1bOP\x1b[24~\x1bx\x1bé\x03👩\x1b[1;5C\r\x1b[200~two\nlines\x1d\x1b[201~z\x1b[[A',
);
const expected = [
  'a',
  '中',
  '\x1b[A',
  '\x1bOP',
  '\x1b[24~',
  '\x1bx',
  '\x1bé',
  '\x03',
  '👩',
  '\x1b[1;5C',
  '\r',
  'paste:two\nlines\x1d',
  'z',
  '\x1b[[A',
];

const tokensOf = (chunks: readonly Buffer[]): string[] => {
  const splitter = new KeySplitter();
  return chunks
    .flatMap(chunk => splitter.feed(chunk))
    .map(({ kind, bytes }) => (kind === 'paste' ? `paste:${bytes}` : bytes.toString('utf8')));
};

test('one read is cut into single keys', () => {
  expect(tokensOf([input])).toEqual(expected);
});

test('keys come out whole wherever the read was cut in two', () => {
  for (let at = 1; at < input.length; at++)
    expect(tokensOf([input.subarray(0, at), input.subarray(at)]), `cut at ${at}`).toEqual(expected);
});

test('keys come out whole when every byte is its own read', () => {
  expect(tokensOf([...input].map(byte => Buffer.from([byte])))).toEqual(expected);
});

test('a lone Esc is held back for a moment and then given out', () => {
  const splitter = new KeySplitter();
  expect(splitter.feed(Buffer.from('\x1b'))).toEqual([]);
  expect(splitter.waiting).toBe(25);
  expect(splitter.flush()).toEqual([{ kind: 'key', bytes: Buffer.from('\x1b') }]);
  expect(splitter.waiting).toBeUndefined();
});

test('Esc twice is two keys', () => {
  const splitter = new KeySplitter();
  expect(splitter.feed(Buffer.from('\x1b\x1b'))).toHaveLength(1);
  expect(splitter.flush()).toHaveLength(1);
});

test('bytes that are no UTF-8 hold nothing back', () => {
  const splitter = new KeySplitter();
  const bytes = Buffer.from([0xe4, 0x41, 0xff, 0x42]);
  expect(Buffer.concat(splitter.feed(bytes).map(token => token.bytes))).toEqual(bytes);
});
