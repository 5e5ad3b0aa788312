import type { Lang, Lesson } from '../lesson/index.ts';
import type { Matrix, MatrixAsked, NotLocated, WhyResult, WhyStep } from '../probe/index.ts';
import type { Said } from '../probe/schema/index.ts';
import type { NetworkWatch } from './network.ts';
import type { CheckRef, Intent, SessionState } from './types.ts';

/** The bytes of a learner's shell, for a terminal emulator. */
export type Terminal = {
  readonly id: string;
  write(bytes: Uint8Array | string): void;
  onBytes(listener: (bytes: Uint8Array) => void): () => void;
  pause(): void;
  resume(): void;
  resize(columns: number, rows: number): void;
};

/** What a check reaches for has no address now: why not. */
export type NotThere = { readonly is: 'not-there'; readonly why: Said };

/** A running session: state to render, intents to send. */
export type Session = {
  readonly lesson: Lesson;
  getSnapshot(): SessionState;
  subscribe(listener: () => void): () => void;
  send(intent: Intent): void;
  /** The terminal of a shell in `state.shells`, always the same object for it; undefined once it is gone. */
  terminal(shell: string): Terminal | undefined;
  /** Size for shells opened from now on; those open keep theirs. */
  setShellSize(columns: number, rows: number): void;
  /** Fills placeholders from the live lab; unknown ones become `‹address of web1›` in the session's language. */
  fill(text: string): Promise<string>;
  /** The same at once and without asking the lab: every placeholder named. */
  named(text: string): string;
  readonly lang: Lang;
  /** The network of the lab, read anew at each change while somebody listens. */
  readonly network: NetworkWatch;
  /**
   * Follows the packet of a check of the lesson, from name to listener; `onStep` hears each step. Undefined where the check
   * reaches for nothing, or there is no lab; `not-there`: what it reaches for has no address now. Rejects with an AbortError
   * when the signal fires.
   */
  why(
    check: CheckRef,
    onStep: (step: WhyStep) => void,
    signal: AbortSignal,
  ): Promise<WhyResult | NotLocated | NotThere | undefined>;
  /**
   * Who of the lab reaches whom: `onPredicted` hears what is to be expected, then every pair is tried. Undefined where there is
   * no lab. Rejects with an AbortError when the signal fires, and with an `EnvironmentError` when a host is gone.
   */
  matrix(
    asked: MatrixAsked,
    onPredicted: (matrix: Matrix) => void,
    signal: AbortSignal,
  ): Promise<Matrix | undefined>;
  /**
   * What was done and seen so far, as Markdown; undefined where no result is kept. Rejects with an `EnvironmentError` when
   * the result cannot be read.
   */
  recap(): Promise<string | undefined>;
  /** Ends shells and lab. Progress is already on disk. */
  close(): Promise<void>;
};
