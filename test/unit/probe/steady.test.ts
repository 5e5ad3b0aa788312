import { expect, it } from 'vitest';
import type { ContainerSeen } from '../../../src/network/index.ts';
import { isObstacle } from '../../../src/probe/obstacle.ts';
import { steady } from '../../../src/probe/steady.ts';
import { containerNamed } from './fixtures.ts';

const running = containerNamed('box1');
const ended = { ...running, state: 'exited', pid: undefined };
const again = { ...running, startedAt: '2026-01-01T00:00:01.5Z' };

/** What a container came to, and how often it was looked at again. */
async function after(first: ContainerSeen, later: readonly (ContainerSeen | undefined)[], host = {}) {
  const looks = [...later];
  const came = await steady(first, host, async () => looks.shift(), new AbortController().signal);
  const state = came === undefined ? 'gone' : isObstacle(came) ? 'obstacle' : came.state;
  return [state, later.length - looks.length];
}

it.each([
  ['one that goes on running is running', [running], 'running'],
  ['one that has ended meanwhile has ended', [ended], 'exited'],
  ['one that was removed meanwhile is gone', [undefined], 'gone'],
  ['one that was started anew is looked at once more', [again, again], 'running'],
  ['one whose new start ends as well has ended', [again, { ...again, state: 'exited' }], 'exited'],
] as const)('%s', async (_, later, state) => {
  expect(await after(running, later)).toEqual([state, later.length]);
});

it('waits once for each start on each host, and not at all for what does not run', async () => {
  const host = {};
  expect(await after(running, [running], host)).toEqual(['running', 1]);
  expect(await after(running, [running], host)).toEqual(['running', 0]);
  expect(await after(again, [again], host)).toEqual(['running', 1]);
  expect(await after(running, [running])).toEqual(['running', 1]);
  expect(await after(ended, [ended])).toEqual(['exited', 0]);
});

it('is called off by the signal', async () => {
  const waiting = steady(running, {}, async () => running, AbortSignal.abort());
  await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
});
