import type { Aim } from './aim.ts';
import type { Block } from './block.ts';
import { cause, undetermined } from './cause.ts';
import { isIccOff, type NetworkSeen } from './docker.ts';
import { networksAt, type Place } from './places.ts';

/** What keeps a packet from being sent at all. */
export function sourceBlocks({ label, container, stack }: Place): Block[] {
  const step = 'source' as const;
  if (container !== undefined && container.state !== 'running')
    return [
      {
        step,
        cause: cause('source-not-running', { name: label, state: container.state }),
        outcome: undefined,
      },
    ];
  if (stack === undefined)
    return [{ step, cause: undetermined('namespace', { name: label }), outcome: undefined }];
  return [];
}

/**
 * What keeps two containers apart by the way Docker was told to set them up. Whether rules were changed since, nobody has
 * looked: what is felt is not known.
 */
export function meantByDocker(from: Place, target: Place | undefined): Block[] {
  const own = networksAt(from);
  const theirs = target === undefined ? [] : networksAt(target);
  if (target?.container === undefined || target.container.state !== 'running') return [];
  if (from.container?.mode === 'none')
    return [{ step: 'route', cause: cause('none-mode', { name: from.label }), outcome: 'unreachable' }];
  const shared = own.filter(({ name }) => theirs.some(network => network.name === name));
  const names = (networks: readonly NetworkSeen[]) => networks.map(({ name }) => name);
  if (shared.length === 0 && own.length > 0 && theirs.length > 0) {
    const params = { from: from.label, to: target.label, own: names(own), theirs: names(theirs) };
    return [{ step: 'filter', cause: cause('no-shared-network', params), outcome: undefined }];
  }
  const [network] = shared;
  return network !== undefined && shared.every(isIccOff)
    ? [{ step: 'filter', cause: cause('icc-off', { network: network.name }), outcome: undefined }]
    : [];
}

/** What is the matter with the name it is sent to. */
export function nameBlocks({ resolved, cause: stale }: Aim): Block[] {
  const step = 'name' as const;
  if (resolved?.is === 'not-found') return [{ step, cause: resolved.cause, outcome: 'no-such-name' }];
  if (resolved?.is === 'asked-on') return [{ step, cause: resolved.cause, outcome: undefined }];
  return stale === undefined ? [] : [{ step, cause: stale, outcome: undefined, passes: true }];
}

/** What is the matter with the container that is meant. */
export function targetBlocks(target: Place | undefined): Block[] {
  const step = 'target' as const;
  const { container } = target ?? {};
  if (target === undefined || container === undefined) return [];
  const params = { name: target.label, state: container.state, exit: container.exit };
  switch (container.state) {
    case 'running':
      return target.stack === undefined
        ? [{ step, cause: undetermined('namespace', { name: target.label }), outcome: undefined }]
        : [];
    case 'paused':
      return [{ step, cause: cause('target-paused', params), outcome: 'no-data' }];
    case 'restarting':
      return [{ step, cause: cause('program-error', params), outcome: undefined }];
    case 'created': {
      const { error } = container;
      if (error === '') return [{ step, cause: cause('target-not-started', params), outcome: undefined }];
      const id = /already allocated|already in use/i.test(error) ? 'port-taken' : 'start-failed';
      return [{ step, cause: cause(id, { ...params, error }), outcome: undefined }];
    }
    default: {
      // 137 and 143 are what a container ends with that was stopped.
      const failed = container.exit !== 0 && container.exit !== 137 && container.exit !== 143;
      return [
        { step, cause: cause(failed ? 'program-error' : 'target-not-running', params), outcome: undefined },
      ];
    }
  }
}
