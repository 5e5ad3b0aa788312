import { afterAll, expect, it } from 'vitest';
import { commandLine } from '../screen/netdojo.ts';
import { testGeneration } from './fixture.ts';

const cli = commandLine();
afterAll(() => cli.leave());

it('every lesson of the curriculum is proven on real lab hosts', async () => {
  const { code, out, err } = await cli.run('prove', '--json', '--on', testGeneration);
  const { lessons } = JSON.parse(out);
  const against = lessons.flatMap(
    ({
      lesson,
      reasons,
      steps,
    }: {
      lesson: string;
      reasons: unknown[];
      steps: { step: string; reasons: unknown[] }[];
    }) => [
      ...reasons.map(reason => [lesson, reason]),
      ...steps.flatMap(step => step.reasons.map(reason => [lesson, step.step, reason])),
    ],
  );
  expect(against, err).toEqual([]);
  expect(lessons.map(({ lesson }: { lesson: string }) => lesson).sort()).toEqual([
    'default-bridge',
    'isolation',
  ]);
  expect(code).toBe(0);
}, 600_000);
