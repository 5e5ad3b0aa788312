import type Docker from 'dockerode';

/** Where an engine was found. The order of the CLI: flag, environment, context, known sockets; then netdojo's own. */
export type EndpointSource =
  | 'flag'
  | 'docker-host'
  | 'docker-context'
  | 'current-context'
  | 'known-socket'
  | 'private';

export type Endpoint = {
  readonly source: EndpointSource;
  /** Absolute path of the Unix socket. */
  readonly socket: string;
  /** What to call it: the context's name, or the socket. */
  readonly label: string;
};

/** An engine that answers and can carry labs. */
export type Engine = {
  readonly docker: Docker;
  readonly endpoint: Endpoint;
  /** Version of the engine, such as `26.1.5`. */
  readonly version: string;
  /** API version spoken, such as `1.41`. */
  readonly api: string;
  readonly cgroup: 1 | 2;
  readonly cpus: number;
  /** Bytes. */
  readonly memory: number;
  readonly arch: 'amd64' | 'arm64';
  /** Whether this is netdojo's own engine. */
  readonly isPrivate: boolean;
  /** Ends netdojo's hold on it: closes idle sockets. A private engine is ended by its keeper when nobody holds it. */
  close(): Promise<void>;
};

/** One thing a set-up does, for progress. */
export type Stage = {
  /** Stable id, such as `engine`, `packages`, `base`, `image`. Its words stand in `text`. */
  readonly id: string;
  /** For the words: `engine`, the generation an image is for. */
  readonly params?: Readonly<Record<string, string>>;
  readonly status: 'running' | 'done' | 'failed';
  /** Milliseconds since the stage began. */
  readonly ms: number;
  /** A line of what goes on: the package being unpacked, the build step. */
  readonly detail?: string;
  /** True when the stage is done only once on this machine. */
  readonly once?: boolean;
};

export type OnStage = (stage: Stage) => void;
