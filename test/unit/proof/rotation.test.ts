import { expect, test } from 'vitest';
import { rotation, thirdFor } from '../../live/proof-rotation.ts';

const lessons = Array.from({ length: 16 }, (_, at) => `lesson${at}`);

test('in three turns every lesson is proven once on each of the other engines', () => {
  for (const engine of [0, 1]) {
    const seen = [7, 8, 9].flatMap(turn => thirdFor(lessons, engine, turn));
    expect([...seen].sort()).toEqual([...lessons].sort());
  }
});

test('in one turn two engines have different thirds', () => {
  const [one, other] = [thirdFor(lessons, 0, 41), thirdFor(lessons, 1, 41)];
  expect(one.length + other.length).toBeGreaterThanOrEqual(10);
  expect(one.filter(lesson => other.includes(lesson))).toEqual([]);
});

test('the turn changes from day to day, and can be fixed', () => {
  const day = (text: string) => rotation({}, new Date(text));
  expect(day('2026-01-01T00:00:00Z')).toBe(1);
  expect(day('2026-12-31T23:59:59Z')).toBe(365);
  expect(rotation({ NETDOJO_PROVE_ROTATION: '2' }, new Date())).toBe(2);
  expect(() => rotation({ NETDOJO_PROVE_ROTATION: 'two' })).toThrow('NETDOJO_PROVE_ROTATION');
});
