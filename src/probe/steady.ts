import { setTimeout } from 'node:timers/promises';
import type { ContainerSeen } from '../network/index.ts';
import { isObstacle, type Obstacle } from './obstacle.ts';

/**
 * How long a container must stay up before it counts as running. Milliseconds. `docker run -d busybox` ends 1 to 7 ms
 * after its start, and Docker may still say `running` for a while when its answer is already on the way (measured).
 */
const steadyAfter = 100;

/** Starts already seen to last, by host: container id and time of start. */
const lasting = new WeakMap<object, Set<string>>();

type Again = ContainerSeen | Obstacle | undefined;

/**
 * The container as it is after it has stayed up for a moment. Waits only the first time a start is seen, and never when it
 * isn't running. Undefined when it was removed meanwhile. Rejects with an AbortError when the signal fires.
 */
export async function steady(
  container: ContainerSeen,
  host: object,
  lookAgain: () => Promise<Again>,
  signal: AbortSignal,
): Promise<Again> {
  if (container.state !== 'running' || startsOf(host).has(startOf(container))) return container;
  await setTimeout(steadyAfter, undefined, { signal });
  const later = await lookAgain();
  if (later === undefined || isObstacle(later)) return later;
  // Started anew meanwhile: now that start has to last.
  if (startOf(later) !== startOf(container)) return await steady(later, host, lookAgain, signal);
  if (later.state === 'running') startsOf(host).add(startOf(later));
  return later;
}

function startsOf(host: object): Set<string> {
  const known = lasting.get(host) ?? new Set();
  lasting.set(host, known);
  return known;
}

function startOf({ id, startedAt }: ContainerSeen): string {
  return `${id} ${startedAt}`;
}
