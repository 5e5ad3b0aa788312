import { describe, expect, test } from 'vitest';
import { generations } from '../../../src/lab/index.ts';
import { engines, lessonOn, lessonSchema } from '../../../src/lesson/index.ts';

const lesson = lessonSchema.parse({
  id: 'some',
  minutes: 5,
  setup: 'true',
  steps: [
    {
      id: 'one',
      kind: 'do',
      checks: [
        {
          id: 'page',
          probe: 'http',
          from: 'box1',
          to: 'web1',
          expect: 'open',
          body: 'I am web1',
          within: 5000,
          needs: ['other'],
          engines: {
            20: { expect: 'dropped', body: null, reason: 'Its isolation is another.' },
            '28': { body: 'I am 28', needs: [], reason: 'So.' },
          },
        },
        { id: 'other', probe: 'ping', from: 'box1', to: 'web1', expect: 'open' },
      ],
      bystanders: [
        {
          id: 'still',
          probe: 'ping',
          from: 'box1',
          to: 'box2',
          expect: 'dropped',
          engines: { 28: { expect: 'open', reason: 'So.' } },
        },
      ],
      solutions: [
        { id: 'old', run: 'ls', engines: [20, 26], reason: 'So.' },
        { id: 'any', run: 'ls' },
        { id: 'new', run: 'ls', engines: ['28'], reason: 'So.' },
      ],
      wrong: [{ id: 'slip', run: 'ls', caught: 'page', engines: [26], reason: 'So.' }],
    },
  ],
});
const [step] = lesson.steps;

describe('a lesson on an engine', () => {
  test('has the fields written for it in the place of the others, and no field taken away by null', () => {
    const [page] = lessonOn(lesson, '20.10').steps[0]?.checks ?? [];
    expect(page).toEqual({
      id: 'page',
      probe: 'http',
      holds: 'step',
      within: 5000,
      needs: ['other'],
      from: 'box1',
      to: 'web1',
      port: 80,
      path: '/',
      expect: 'dropped',
    });
    const there = lessonOn(lesson, '28.5').steps[0];
    expect(there?.checks[0]).toMatchObject({ expect: 'open', body: 'I am 28', needs: [], port: 80 });
    expect(there?.bystanders[0]).toMatchObject({ expect: 'open' });
  });

  test('is as written where nothing is written for it, and says nothing of engines', () => {
    const there = lessonOn(lesson, '26.1').steps[0];
    const { engines: _engines, ...page } = step?.checks[0] ?? { engines: undefined };
    expect(there?.checks).toEqual([page, step?.checks[1]]);
    expect(there?.bystanders[0]).toMatchObject({ expect: 'dropped' });
  });

  test('has the solutions and the wrong answers for it, in their order', () => {
    const ids = generations.map(generation => {
      const there = lessonOn(lesson, generation).steps[0];
      return [there?.solutions.map(({ id }) => id), there?.wrong.map(({ id }) => id)];
    });
    expect(ids).toEqual([
      [['old', 'any'], []],
      [['old', 'any'], ['slip']],
      [['any', 'new'], []],
    ]);
  });

  test('keeps all else, is the same when asked for twice, and leaves the lesson as it was', () => {
    const before = structuredClone(lesson);
    const once = lessonOn(lesson, '20.10');
    expect(lessonOn(once, '20.10')).toEqual(once);
    expect({ ...once, steps: [] }).toEqual({ ...lesson, steps: [] });
    expect(lesson).toEqual(before);
  });
});

test('lessons know each engine that a lab host can run, and no other', () => {
  expect(generations.map(generation => generation.split('.')[0])).toEqual([...engines]);
  expect(() => lessonOn(lesson, '29.0')).toThrow(RangeError);
});
