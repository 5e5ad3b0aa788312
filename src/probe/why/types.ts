import type { Cause, Risen, Snapshot, StepId } from '../../network/index.ts';
import type { Reached } from '../reach.ts';
import type { Outcome, Said } from '../schema/index.ts';

/** Who is to reach what. */
export type Asked = {
  /** A container, `host`, `outside`, `netns:NAME`; with several hosts `host2/web`. */
  readonly from: string;
  /** The same, or a name or an address. */
  readonly to: string;
  readonly protocol: 'tcp' | 'udp' | 'icmp';
  /** Absent for a ping. */
  readonly port: number | undefined;
  /** The name it is asked for by, where that is another than `to`. */
  readonly as?: string | undefined;
};

/** One step of the way. */
export type WhyStep = {
  readonly id: StepId;
  /** `skipped`: there is nothing to look at, such as a name where an address was given. */
  readonly verdict: 'ok' | 'fail' | 'unknown' | 'skipped';
  /** What was read or measured there. */
  readonly found: Said;
  readonly causes: readonly Cause[];
};

/** What a walk from name to listener came to. */
export type WhyResult = {
  readonly asked: Asked;
  readonly steps: readonly WhyStep[];
  /** What the configuration says; empty where it cannot be told from what was read. */
  readonly predicted: readonly Outcome[];
  readonly measured: Reached;
  /** In one sentence: whether it is reached, and where it stops. */
  readonly verdict: Said;
  /** Whether what was predicted was measured. */
  readonly comparison: Said;
  /** Undefined where one of the two says nothing. */
  readonly agrees: boolean | undefined;
  /** What stands in the way, first things first; where nothing does, why that is so. */
  readonly causes: readonly Cause[];
  /** Rules that dropped or rejected packets during the attempt. */
  readonly risen: readonly Risen[];
  /** What could not be read. */
  readonly unread: Snapshot['unread'];
};

/** A place of which there is none, or more than one. `near`: those that may be meant. */
export type NotLocated = {
  readonly is: 'unknown' | 'ambiguous';
  readonly name: string;
  readonly near: readonly string[];
  /** Hosts whose Docker does not answer, so that their containers are not known. */
  readonly silent: readonly string[];
};
