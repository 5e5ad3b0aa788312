import type Docker from 'dockerode';
import type { Ask } from './prober-protocol.ts';

/** An engine generation a lab host can run. */
export const generations = ['20.10', '26.1', '28.5'] as const;
export type Generation = (typeof generations)[number];
export const defaultGeneration: Generation = '26.1';

/** What to boot. */
export type LabSpec = {
  /** Lesson it is for; kept as a label. */
  readonly lesson: string;
  /** Names of the hosts, in boot order. */
  readonly hosts: readonly string[];
  /** Outer networks: name and the hosts on it. Empty for one host. */
  readonly wires: Readonly<Record<string, readonly string[]>>;
  readonly generation: Generation;
};

/** How a lab ends by itself. `stream`: with this process. `time`: unless renewed. */
export type Lease = { readonly kind: 'stream' } | { readonly kind: 'time'; readonly seconds: number };

export type ExecResult = { readonly exitCode: number; readonly stdout: string; readonly stderr: string };

export type ExecOptions = {
  readonly stdin?: string | Uint8Array | NodeJS.ReadableStream;
  /**
   * Gets output as it comes; the result's `stdout` and `stderr` are then empty. A promise holds the command up until it
   * resolves.
   */
  readonly onOutput?: (piece: {
    readonly stream: 'stdout' | 'stderr';
    readonly bytes: Uint8Array;
  }) => void | Promise<void>;
  readonly signal?: AbortSignal;
  /** Extra environment, `NAME=value`. */
  readonly env?: readonly string[];
  /** Milliseconds; default 60 000, `Infinity` for none. After it the command is ended and `exec-deadline` (EnvironmentError) thrown. */
  readonly deadlineMs?: number;
};

/** What the shell says of itself (OSC 133): a prompt is shown, a command starts, a command ended. */
export type Mark =
  | { readonly kind: 'prompt' }
  | { readonly kind: 'start'; readonly command: string }
  | { readonly kind: 'end'; readonly exitCode: number };

/** A learner's shell on a lab host, or on the outside machine. */
export type Shell = {
  readonly id: string;
  readonly host: string;
  /** True between a `start` and its `end` mark. */
  readonly busy: boolean;
  write(bytes: Uint8Array | string): void;
  /** Output as it comes, undecoded; the marks are still in it (terminals ignore OSC 133). Returns how to stop listening. Bytes before the first listener are kept for it. */
  onBytes(listener: (bytes: Uint8Array) => void): () => void;
  onMark(listener: (mark: Mark) => void): () => void;
  /** Stops and restarts the flow, for back-pressure. */
  pause(): void;
  resume(): void;
  resize(columns: number, rows: number): void;
  /** Ends the shell and everything started in it that is still in its session. */
  close(): Promise<void>;
  /** Exit code, once the shell has ended by itself or was closed. */
  readonly ended: Promise<number>;
};

/**
 * Something happened inside the host's Docker, or to the connection to it. A new listener hears `daemon-up` or
 * `daemon-down` first; from `daemon-up` on it misses nothing.
 */
export type InnerEvent =
  | { readonly kind: 'docker'; readonly type: string; readonly action: string; readonly name: string }
  | { readonly kind: 'daemon-up' }
  | { readonly kind: 'daemon-down' };

/** The host's long-lived probing process. One question, one answer; many at a time. */
export type Prober = {
  /** Asks; rejects with an AbortError when the signal fires, with an EnvironmentError (`host-gone`, `prober-lost`) when nobody can answer. */
  ask: Ask;
};

/** A place where commands and shells run. */
export type Machine = {
  readonly name: string;
  exec(command: readonly string[], options?: ExecOptions): Promise<ExecResult>;
  openShell(size: { columns: number; rows: number }): Promise<Shell>;
};

/** A real Linux host with its own Docker Engine, thrown away after the lesson. */
export type LabHost = Machine & {
  /** Full id of its container on the engine. */
  readonly containerId: string;
  /** The inner Docker, ready to call. Calls reject while the inner daemon is down. */
  readonly docker: Docker;
  readonly prober: Prober;
  /** Listens to the inner Docker; reconnects by itself. Returns how to stop. */
  onEvent(listener: (event: InnerEvent) => void): () => void;
};

/** The hosts of one lesson and the wires between them. */
export type Lab = {
  readonly id: string;
  readonly spec: LabSpec;
  readonly hosts: ReadonlyMap<string, LabHost>;
  /** The machine called outside, on another network stack: a client and a server beyond the hosts' uplink. */
  readonly outside: Machine;
  /**
   * Whether packets between containers of one bridge pass iptables (`bridge-nf-call-iptables`) on every host. Where they
   * don't, icc and rules between neighbours silently do nothing, through no fault of the learner's.
   */
  readonly bridgeFiltering: boolean;
  /** Version of the Docker on its hosts as that says it, such as `26.1.5`; empty when it could not be asked. */
  readonly engine: string;
  /** Resolves with the reason when a host dies although nobody closed the lab. Never rejects. */
  readonly lost: Promise<{ readonly host: string; readonly log: string }>;
  /** Keeps a lab with a time lease alive from now on. No effect on a stream lease. */
  renew(seconds: number): Promise<void>;
  /** Lets go of the lab without ending it: one with a time lease runs on. Safe to call twice. */
  leave(): Promise<void>;
  /**
   * Removes everything of the lab. Safe to call twice, and when parts are gone already. Rejects with `EnvironmentError`
   * when the engine no longer lets it.
   */
  close(): Promise<void>;
};
