import type { Cause, Snapshot } from '../../network/index.ts';
import type { Reached } from '../reach.ts';
import type { Outcome } from '../schema/index.ts';

/** What a matrix asks of every pair. */
export type MatrixAsked = {
  /** `dns`: whether the name has an address, and nothing else. */
  readonly protocol: 'tcp' | 'icmp' | 'dns';
  /** Whether others are asked for by name, as programs do, or by address. */
  readonly by: 'name' | 'address';
  /** The port of every target; absent: the lowest one each listens on. */
  readonly port?: number | undefined;
};

/** From one to another. */
export type Cell = {
  readonly from: string;
  readonly to: string;
  /** Absent for a ping and a name. */
  readonly port: number | undefined;
  /** More than one where it depends on chance; empty where it cannot be told. */
  readonly predicted: readonly Outcome[];
  readonly causes: readonly Cause[];
  /** Absent where it was not asked for. */
  readonly measured?: Reached;
  /** Absent where one of the two says nothing. */
  readonly agrees?: boolean;
};

/** Everybody who runs, to everybody who runs. Rows and columns have the same order. */
export type Matrix = {
  readonly asked: MatrixAsked;
  readonly places: readonly string[];
  /** Row by row; nobody is asked for itself. */
  readonly cells: readonly Cell[];
  /** What could not be read. */
  readonly unread: Snapshot['unread'];
};
