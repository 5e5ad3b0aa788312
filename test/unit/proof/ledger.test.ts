import { describe, expect, test } from 'vitest';
import { type Lesson, lessonSchema } from '../../../src/lesson/index.ts';
import type { Fact } from '../../../src/proof/facts.ts';
import { openLedger } from '../../../src/proof/ledger.ts';
import { idOf, type Run, sharedVisitsOf, type Visit } from '../../../src/proof/runs.ts';
import type { LessonProof } from '../../../src/proof/types.ts';
import { judged, sound, structure } from './fixture.ts';

const lesson: Lesson = {
  ...lessonSchema.parse(structure),
  folder: '/nowhere',
  prose: { en: undefined, zh: undefined },
};
const open = () => openLedger(lesson, '26.1', { share: true });
const { walked, after, fresh, other, rough } = sound;
const seen = (facts: readonly Fact[], again: readonly Run[] = []) => ({ facts, again });
const codes = (proof: LessonProof | undefined) =>
  proof?.steps.flatMap(step => step.reasons.map(({ code }) => code));

/** The runs a ledger begins with, and what is visited on the tour. */
function begun(ledger: ReturnType<typeof open>): { walk: Run; tour: Run; visits: readonly Visit[] } {
  const [walk, tour] = ledger.runs;
  expect(ledger.runs.map(idOf)).toEqual(['walk', 'one/tour']);
  if (walk === undefined || tour === undefined) throw new Error('no runs');
  return { walk, tour, visits: sharedVisitsOf(tour) };
}

describe('a lesson whose visits share hosts', () => {
  test('is proven when everything is as it says', () => {
    const ledger = open();
    const { walk, tour } = begun(ledger);
    expect(ledger.take(walk, seen([walked, after]))).toEqual({ proof: undefined, more: [] });
    const { proof, more } = ledger.take(tour, seen([fresh, other, rough]));
    expect(codes(proof)).toEqual([]);
    expect(proof?.proven).toBe(true);
    expect(more).toEqual([]);
  });

  test('is not proven while something has to be done again', () => {
    const ledger = open();
    const { walk, tour, visits } = begun(ledger);
    const again = visits.slice(0, 1);
    expect(ledger.take(tour, seen([fresh, rough], again)).more).toEqual(again);
    expect(ledger.take(walk, seen([walked, after])).proof).toBeUndefined();
    expect(ledger.take(again[0] as Run, seen([other])).proof?.proven).toBe(true);
  });

  test('is tried again alone before anything is told: what was shared is forgotten', () => {
    const ledger = open();
    const { walk, tour } = begun(ledger);
    ledger.take(walk, seen([walked, after]));
    // On the tour nothing made the bystander fail.
    const { proof, more } = ledger.take(tour, seen([fresh, other]));
    expect(proof).toBeUndefined();
    expect(more.map(idOf)).toEqual(['one/tour', 'one/wrong/other', 'one/wrong/rough']);
    expect(more.flatMap(sharedVisitsOf)).toEqual([]);
    ledger.take(more[0] as Run, seen([fresh]));
    ledger.take(more[1] as Run, seen([other]));
    expect(ledger.take(more[2] as Run, seen([rough])).proof?.proven).toBe(true);
  });

  test('is refused at once for what was seen on a host of its own', () => {
    const ledger = open();
    const { walk, tour, visits } = begun(ledger);
    const uncaught: Fact = { ...other, judged: judged({ a: 'pass', b: 'fail', calm: 'pass' }) };
    ledger.take(walk, seen([walked, after]));
    const { more } = ledger.take(tour, seen([fresh, rough], visits.slice(0, 1)));
    const { proof, more: none } = ledger.take(more[0] as Run, seen([uncaught]));
    expect(codes(proof)).toEqual(['proof.wrong-not-caught']);
    expect(none).toEqual([]);
  });

  test('is tried again alone but once', () => {
    const ledger = open();
    const { walk, tour } = begun(ledger);
    ledger.take(walk, seen([walked, after]));
    const { more } = ledger.take(tour, seen([fresh, other]));
    ledger.take(more[0] as Run, seen([fresh]));
    ledger.take(more[1] as Run, seen([other]));
    const calm: Fact = { ...rough, judged: judged({ a: 'fail', b: 'pass', calm: 'pass' }) };
    const { proof, more: none } = ledger.take(more[2] as Run, seen([calm]));
    expect(codes(proof)).toEqual(['proof.never-fails', 'proof.wrong-not-caught']);
    expect(none).toEqual([]);
  });

  test('is tried again alone where a step stood otherwise than before on a host that others were on', () => {
    const ledger = open();
    const { walk, tour } = begun(ledger);
    ledger.take(walk, seen([walked, after]));
    const disturbed: Fact = { ...fresh, judged: judged({ a: 'fail', b: 'fail', calm: 'fail' }) };
    const { proof, more } = ledger.take(tour, seen([disturbed, other, rough]));
    expect(proof).toBeUndefined();
    ledger.take(more[0] as Run, seen([fresh]));
    ledger.take(more[1] as Run, seen([other]));
    expect(ledger.take(more[2] as Run, seen([rough])).proof?.proven).toBe(true);
  });
});
