import { describe, expect, test } from 'vitest';
import type { LessonProgress } from '../../../src/session/progress.ts';
import { finished, openingFrom, progressAfter, progressAtOpening } from '../../../src/session/resume.ts';
import { untouched } from '../../../src/session/step-record.ts';
import { lessonOf, running, stateAfter } from './fixture.ts';

const lesson = lessonOf(
  ['one', 'two', 'three'].map(id => ({
    id,
    kind: 'do',
    checks: [running(`c-${id}`)],
    solutions: [{ run: 'true' }],
  })),
);
const base: LessonProgress = {
  step: 'two',
  mode: 'guided',
  steps: { one: { ...untouched, status: 'passed' }, two: { ...untouched, hints: 2, answered: 'x' } },
  state: 'started',
  startedAt: 1,
  changedAt: 1,
};
const options = { mode: 'guided', learner: 'anna', step: undefined, at: 50 } as const;

describe('where a lesson starts', () => {
  test.each([
    ['the first step when nothing is known', undefined, undefined, 'one'],
    ['where one left off', base, undefined, 'two'],
    ['the step asked for', base, 'three', 'three'],
    ['the first step when the one left at is no longer there', { ...base, step: 'gone' }, undefined, 'one'],
    ['the first step again once finished', { ...base, step: 'three', finishedAt: 9 }, undefined, 'one'],
  ])('%s', (_what, progress, step, expected) => {
    expect(openingFrom(lesson, progress, { ...options, step }).step).toBe(expected);
  });

  test('what was done is known again, but not what was typed for a host that is gone', () => {
    const { steps } = openingFrom(lesson, base, options);
    expect(steps.one?.status).toBe('passed');
    expect(steps.two).toEqual({ ...untouched, hints: 2 });
    expect(steps.three).toEqual(untouched);
  });

  test('a finished lesson begins anew, and stays done on disk', () => {
    const done: LessonProgress = { ...base, state: 'done', finishedAt: 9 };
    const opening = openingFrom(lesson, done, options);
    expect(opening.steps.one).toEqual(untouched);
    const written = progressAtOpening(done, opening);
    expect(written).toMatchObject({ state: 'done', step: 'one', startedAt: 50 });
    expect(written.finishedAt).toBeUndefined();
  });
});

describe('what is written down', () => {
  test('another netdojo’s better record stays', () => {
    const state = stateAfter({ type: 'hint-shown', step: 'one' });
    const written = progressAfter(base, { type: 'hint-shown', step: 'one' }, state, 60);
    expect(written.steps.one).toMatchObject({ status: 'passed', hints: 1 });
  });

  test('rounds and shells are not progress', () => {
    expect(progressAfter(base, { type: 'round-ended' }, stateAfter(), 60)).toBe(base);
  });

  test('done is never taken back by doing it again with help', () => {
    const state = stateAfter({ type: 'step-left', step: 'one', as: 'skipped', at: 1 });
    const event = { type: 'lesson-finished', at: 70 } as const;
    expect(progressAfter({ ...base, state: 'done' }, event, state, 70)).toMatchObject({
      state: 'done',
      finishedAt: 70,
    });
    expect(progressAfter(base, event, state, 70)).toMatchObject({ state: 'done-with-help', finishedAt: 70 });
  });

  test.each([
    ['every step passed alone', { status: 'passed', hints: 3, solutionShown: false }, 'done'],
    ['a solution was shown', { status: 'passed', hints: 3, solutionShown: true }, 'done-with-help'],
    ['a step was skipped', { status: 'skipped', hints: 0, solutionShown: false }, 'done-with-help'],
    ['a step was passed over', { status: 'passed-over', hints: 0, solutionShown: false }, 'done-with-help'],
  ] as const)('%s', (_what, record, expected) => {
    expect(finished({ steps: { one: record } })).toBe(expected);
  });
});
