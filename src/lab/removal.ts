import { setTimeout as delay } from 'node:timers/promises';
import type Docker from 'dockerode';
import { statusOf } from './status.ts';

/** Runs a removal; true when it removed something, false when that was gone already (404). */
export async function tolerateGone(removal: Promise<unknown>): Promise<boolean> {
  try {
    await removal;
    return true;
  } catch (error) {
    if (statusOf(error) === 404) return false;
    throw error;
  }
}

/**
 * Removes a container with its anonymous volumes, running or not, and returns once it is gone.
 * `id` must be a full id: a short one could match another object.
 */
export async function removeContainer(docker: Docker, id: string): Promise<boolean> {
  const container = docker.getContainer(id);
  await askToEnd(container);
  try {
    return await tolerateGone(container.remove({ force: true, v: true }));
  } catch (error) {
    // 409: its own auto-remove is at it.
    if (statusOf(error) !== 409) throw error;
    const removed = tolerateGone(container.wait({ condition: 'removed' }));
    if (!(await within(removalMs, removed))) throw error;
    return true;
  }
}

/** How long a lab host may take to end by itself, in ms. Usual is 50. */
const patience = 2_000;

/** How long the engine may take to remove what is being removed, in ms. Usual is 200; on a busy machine some seconds. */
const removalMs = 30_000;

/**
 * Lets a lab host end by itself: its first program thaws what the learner has paused, which on cgroup v1 could not be
 * killed and would keep the host. One that does not run, or does not listen, is left to the removal.
 */
async function askToEnd(container: Docker.Container): Promise<void> {
  try {
    await container.kill({ signal: 'SIGTERM' });
  } catch (error) {
    // 404: gone. 409: not running.
    if (statusOf(error) === 404 || statusOf(error) === 409) return;
    throw error;
  }
  await within(patience, tolerateGone(container.wait()));
}

/**
 * Waits for a container, but not longer than so many ms: docker-modem 5 never settles a call whose engine dies after its
 * answer began, and that of `wait` begins at once. False when the time was over first.
 */
async function within(ms: number, waiting: Promise<unknown>): Promise<boolean> {
  const over = new AbortController();
  const late = delay(ms, false, { signal: over.signal }).catch(() => false);
  try {
    return await Promise.race([waiting.then(() => true), late]);
  } finally {
    over.abort();
  }
}
