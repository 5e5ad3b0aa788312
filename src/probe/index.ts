import { probeOf, probes } from './kinds/index.ts';
import { commonCodes } from './obstacle.ts';
import type { Check, ProbeKind, Said } from './schema/index.ts';

export { whyAsked } from './because.ts';
export { matrix } from './matrix/matrix.ts';
export type { Cell, Matrix, MatrixAsked } from './matrix/types.ts';
export { measure } from './measure.ts';
export { isObstacle } from './obstacle.ts';
export { resolvePlaceholders } from './resolve.ts';
export { runRound } from './round.ts';
export * from './schema/index.ts';
export { containersNamedIn } from './strangers.ts';
export type { ProbeContext, Reading, RoundOptions } from './types.ts';
export { namespaceOf, type View, viewOfLab, viewOfOwn } from './view-of.ts';
export type { Asked, NotLocated, WhyResult, WhyStep } from './why/types.ts';
export { agreement, why } from './why/why.ts';

/** What a check asks, without running it. */
export function askedOf(check: Check): Said {
  return probeOf(check).asked;
}

/** What a check expects, without running it. */
export function expectedOf(check: Check): Said {
  return probeOf(check).expected;
}

/** Every code that a check of a kind may say it got; those that any probe may meet come last. */
export const codesByKind = Object.fromEntries(
  Object.entries(probes).map(([kind, { codes }]): [string, readonly string[]] => [
    kind,
    [...new Set<string>([...codes, ...commonCodes])],
  ]),
  // Object.entries knows the kinds as strings only.
) as unknown as Readonly<Record<ProbeKind, readonly string[]>>;
