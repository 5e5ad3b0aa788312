import { describe, expect, test } from 'vitest';
import { judge, verdictOf, watchedAt } from '../../../src/session/judge.ts';
import { choicesBorneOut, toMeasured } from '../../../src/session/prediction.ts';
import { answersIn, solutionsOf, stepAfter, stepOf, stepsBefore } from '../../../src/session/steps.ts';
import { lessonOf, resultOf, running } from './fixture.ts';

const lesson = lessonOf([
  {
    id: 'one',
    kind: 'do',
    checks: [{ ...running('a'), holds: 'lesson', needs: ['b'] }, running('b')],
    bystanders: [{ ...running('c'), holds: { until: 'two' } }],
    solutions: [{ run: 'true' }],
  },
  { id: 'two', kind: 'do', checks: [running('d')], bystanders: [running('e')], solutions: [{ run: 'true' }] },
  { id: 'three', kind: 'run', command: 'docker ps', checks: [running('f')] },
]);

const context = { hosts: new Map(), seen: {}, answers: {} };
const options = { pace: 'live', classes: ['state'], signal: new AbortController().signal } as const;

describe('what is judged at a step', () => {
  test.each([
    ['one', ['a own', 'b own', 'c own bystander']],
    ['two', ['d own', 'e own bystander', 'a held', 'c held bystander']],
    ['three', ['f own', 'a held']],
  ])('%s', (step, expected) => {
    const watched = watchedAt(lesson, step);
    expect(
      watched.map(
        ({ ref, held }) => `${ref.id} ${held ? 'held' : 'own'}${ref.bystander ? ' bystander' : ''}`,
      ),
    ).toEqual(expected);
  });

  test('a held check no longer waits for one that isn’t held', () => {
    expect(watchedAt(lesson, 'one')[0]?.check.needs).toEqual(['b']);
    expect(watchedAt(lesson, 'two').find(one => one.ref.id === 'a')?.check.needs).toEqual([]);
  });

  test('results come back with where they belong; checks that were not run are absent', async () => {
    const judged = await judge(
      {
        runRound: async checks =>
          checks.filter(check => check.id !== 'e').map(check => resultOf(check.id, 'pass')),
      },
      watchedAt(lesson, 'two'),
      context,
      options,
    );
    expect(judged.map(({ ref, held }) => [ref.step, ref.id, held])).toEqual([
      ['two', 'd', false],
      ['one', 'a', true],
      ['one', 'c', true],
    ]);
  });

  test.each([
    [['pass', 'pass'], 'pass'],
    [['pass', 'could-not-measure'], 'could-not-measure'],
    [['could-not-measure', 'fail'], 'fail'],
    [[], 'pass'],
  ] as const)('the verdict of %j is %s', (verdicts, expected) => {
    const judged = verdicts.map((verdict, index) => ({
      ref: { id: `c${index}`, step: 'one', bystander: false },
      held: false,
      result: resultOf(`c${index}`, verdict),
    }));
    expect(verdictOf(judged)).toBe(expected);
  });
});

describe('steps', () => {
  test('a run step that lists no solution is solved by its own command, if there is something to check', () => {
    expect(solutionsOf(stepOf(lesson, 'three'))).toEqual([{ id: 'one-way', run: 'docker ps' }]);
    const [bare] = lessonOf([
      { id: 'look', kind: 'run', command: 'docker ps', reason: 'Only to be seen.' },
    ]).steps;
    expect(bare && solutionsOf(bare)).toEqual([]);
  });

  test('know their order, and an unknown one is refused', () => {
    expect(stepsBefore(lesson, 'three').map(step => step.id)).toEqual(['one', 'two']);
    expect(stepAfter(lesson, 'two')).toBe('three');
    expect(stepAfter(lesson, 'three')).toBeUndefined();
    expect(() => stepOf(lesson, 'four')).toThrow('no step four in trial');
  });

  test('what is typed goes to the answer checks only', () => {
    const [step] = lessonOf([
      {
        id: 'q',
        kind: 'answer',
        checks: [running('a'), { id: 'typed', probe: 'answer', is: 'x', as: 'word' }],
      },
    ]).steps;
    expect(step && answersIn(step, 'v')).toEqual({ typed: 'v' });
  });
});

describe('which choice a reading bears out', () => {
  const reading = {
    measured: true,
    outcome: 'open',
    value: 'I am web1\n',
    got: { code: 'outcome.open' },
    evidence: { command: 'curl', output: 'I am web1' },
  } as const;
  const measure = { probe: 'http', from: 'box1', to: 'web1', port: 80, path: '/' } as const;
  const fill = async (text: string): Promise<string> => text.replace('{seen:name}', 'web1');

  test.each([
    ['by its outcome', { yes: { outcome: 'open' }, no: { outcome: 'refused' } }, ['yes']],
    ['by a text in it', { yes: { contains: 'I am {seen:name}' }, no: { contains: 'I am web2' } }, ['yes']],
    ['by its whole value', { yes: { value: 'I am {seen:name}' }, no: { value: 'web1' } }, ['yes']],
    ['by all that is said', { no: { outcome: 'open', contains: 'web2' } }, []],
    ['never “I can’t tell yet”', { unsure: 'unsure' as const }, []],
    ['by several', { a: { outcome: 'open' }, b: { contains: 'web1' } }, ['a', 'b']],
  ])('%s', async (_what, choices, expected) => {
    expect(await choicesBorneOut({ measure, choices }, reading, fill)).toEqual(expected);
  });

  test('two choices borne out are none, and what could not be measured has no evidence', () => {
    expect(toMeasured({ reading, choices: ['a'] })).toEqual({
      choice: 'a',
      got: reading.got,
      evidence: reading.evidence,
    });
    expect(toMeasured({ reading, choices: ['a', 'b'] }).choice).toBeUndefined();
    expect(toMeasured({ reading: { measured: false, got: { code: 'x' } }, choices: [] })).toEqual({
      choice: undefined,
      got: { code: 'x' },
    });
  });
});
