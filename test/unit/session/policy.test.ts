import { describe, expect, test } from 'vitest';
import { forbidden, offered, policyOf, policySaid } from '../../../src/session/policy.ts';
import type { Rules, SessionEvent } from '../../../src/session/types.ts';
import { say } from '../../../src/text/index.ts';
import { entered, judged, lessonOf, own, running, stateAfter } from './fixture.ts';

const hints = ['an idea', 'a place', 'a shape'];
const structure = lessonOf([
  { id: 'one', kind: 'do', checks: [running('a')], solutions: [{ run: 'true' }] },
  {
    id: 'two',
    kind: 'answer',
    quiet: true,
    checks: [{ id: 'q', probe: 'answer', is: 'x', as: 'word' }],
    predict: {
      measure: { probe: 'container', name: 'a' },
      choices: { up: { outcome: 'running' }, unsure: 'unsure' },
    },
  },
]);
const prose = {
  lang: 'en',
  title: '',
  question: '',
  intro: '',
  closing: '',
  steps: { one: { title: '', body: '', prediction: undefined, hints, checks: {} } },
} as const;
const lesson = { ...structure, prose: { en: prose, zh: undefined } };

function words(mode: Rules['mode'] | Rules, ...events: readonly SessionEvent[]): string[] {
  const policy = policyOf(typeof mode === 'string' ? { mode } : mode);
  return [...offered({ ...stateAfter(...events), policy }, lesson)].sort();
}

const hint: SessionEvent = { type: 'hint-shown', step: 'one' };
const atOne = entered('one', [own('a')]);
const atTwo = entered('two', [own('q', 'two')], true);

describe('what is offered', () => {
  test('while booting only a prediction, where the step asks for one', () => {
    expect(words('guided')).toEqual([]);
    expect([...offered({ ...stateAfter(), step: 'two' }, lesson)]).toEqual(['predict']);
  });

  test('at work in guided mode: hints first, the solution after the last one, playing it once it was shown', () => {
    const base = ['recheck', 'reset', 'open-shell', 'skip'];
    expect(words('guided', atOne)).toEqual([...base, 'hint'].sort());
    expect(words('guided', atOne, hint, hint, hint)).toEqual([...base, 'solution'].sort());
    expect(words('guided', atOne, hint, hint, hint, { type: 'solution-shown', step: 'one' })).toEqual(
      [...base, 'solution', 'apply-solution'].sort(),
    );
  });

  test.each<Rules['mode']>(['workshop', 'self-check'])('in %s mode no solution, no skipping', mode => {
    expect(words(mode, atOne, hint, hint, hint, { type: 'solution-shown', step: 'one' })).toEqual([
      'open-shell',
      'recheck',
      'reset',
    ]);
  });

  test.each<[Rules, readonly string[]]>([
    [{ mode: 'workshop', allow: ['skip'] }, ['skip']],
    [{ mode: 'workshop', allow: ['solutions'] }, ['apply-solution', 'solution']],
    [{ mode: 'workshop', allow: ['solutions', 'skip'] }, ['apply-solution', 'skip', 'solution']],
    // What a teacher allows is asked of in a workshop only.
    [{ mode: 'self-check', allow: ['solutions', 'skip'] }, []],
  ])('%j lets a learner do %j beyond the rest', (rules, more) => {
    const shown: SessionEvent = { type: 'solution-shown', step: 'one' };
    const all = words(rules, atOne, hint, hint, hint, shown);
    expect(all.filter(word => !['recheck', 'reset', 'open-shell'].includes(word))).toEqual(more);
  });

  test('next only when green', () => {
    expect(words('guided', atOne)).not.toContain('next');
    expect(words('guided', atOne, judged('a', 'pass'))).toContain('next');
  });

  test('a quiet step may be asked for the next one: that is what lets its traffic run', () => {
    expect(words('guided', atTwo, { type: 'predicted', step: 'two', choice: 'up' })).toEqual(
      expect.arrayContaining(['next', 'answer']),
    );
  });

  test('as many shells as the header has room for', () => {
    const shells = (n: number): SessionEvent[] =>
      Array.from({ length: n }, (_, index) => ({
        type: 'shell-opened',
        shell: `s${index}`,
        place: 'outside',
      }));
    expect(words('guided', atOne, ...shells(4))).toContain('open-shell');
    expect(words('guided', atOne, ...shells(5))).not.toContain('open-shell');
  });

  test('so may a step with a check that runs only when asked for', () => {
    const during = { probe: 'ping', from: 'a', to: 'b' };
    const capture = { id: 'seen', probe: 'capture', at: 'host', during, seen: true };
    for (const list of ['checks', 'bystanders']) {
      const heavy = {
        ...lessonOf([{ id: 'one', kind: 'do', [list]: [capture], solutions: [{ run: 'true' }] }]),
      };
      const state = { ...stateAfter(atOne), step: 'one' };
      expect([...offered(state, { ...heavy, prose: lesson.prose })]).toContain('next');
    }
  });

  test('a prediction comes before everything else', () => {
    expect(words('self-check', atTwo)).toEqual(['open-shell', 'predict', 'reset']);
    expect(words('guided', atTwo)).toContain('skip');
  });

  test('nothing is played while a solution is playing', () => {
    const playing = words('guided', atOne, { type: 'playing', on: true });
    expect(playing).not.toContain('skip');
    expect(playing).not.toContain('apply-solution');
  });

  test('an ended shell may be reopened', () => {
    expect(words('guided', atOne, { type: 'shell-opened', shell: 's', place: 'host1' })).not.toContain(
      'reopen-shell',
    );
    expect(
      words(
        'guided',
        atOne,
        { type: 'shell-opened', shell: 's', place: 'host1' },
        { type: 'shell-ended', shell: 's' },
      ),
    ).toContain('reopen-shell');
  });

  test('when broken, only another try', () => {
    expect(words('guided', atOne, { type: 'broke', trouble: { code: 'error.x' } })).toEqual(['retry']);
  });
});

test('a policy has a sentence in both languages, and so has what it forbids', () => {
  const all: Rules[] = [
    { mode: 'guided' },
    { mode: 'workshop' },
    { mode: 'workshop', allow: ['skip'] },
    { mode: 'workshop', allow: ['solutions'] },
    { mode: 'workshop', allow: ['solutions', 'skip'] },
    { mode: 'self-check' },
  ];
  const said = all.flatMap(rules => {
    const policy = policyOf(rules);
    const refusals = (['skip', 'solution', 'apply-solution', 'hint'] as const).map(word =>
      forbidden(policy, word),
    );
    return [policySaid(policy), ...refusals.filter(one => one !== undefined)];
  });
  for (const lang of ['en', 'zh'] as const)
    for (const one of said) expect(say(lang, one)).not.toContain(one.code);
  expect(forbidden(policyOf({ mode: 'workshop', allow: ['skip'] }), 'skip')).toBeUndefined();
  expect(forbidden(policyOf({ mode: 'workshop', allow: ['skip'] }), 'solution')).toBeDefined();
  expect(forbidden(policyOf({ mode: 'self-check' }), 'hint')).toBeUndefined();
});
