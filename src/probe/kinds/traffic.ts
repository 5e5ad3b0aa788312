import type { Attempt, Surroundings } from '../../lab/index.ts';
import { asRecord, recordAttempts, recordLookup } from '../evidence.ts';
import { type Judgement, judgeReached } from '../judgement.ts';
import { nameReached, type Reached, reach } from '../reach.ts';
import type { Outcome, Said, SaidParam } from '../schema/index.ts';
import type { ShellSide } from '../source.ts';
import type { Target } from '../target.ts';

/** What a probe that sends packets comes back with. */
export type TrafficRaw = {
  readonly from: SaidParam;
  readonly shell: ShellSide;
  readonly target: Target;
  /** Absent when the name has no address. */
  readonly tried:
    | {
        readonly attempts: readonly Attempt[];
        readonly around: Surroundings | null;
        /** Whether the target's listen queue was watched. */
        readonly watched: boolean;
      }
    | undefined;
};

/** The same of a probe that calls a port. */
export type PortRaw = TrafficRaw & { readonly port: number };

/** Where the attempts, or already the name, came to. */
export function reached({ target, tried }: TrafficRaw): Reached {
  const unnamed = target.lookup === undefined ? undefined : nameReached(target.lookup);
  return unnamed ?? reach(tried?.attempts ?? [], tried?.around ?? null, { watched: tried?.watched ?? false });
}

/** The judgement all traffic probes share; `command` is what a learner would type, `what` where the attempts came to. */
export function judgeTraffic(
  expected: Outcome,
  raw: TrafficRaw,
  asked: Said,
  command: string,
  what: Reached = reached(raw),
): Judgement {
  return { ...judgeReached(expected, what), asked, evidence: { command, output: recordOf(raw) } };
}

/** What the probe recorded: the look-up, if there was one, then the attempts. */
function recordOf({ target, tried }: TrafficRaw): string {
  return asRecord([
    ...(target.lookup === undefined ? [] : [recordLookup(target.lookup)]),
    ...(tried === undefined ? [] : recordAttempts(tried.attempts, tried.around)),
  ]);
}
