import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { testEngine } from '../live/fixture.ts';
import { Learner } from './learner.ts';
import { copyLesson } from './lesson-copy.ts';
import { keys } from './terminal.ts';

const { id, folder, lesson, remove } = copyLesson('default-bridge', 'killed');

let learner: Learner | undefined;
afterEach(async () => {
  await learner?.leave();
  await removeUnborn();
});
afterAll(remove);

/**
 * What is labelled as being of a lab of this lesson. A container that was made and never started is not counted, nor its
 * volume: the engine has no way to tie it to our process, and the next start sweeps it (`test/live/sweep.test.ts`).
 */
async function left(): Promise<string[]> {
  const { docker } = await testEngine();
  const filters = { label: [`netdojo.lesson=${id}`] };
  const [containers, networks, { Volumes }] = await Promise.all([
    docker.listContainers({ all: true, filters }),
    docker.listNetworks({ filters }),
    docker.listVolumes({ filters }),
  ]);
  const unborn = containers.filter(({ State }) => State === 'created');
  const theirs = new Set(unborn.flatMap(({ Mounts }) => Mounts.map(({ Name }) => Name)));
  return [
    ...containers.filter(one => !unborn.includes(one)).map(({ Id }) => Id),
    ...networks.map(({ Id }) => Id),
    ...(Volumes ?? []).map(({ Name }) => Name).filter(name => !theirs.has(name)),
  ];
}

/** Removes what was made and never started, so that this test leaves nothing either. */
async function removeUnborn(): Promise<void> {
  const { docker } = await testEngine();
  const filters = { label: [`netdojo.lesson=${id}`], status: ['created'] };
  for (const { Id } of await docker.listContainers({ all: true, filters }))
    await docker.getContainer(Id).remove({ v: true, force: true });
}

// Ten moments, drawn anew in each run: during the boot, in the lesson, during a reset.
const moments = [
  ...Array.from({ length: 4 }, () => ({ phase: 'boot', after: Math.random() * 1_200 })),
  ...Array.from({ length: 3 }, () => ({ phase: 'lesson', after: Math.random() * 1_500 })),
  ...Array.from({ length: 3 }, () => ({ phase: 'reset', after: Math.random() * 1_200 })),
].map(moment => ({ ...moment, ms: Math.round(moment.after) }));

describe('kill -9', () => {
  it.each(moments)('$ms ms into the $phase leaves nothing', async ({ phase, after }) => {
    learner = new Learner({ lang: 'en', columns: 80, rows: 24, args: ['start', folder] });
    const { terminal } = learner;
    await terminal.until(learner.titleOf(lesson));
    if (phase !== 'boot') {
      await learner.predict(lesson, lesson.steps[0] ?? expect.unreachable());
      await learner.toShell();
      terminal.send(`docker run -dit --name box1 busybox${keys.enter}`);
    }
    if (phase === 'reset') {
      await terminal.until('✔');
      terminal.send(`${keys.prefix}r`);
      await terminal.until(learner.words('tui.status.confirm'));
      terminal.send(keys.enter);
    }
    // The moment is the point of the test; nothing is waited for that could be seen.
    await new Promise(resolve => setTimeout(resolve, after));
    await terminal.kill();
    await expect.poll(left).toEqual([]);
  });
});
