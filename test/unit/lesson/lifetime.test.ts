import { expect, test } from 'vitest';
import { heldChecks } from '../../../src/lesson/index.ts';
import { lessonSchema } from '../../../src/lesson/schema.ts';

const running = { probe: 'container', name: 'box1', state: 'running' };
const lesson = lessonSchema.parse({
  id: 'spans',
  minutes: 1,
  steps: [
    {
      id: 'first',
      kind: 'do',
      checks: [
        { id: 'brief', ...running },
        { id: 'long', ...running, holds: 'lesson' },
        { id: 'until-second', ...running, holds: { until: 'second' } },
      ],
      bystanders: [{ id: 'beside', ...running, holds: { until: 'third' } }],
    },
    { id: 'second', kind: 'do', checks: [{ id: 'own', ...running, holds: 'lesson' }] },
    { id: 'third', kind: 'do' },
    { id: 'fourth', kind: 'do' },
  ],
});

const held = (step: string): string[] =>
  heldChecks(lesson, step).map(({ check, bystander }) => (bystander ? `(${check.id})` : check.id));

test('at the first step nothing is held, its own checks least of all', () => {
  expect(held('first')).toEqual([]);
});

test('a check is held through the step it names, and longer ones go on', () => {
  expect(held('second')).toEqual(['long', 'until-second', '(beside)']);
  expect(held('third')).toEqual(['long', '(beside)', 'own']);
  expect(held('fourth')).toEqual(['long', 'own']);
});

test('a held check knows the step it comes from', () => {
  expect(heldChecks(lesson, 'fourth').map(({ step }) => step)).toEqual(['first', 'second']);
});

test('an unknown step is an error of the caller', () => {
  expect(() => heldChecks(lesson, 'fifth')).toThrow(RangeError);
});
