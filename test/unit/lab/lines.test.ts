import { expect, test } from 'vitest';
import { LineReader } from '../../../src/lab/lines.ts';

test('lines are whole wherever two chunks meet, within a character too', () => {
  const bytes = Buffer.from('{"a":"你好"}\n\nlast\nunfinished');
  for (let at = 0; at <= bytes.length; at++) {
    const reader = new LineReader();
    const lines = [...reader.read(bytes.subarray(0, at)), ...reader.read(bytes.subarray(at))];
    expect(lines, `split at ${at}`).toEqual(['{"a":"你好"}', '', 'last']);
  }
});
