import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generations } from '../../src/lab/index.ts';
import { lessonsFolder, loadCurriculum } from '../../src/lesson/index.ts';
import { commandLine } from '../screen/netdojo.ts';
import { testGeneration } from './fixture.ts';
import { rotation, thirdFor } from './proof-rotation.ts';

const cli = commandLine();
afterAll(() => cli.leave());

const ids = [...loadCurriculum(lessonsFolder()).lessons.keys()];
const others = generations.filter(generation => generation !== testGeneration);
const rotated = rotation();

/** Milliseconds before a hang is called one: generous, as other tests run beside. What it takes: `npm run bench proof`. */
const limit = { images: 900_000, whole: 1_500_000, third: 900_000 };

type Proven = {
  readonly lesson: string;
  readonly generation: string;
  readonly reasons: readonly unknown[];
  readonly steps: readonly { readonly step: string; readonly reasons: readonly unknown[] }[];
};

/** Proves lessons on an engine and expects nothing against any of them. */
async function prove(lessons: readonly string[], generation: string): Promise<void> {
  const { code, out, err } = await cli.run('prove', ...lessons, '--on', generation, '--json');
  const proven: readonly Proven[] = JSON.parse(out === '' ? '{"lessons":[]}' : out).lessons;
  const against = proven.flatMap(({ lesson, reasons, steps }) => [
    ...reasons.map(reason => [lesson, reason]),
    ...steps.flatMap(step => step.reasons.map(reason => [lesson, step.step, reason])),
  ]);
  expect(against, err).toEqual([]);
  expect(proven.map(one => [one.lesson, one.generation]).sort(), err).toEqual(
    lessons.map(lesson => [lesson, generation]).sort(),
  );
  expect(code, err).toBe(0);
}

describe('the curriculum is proven on real lab hosts', () => {
  beforeAll(async () => {
    const { code, err } = await cli.run('setup', '--yes', '--engines', generations.join(','));
    expect(code, err).toBe(0);
  }, limit.images);

  it(`whole on ${testGeneration}`, () => prove(ids, testGeneration), limit.whole);

  others.forEach((generation, at) => {
    const third = thirdFor(ids, at, rotated);
    it.runIf(third.length > 0)(
      `on ${generation}, the third that is its turn (NETDOJO_PROVE_ROTATION=${rotated}): ${third.join(' ')}`,
      () => prove(third, generation),
      limit.third,
    );
  });
});
