import { expect, test } from 'vitest';
import { FrameReader } from '../../../src/lab/frames.ts';
import { frame } from './framed.ts';

const bytes = Buffer.concat([
  frame(1, 'out '),
  frame(2, 'err'),
  frame(1, ''),
  frame(1, '你好'),
  frame(2, '!'),
]);

function read(...chunks: readonly Buffer[]) {
  const reader = new FrameReader();
  const both = { stdout: Buffer.alloc(0), stderr: Buffer.alloc(0) };
  for (const chunk of chunks)
    for (const piece of reader.read(chunk))
      both[piece.stream] = Buffer.concat([both[piece.stream], piece.bytes]);
  return { stdout: both.stdout.toString(), stderr: both.stderr.toString() };
}

const whole = { stdout: 'out 你好', stderr: 'err!' };

test('the two outputs are told apart, wherever two chunks meet', () => {
  for (let at = 0; at <= bytes.length; at++)
    expect(read(bytes.subarray(0, at), bytes.subarray(at)), `split at ${at}`).toEqual(whole);
});

test('single bytes are enough', () => {
  expect(read(...Array.from(bytes, byte => Buffer.of(byte)))).toEqual(whole);
});

test('the part of a frame that has come is handed on without the rest', () => {
  const pieces = new FrameReader().read(frame(1, 'abcdef').subarray(0, 11));
  expect(pieces.map(piece => piece.bytes.toString())).toEqual(['abc']);
});
