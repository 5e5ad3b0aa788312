import { describe, expect, test } from 'vitest';
import { lessonSchema } from '../../../src/lesson/index.ts';
import { conclude } from '../../../src/proof/conclude.ts';
import type { Fact } from '../../../src/proof/facts.ts';
import { judged, lesson, result, sound, structure } from './fixture.ts';

/** What speaks against the only step: codes with the check or the like they name. */
function against(facts: readonly Fact[], of: Pick<typeof lesson, 'steps'> = lesson): string[] {
  return (conclude(of, facts).steps[0]?.reasons ?? []).map(({ code, params }) =>
    [code, params?.check ?? params?.wrong ?? params?.solution ?? ''].join(' ').trim(),
  );
}

const all: readonly Fact[] = Object.values(sound);
const without = (...leave: readonly Fact[]): readonly Fact[] => all.filter(fact => !leave.includes(fact));

const gap = { container: 'host1/a', runs: false, notes: [] };

describe('what proves a step', () => {
  test('open before, solved after, open again on a fresh host, every wrong answer caught', () => {
    expect(against(all)).toEqual([]);
  });

  const cases: readonly [string, readonly Fact[], readonly string[]][] = [
    [
      'a solution without effect',
      [...without(sound.after), { ...sound.after, judged: judged({ a: 'fail', b: 'fail', calm: 'pass' }) }],
      ['proof.not-after a', 'proof.not-after b'],
    ],
    [
      'a check that passes before and is named by no wrong answer',
      [
        ...without(sound.walked, sound.fresh, sound.other),
        { ...sound.walked, judged: judged({ a: 'fail', b: 'pass', calm: 'pass' }) },
        { ...sound.fresh, judged: judged({ a: 'fail', b: 'pass', calm: 'pass' }) },
      ],
      ['proof.never-fails b'],
    ],
    ['a bystander that no wrong answer turns red', without(sound.rough), ['proof.never-fails calm']],
    [
      'a goal that is there from the start, and one that a solution misses',
      [
        ...all,
        { type: 'goal', step: 'one', solution: undefined, gaps: [] },
        { type: 'goal', step: 'one', solution: 'plain', gaps: [gap] },
      ],
      ['proof.goal-there', 'proof.goal-missed plain'],
    ],
    [
      'nothing, where the goal is open at first and then reached',
      [
        ...all,
        { type: 'goal', step: 'one', solution: undefined, gaps: [gap] },
        { type: 'goal', step: 'one', solution: 'plain', gaps: [] },
      ],
      [],
    ],
    [
      'a check that could only not be measured',
      [
        ...without(sound.walked, sound.fresh, sound.other),
        { ...sound.walked, judged: judged({ a: 'fail', b: 'could-not-measure', calm: 'pass' }) },
        { ...sound.fresh, judged: judged({ a: 'fail', b: 'could-not-measure', calm: 'pass' }) },
      ],
      ['proof.unmeasured-before b'],
    ],
    [
      'a step that is solved before anybody did anything',
      [
        ...without(sound.walked, sound.fresh),
        { ...sound.walked, judged: judged({ a: 'pass', b: 'pass', calm: 'pass' }) },
        { ...sound.fresh, judged: judged({ a: 'pass', b: 'pass', calm: 'pass' }) },
      ],
      ['proof.nothing-to-do'],
    ],
    [
      'a reset that leaves one check passing',
      [...without(sound.fresh), { ...sound.fresh, judged: judged({ a: 'fail', b: 'pass', calm: 'pass' }) }],
      ['proof.passes-after-reset b'],
    ],
    ['a step never met on a fresh host', without(sound.fresh), ['proof.not-reset']],
    [
      'a bystander that is red from the start',
      [...without(sound.walked), { ...sound.walked, judged: judged({ a: 'fail', b: 'fail', calm: 'fail' }) }],
      ['proof.bystander-red calm'],
    ],
    [
      'a solution that breaks a bystander and a held check',
      [
        ...without(sound.after),
        { ...sound.after, judged: judged({ a: 'pass', b: 'pass', calm: 'fail', held: 'fail' }) },
      ],
      ['proof.bystander-broken calm', 'proof.held-broken held'],
    ],
    [
      'a solution after which something could not be measured',
      [
        ...without(sound.after),
        { ...sound.after, judged: judged({ a: 'could-not-measure', b: 'pass', calm: 'pass' }) },
      ],
      ['proof.not-after a'],
    ],
    [
      'a wrong answer that passes',
      [...without(sound.other), { ...sound.other, judged: judged({ a: 'pass', b: 'fail', calm: 'pass' }) }],
      ['proof.wrong-not-caught a'],
    ],
    [
      'a wrong answer of which nothing could be measured',
      [...without(sound.other), { ...sound.other, judged: judged({ a: 'could-not-measure' }) }],
      ['proof.wrong-not-caught a'],
    ],
    [
      'a wrong answer caught for another reason than the named one',
      [...without(sound.other), { ...sound.other, judged: judged({ a: 'fail' }, 'container.absent') }],
      ['proof.wrong-other-got a'],
    ],
    [
      'a script that cannot be played',
      [...all, { type: 'failed', step: 'one', playing: { kind: 'wrong', id: 'other' }, why: { code: 'x' } }],
      ['proof.wrong-failed other'],
    ],
    [
      'a step that was not reached says only that',
      [...without(sound.after), { type: 'not-reached', step: 'one', why: { code: 'x' } }],
      ['proof.not-reached'],
    ],
  ];
  test.each(cases)('%s is told', (_what, facts, reasons) => {
    expect(against(facts)).toEqual(reasons);
  });

  test('no facts prove nothing', () => {
    expect(against([])).not.toEqual([]);
  });

  test('a lab that could not be set up speaks against the lesson', () => {
    expect(
      conclude(lesson, [...all, { type: 'no-lab', why: { code: 'error.lesson-setup' } }]).reasons,
    ).toEqual([{ code: 'error.lesson-setup' }]);
  });
});

