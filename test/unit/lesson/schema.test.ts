import { describe, expect, test } from 'vitest';
import { lessonSchema } from '../../../src/lesson/index.ts';

const step = { id: 'one', kind: 'do' };
const lesson = (change: object) =>
  lessonSchema.safeParse({ id: 'some', minutes: 5, steps: [step], ...change });

test('what may be left out has its default', () => {
  const parsed = lessonSchema.parse({
    id: 'some',
    minutes: 5,
    steps: [{ ...step, solutions: [{ run: 'ls' }] }],
  });
  expect(parsed).toMatchObject({ hosts: ['host1'], wires: {}, needs: [] });
  expect(parsed.steps[0]).toMatchObject({
    quiet: false,
    checks: [],
    bystanders: [],
    remember: {},
    wrong: [],
  });
  expect(parsed.steps[0]?.solutions).toEqual([{ id: 'one-way', run: 'ls' }]);
});

describe('each kind of step has its own fields', () => {
  const choices = { yes: { outcome: 'open' }, unsure: 'unsure' };
  const predict = { measure: { probe: 'ping', from: 'box1', to: 'box2' }, choices };
  test.each([
    ['read', {}, true],
    ['run', { command: 'ls' }, true],
    ['run', {}, false],
    ['do', { command: 'ls' }, false],
    ['predict', { predict }, true],
    ['predict', {}, false],
    ['do', { predict }, true],
    ['answer', {}, true],
    ['repair', {}, true],
    ['watch', {}, false],
  ])('%s with %o: %s', (kind, more, accepted) => {
    expect(lesson({ steps: [{ id: 'one', kind, ...more }] }).success).toBe(accepted);
  });

  test('a prediction holds no expectation', () => {
    const told = { ...predict, measure: { ...predict.measure, expect: 'open' } };
    expect(lesson({ steps: [{ ...step, predict: told }] }).success).toBe(false);
  });
});

test.each([
  ['an id with capitals', { id: 'Some' }],
  ['no step at all', { steps: [] }],
  ['a field nobody knows', { colour: 'red' }],
  ['five hosts', { hosts: ['a', 'b', 'c', 'd', 'e'] }],
  ['a wire with one end', { wires: { lan: ['host1'] } }],
  ['longer than an hour', { minutes: 61 }],
])('%s is refused', (_what, change) => {
  expect(lesson(change).success).toBe(false);
});
