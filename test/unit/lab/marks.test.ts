import { expect, test } from 'vitest';
import { MarkReader } from '../../../src/lab/marks.ts';

const prompt = '\x1b]133;A\x1b\\root@host1:~# \x1b]133;B\x1b\\';
const output = `${prompt}echo 你好\r\n\x1b]133;C;cmdline_url=echo 你好 100%25 %0A;x\x1b\\你好\r\n\x1b]133;D;3\x1b\\${prompt}`;
const marks = [
  { kind: 'prompt' },
  { kind: 'start', command: 'echo 你好 100% \n;x' },
  { kind: 'end', exitCode: 3 },
  { kind: 'prompt' },
];

function read(...chunks: readonly (string | Uint8Array)[]) {
  const reader = new MarkReader();
  return chunks.flatMap(chunk => reader.read(typeof chunk === 'string' ? Buffer.from(chunk) : chunk));
}

test('a command is told from its prompt to its end, with every character of it', () => {
  expect(read(output)).toEqual(marks);
});

test('marks are found wherever two chunks meet', () => {
  const bytes = Buffer.from(output);
  for (let at = 0; at <= bytes.length; at++)
    expect(read(bytes.subarray(0, at), bytes.subarray(at)), `split at ${at}`).toEqual(marks);
});

test('marks are found in single bytes', () => {
  expect(read(...Array.from(Buffer.from(output), byte => Uint8Array.of(byte)))).toEqual(marks);
});

test('a prompt that is printed again, as on a resize, is no new prompt', () => {
  expect(read(`${prompt}\r\x1b[K\x1b]133;B\x1b\\`)).toEqual([{ kind: 'prompt' }]);
});

test('a mark may end in a bell', () => {
  expect(read('\x1b]133;C;cmdline_url=ls\x07\x1b]133;D;0\x07')).toEqual([
    { kind: 'start', command: 'ls' },
    { kind: 'end', exitCode: 0 },
  ]);
});

test('other escape sequences are not taken for marks', () => {
  expect(read('\x1b[31m\x1b]0;title\x07\x1b]1337;D;1\x07\x1b\x1b]133;D;5\x1b\\')).toEqual([
    { kind: 'end', exitCode: 5 },
  ]);
});

test('a mark that is broken off does not swallow the next one', () => {
  expect(read('\x1b]133;C;cmdline_url=ls\x1b]133;D;1\x1b\\')).toEqual([{ kind: 'end', exitCode: 1 }]);
});

test('a mark that never ends is given up', () => {
  expect(read(`\x1b]133;C;${'x'.repeat(70_000)}`, '\x1b]133;D;2\x07')).toEqual([
    { kind: 'end', exitCode: 2 },
  ]);
});
