import type { LabHost } from '../lab/index.ts';
import { isObstacle, type Obstacle } from './obstacle.ts';
import { pause } from './patience.ts';
import type { ContainerSeen } from './seen.ts';
import { lookAtContainer } from './view.ts';

/**
 * How long a container must stay up before it counts as running. Milliseconds. `docker run -d busybox` ends 1 to 7 ms
 * after its start, and Docker may still say `running` for a while when its answer is already on the way (measured).
 */
const steadyAfter = 100;

/** Starts already seen to last: container id and time of start. */
const lasting = new WeakMap<LabHost, Set<string>>();

/**
 * The container as it is after it has stayed up for a moment. Waits only the first time a start is seen, and never when it
 * isn't running. Undefined when it was removed meanwhile. Rejects with an AbortError when the signal fires.
 */
export async function steady(
  container: ContainerSeen,
  host: LabHost,
  signal: AbortSignal,
): Promise<ContainerSeen | Obstacle | undefined> {
  if (container.state !== 'running' || startsOf(host).has(startOf(container))) return container;
  await pause(steadyAfter, signal);
  const later = await lookAtContainer(host, container.id, signal);
  if (later === undefined || isObstacle(later)) return later;
  if (later.state === 'running') startsOf(host).add(startOf(later));
  return later;
}

function startsOf(host: LabHost): Set<string> {
  const known = lasting.get(host) ?? new Set();
  lasting.set(host, known);
  return known;
}

function startOf({ id, startedAt }: ContainerSeen): string {
  return `${id} ${startedAt}`;
}