describe('what is missing in a step', () => {
  const [one] = structure.steps;
  const stepOf = (change: object): Pick<typeof lesson, 'steps'> =>
    lessonSchema.parse({ ...structure, steps: [{ ...one, ...change }] });

  test('a solution', () => {
    expect(against(all, stepOf({ solutions: [] }))).toContain('proof.no-solution');
  });

  test('a check, a prediction, or the reason why there is none', () => {
    const bare = { checks: [], bystanders: [], wrong: [], kind: 'read', solutions: [] };
    expect(against([], stepOf(bare))).toEqual(['proof.no-check']);
    expect(against([], stepOf({ ...bare, reason: 'Only to be read.' }))).toEqual([]);
  });
});

describe('predictions', () => {
  const predicted = (choices: readonly string[], solution = 'plain'): Fact => ({
    type: 'predicted',
    step: 'one',
    solution,
    reading: {
      reading: {
        measured: true,
        outcome: 'open',
        value: '',
        got: { code: 'outcome.open' },
        evidence: { command: '', output: '' },
      },
      choices,
    },
  });

  test.each<[string, readonly Fact[], readonly string[]]>([
    ['one choice comes true', [predicted(['answers'])], []],
    ['the same after every solution', [predicted(['answers']), predicted(['answers'], 'other')], []],
    ['none comes true', [predicted([])], ['proof.prediction-none']],
    ['two come true', [predicted(['answers', 'silence'])], ['proof.prediction-several']],
    [
      'another one after another solution',
      [predicted(['answers']), predicted(['silence'], 'other')],
      ['proof.prediction-differs other'],
    ],
    [
      'it could not be measured',
      [
        {
          type: 'predicted',
          step: 'one',
          solution: undefined,
          reading: { reading: { measured: false, got: { code: 'x' } }, choices: [] },
        },
      ],
      ['proof.prediction-unmeasured'],
    ],
  ])('%s', (_what, facts, reasons) => {
    expect(against([...all, ...facts])).toEqual(reasons);
  });
});

describe('answers', () => {
  const answered = (
    confusion: string | undefined,
    verdict: 'pass' | 'fail',
    code: string,
    key?: string,
  ): Fact => ({
    type: 'answered',
    step: 'one',
    check: 'q',
    confusion,
    value: 'v',
    result: result('q', verdict, code, key === undefined ? undefined : { key }),
  });

  test.each<[string, Fact, readonly string[]]>([
    ['nonsense is refused', answered(undefined, 'fail', 'answer.other'), []],
    ['nonsense is accepted', answered(undefined, 'pass', 'answer.right'), ['proof.answer-anything q']],
    ['a confusion is told apart', answered('gateway', 'fail', 'answer.confused', 'gateway'), []],
    [
      'taken for another one',
      answered('gateway', 'fail', 'answer.confused', 'other'),
      ['proof.confusion-not-caught q'],
    ],
    [
      'taken for any other value',
      answered('gateway', 'fail', 'answer.other'),
      ['proof.confusion-not-caught q'],
    ],
    ['taken for right', answered('gateway', 'pass', 'answer.right'), ['proof.confusion-not-caught q']],
    [
      'without a value',
      {
        type: 'confusion-unknown',
        step: 'one',
        check: 'q',
        confusion: 'gateway',
        placeholder: '{gateway:x}',
      },
      ['proof.confusion-unknown q'],
    ],
  ])('%s', (_what, fact, reasons) => {
    expect(against([...all, fact])).toEqual(reasons);
  });
});
