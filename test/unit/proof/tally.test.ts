import { describe, expect, test } from 'vitest';
import type { Fact } from '../../../src/proof/facts.ts';
import { tally } from '../../../src/proof/tally.ts';
import { judged, sound } from './fixture.ts';

const counted = (facts: readonly Fact[]) =>
  tally('trial', '26.1', facts).map(({ when, check, outcomes }) => [
    when.code,
    check,
    outcomes.map(({ verdict, got, count }) => `${count} ${verdict} ${got.code}`),
  ]);

describe('how readings came out', () => {
  test('the same reading is counted, on whichever host; before, after each solution, and what a wrong answer names', () => {
    expect(counted([sound.walked, sound.fresh, sound.after, sound.other])).toEqual([
      ['proof.when-before', 'a', ['2 fail got']],
      ['proof.when-before', 'b', ['2 fail got']],
      ['proof.when-before', 'calm', ['2 pass got']],
      ['proof.when-solution', 'a', ['1 pass got']],
      ['proof.when-solution', 'b', ['1 pass got']],
      ['proof.when-solution', 'calm', ['1 pass got']],
      ['proof.when-solution', 'held', ['1 pass got']],
      ['proof.when-wrong', 'a', ['1 fail container.exited']],
    ]);
  });

  test('another verdict or another reading is another outcome, the most frequent first', () => {
    const other: Fact = { ...sound.other, judged: judged({ a: 'fail' }, 'container.absent') };
    const passing: Fact = { ...sound.other, judged: judged({ a: 'pass' }) };
    expect(counted([other, sound.other, passing, sound.other])).toEqual([
      ['proof.when-wrong', 'a', ['2 fail container.exited', '1 fail container.absent', '1 pass got']],
    ]);
  });

  test('a script that could not be played is an outcome beside what it was to show', () => {
    const failed: Fact = {
      type: 'failed',
      step: 'one',
      playing: { kind: 'wrong', id: 'other' },
      why: { code: 'error.lesson-script' },
    };
    expect(counted([failed])).toEqual([
      ['proof.when-wrong', undefined, ['1 could-not-measure error.lesson-script']],
    ]);
  });
});
