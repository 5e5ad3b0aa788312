import type { Evidence, Said } from './schema/index.ts';
import { said } from './schema/index.ts';

/**
 * Why a probe came to no raw answer. `fail`: the learner's host is in a state that makes the check untrue (a container is
 * missing, Docker is down). `could-not-measure`: the probe itself could not work.
 */
export type Obstacle = {
  readonly obstacle: Said;
  readonly verdict: 'fail' | 'could-not-measure';
  readonly evidence?: Evidence;
};

/** The state of the learner's host already says that the check is not fulfilled. */
export function failing(obstacle: Said, evidence?: Evidence): Obstacle {
  return evidence === undefined ? { obstacle, verdict: 'fail' } : { obstacle, verdict: 'fail', evidence };
}

/** Nothing can be said about the check: `unmeasured.WHY`. */
export function unmeasured(why: string, params?: Said['params'], evidence?: Evidence): Obstacle {
  const obstacle = said(`unmeasured.${why}`, params);
  return evidence === undefined
    ? { obstacle, verdict: 'could-not-measure' }
    : { obstacle, verdict: 'could-not-measure', evidence };
}

export function isObstacle(what: object): what is Obstacle {
  return 'obstacle' in what;
}

/** Codes of obstacles any probe may meet, before its own. */
export const commonCodes = [
  'daemon.down',
  'container.absent',
  'container.absent-but',
  'container.created',
  'container.exited',
  'container.paused',
  'container.other-state',
  'place.no-netns',
  'membership.not-attached',
  'membership.no-address',
  'container.not-published',
  'container.no-veth',
  'network.absent',
  'network.no-value',
  'unmeasured.probe',
  'unmeasured.deadline',
  'unmeasured.needs',
  'unmeasured.no-host',
  'unmeasured.docker',
  'unmeasured.docker-silent',
  'unmeasured.no-address',
  'unmeasured.seen',
] as const;
