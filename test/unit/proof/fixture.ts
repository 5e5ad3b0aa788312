import { type Lesson, lessonSchema } from '../../../src/lesson/index.ts';
import { type CheckResult, said, type Verdict } from '../../../src/probe/schema/index.ts';
import type { Fact } from '../../../src/proof/facts.ts';
import type { Judged } from '../../../src/session/index.ts';

/** One step with two checks and a bystander, one wrong answer for each of the first check and the bystander. */
export const structure = {
  id: 'trial',
  minutes: 1,
  steps: [
    {
      id: 'one',
      kind: 'do',
      checks: [
        { id: 'a', probe: 'container', name: 'a', state: 'running' },
        { id: 'b', probe: 'container', name: 'b', state: 'running' },
      ],
      bystanders: [{ id: 'calm', probe: 'container', name: 'c', state: 'running' }],
      solutions: [{ id: 'plain', run: 'true' }],
      wrong: [
        { id: 'other', run: 'true', caught: 'a', got: 'container.exited' },
        { id: 'rough', run: 'true', caught: 'calm' },
      ],
    },
  ],
};

export const lesson: Pick<Lesson, 'steps'> = lessonSchema.parse(structure);

export function result(
  id: string,
  verdict: Verdict,
  code = 'got',
  params?: Record<string, string>,
): CheckResult {
  return {
    id,
    verdict,
    asked: said('asked'),
    expected: said('expected'),
    got: said(code, params),
    because: [],
    tookMs: 1,
  };
}

export function judged(verdicts: Readonly<Record<string, Verdict>>, code?: string): Judged[] {
  return Object.entries(verdicts).map(([id, verdict]) => ({
    ref: { id, step: id === 'held' ? 'zero' : 'one', bystander: id === 'calm' },
    held: id === 'held',
    result: result(id, verdict, code),
  }));
}

const [step] = lesson.steps;
const [other, rough] = step?.wrong ?? [];
if (other === undefined || rough === undefined) throw new Error('the fixture has two wrong answers');

/** Facts of a proof in which nothing is amiss. */
export const sound = {
  walked: {
    type: 'before',
    step: 'one',
    fresh: false,
    judged: judged({ a: 'fail', b: 'fail', calm: 'pass' }),
  },
  fresh: { type: 'before', step: 'one', fresh: true, judged: judged({ a: 'fail', b: 'fail', calm: 'pass' }) },
  after: {
    type: 'after',
    step: 'one',
    solution: 'plain',
    judged: judged({ a: 'pass', b: 'pass', calm: 'pass', held: 'pass' }),
  },
  other: {
    type: 'wrong',
    step: 'one',
    wrong: other,
    judged: judged({ a: 'fail', b: 'fail', calm: 'pass' }, 'container.exited'),
  },
  rough: { type: 'wrong', step: 'one', wrong: rough, judged: judged({ a: 'pass', b: 'pass', calm: 'fail' }) },
} satisfies Record<string, Fact>;
