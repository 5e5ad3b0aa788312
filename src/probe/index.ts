import { probeOf } from './kinds/index.ts';
import type { Check, Said } from './schema/index.ts';

export { measure } from './measure.ts';
export { resolvePlaceholders } from './resolve.ts';
export { runRound } from './round.ts';
export * from './schema/index.ts';
export { containersNamedIn } from './strangers.ts';
export type { ProbeContext, Reading, RoundOptions } from './types.ts';

/** What a check asks, without running it. */
export function askedOf(check: Check): Said {
  return probeOf(check).asked;
}

/** What a check expects, without running it. */
export function expectedOf(check: Check): Said {
  return probeOf(check).expected;
}
