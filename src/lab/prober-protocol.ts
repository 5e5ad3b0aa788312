import type { Namespace, SurveyAnswer } from '../network/index.ts';

/**
 * What the host's probing process understands: `{id, op, ask}` or `{cancel: id}` in, `{id, answer}` or `{id, unmeasured}`
 * out, a JSON line each, in any order. The process is `image/prober/`; both sides are tested against each other in
 * `test/live/prober.test.ts`.
 */

export type { Namespace };

/**
 * Whose files: those of a process with a root of its own, those of what runs under `ip netns exec NAME` (which has some of
 * `/etc` for itself), the lab host's, or those of the machine outside.
 */
export type Root = Namespace;

/**
 * One attempt: `ok`, an errno name such as `ECONNREFUSED`, or `timeout`. An ICMP error is named as the kernel names it to
 * a connect. `EPERM` for a ping or a datagram: the own namespace's OUTPUT rules dropped it.
 */
export type Attempt = { readonly result: string; readonly ms: number };

/**
 * What lies around a target that gave neither open nor refused, read right after the attempts: needed before `dropped` or
 * `unreachable` may be said.
 */
export type Surroundings = {
  /**
   * State of the next hop's neighbour entry (`REACHABLE`, `STALE`, `INCOMPLETE`, `FAILED`…), or null when there is none;
   * `FULL` where there is none because there is no room for one more.
   * `FAILED` also where the kernel still believes an entry but nobody answers ARP now: after `docker rm` it does so for
   * half a minute.
   */
  readonly neighbour: string | null;
  /** Address of the next hop, or null when there is no route. */
  readonly nextHop: string | null;
  /** Own address used towards the target, or null. */
  readonly source: string | null;
  /** By how much ListenOverflows + ListenDrops rose in `targetNs` during the attempts; null when not asked or unreadable. */
  readonly listenOverflows: number | null;
  /**
   * A TCP answer from the gateway in the same namespace, else from its own address, else from loopback: `ok`, an errno
   * name, `timeout` or null.
   */
  readonly control: string | null;
  /** What the control was asked of, `ADDRESS:PORT`. */
  readonly controlTarget: string | null;
};

/** A process: its number on the lab host, its name as the kernel has it (15 characters), and what it was started with. */
export type ProcessSeen = { readonly pid: number; readonly name: string; readonly argv: readonly string[] };

export type ReadAnswer =
  | { readonly is: 'file'; readonly text: string; readonly whole: boolean }
  | { readonly is: 'directory'; readonly names: readonly string[] }
  | { readonly is: 'other' }
  | { readonly is: 'absent' };

/** A packet that was seen; `port` is where it goes, null for one without ports. */
export type CapturedPacket = {
  readonly interface: string;
  readonly source: string;
  readonly destination: string;
  readonly port: number | null;
};

export type Questions = {
  /**
   * What lies around a target, for attempts that were `bare`: asked without it, so that their packets are the only ones.
   */
  around: {
    ask: { ns: Namespace; address: string };
    answer: Surroundings;
  };
  /** Up to three fresh connects of 150 ms each, stopping at the first answer; at most 4 in flight per target. */
  connect: {
    ask: {
      ns: Namespace;
      address: string;
      port: number;
      targetNs?: Namespace;
      bare?: true;
      /** Not counted among those in flight to the target: for what is expected to get no answer, and so not to reach it. */
      unbounded?: true;
      /** Takes away the neighbour entries it has made, here and in `targetNs`: for attempts by the thousand. */
      forget?: true;
    };
    answer: { attempts: Attempt[]; around: Surroundings | null };
  };
  /** Up to three echo requests of 150 ms each, stopping at the first answer (reply or ICMP error). */
  ping: {
    /** `bytes`: of payload; none unless it is given. */
    ask: {
      ns: Namespace;
      address: string;
      bytes?: number;
      bare?: true;
      targetNs?: Namespace;
      forget?: true;
    };
    answer: { attempts: Attempt[]; around: Surroundings | null };
  };
  /**
   * Up to three datagrams of 150 ms each from one socket, stopping at the first answer (a datagram or an ICMP error). `dns`
   * sends a query for `localhost`, and takes nothing but a reply to it for an answer; `text` sends a line. A kernel
   * sends one address about one ICMP error a second after the first few: what asks faster sees silence instead.
   */
  udp: {
    ask: { ns: Namespace; address: string; port: number; send: 'text' | 'dns'; bare?: true };
    answer: { attempts: Attempt[]; around: Surroundings | null };
  };
  /**
   * One `bare` attempt, and which of its packets (requests, not answers) were seen at a place meanwhile: on these
   * interfaces, or on any but `lo`. They are known by what translation leaves alone, so also with other addresses. `left`:
   * how many were seen where the attempt was made. `lost`: how many packets of any kind the captures could not keep.
   */
  capture: {
    ask: {
      at: Namespace;
      interfaces?: readonly string[];
      attempt: { probe: 'ping' | 'tcp' | 'udp'; ns: Namespace; address: string; port: number };
    };
    answer: { attempts: Attempt[]; left: number; seen: CapturedPacket[]; lost: number };
  };
  /**
   * How many bytes of `hello`'s endless page come in some ms, from the second piece on. `result` as in an attempt;
   * `no-data` when none came for 0.5 s, `short` when the page ended.
   */
  stream: {
    ask: { ns: Namespace; address: string; port: number; ms: number };
    answer: { result: string; bytes: number; ms: number };
  };
  /** Resolves a name as the programs of a container would: its hosts file, then its name server. `root` is whose files count. */
  resolve: {
    ask: { ns: Namespace; root: Root; name: string };
    answer: {
      /** `hosts` or `dns`, or null when nobody knew. */
      source: 'hosts' | 'dns' | null;
      /** Name server asked, or null when the hosts file answered. */
      server: string | null;
      addresses: string[];
      /** `NOERROR`, `NXDOMAIN`, `SERVFAIL`, …, an errno name when no server could be asked, `timeout`, or null when not asked. */
      code: string | null;
      ms: number;
    };
  };
  /**
   * One GET (HTTP/1.0), connected to as above. `result` as in an attempt; `no-data` when it opened and then fell silent for
   * 1.5 s, or was closed without a byte. At most 64 KiB are read; `status` is null for what is not HTTP.
   */
  http: {
    ask: { ns: Namespace; address: string; port: number; path: string; host: string };
    answer: { result: string; status: number | null; body: string; ms: number };
  };
  /** Runs a program with the network namespace entered; no shell. Output is cut at 64 KiB each. */
  run: {
    ask: { ns: Namespace; argv: readonly string[]; deadlineMs: number };
    answer: { exit: number | null; stdout: string; stderr: string; timedOut: boolean };
  };
  /** Reads a kernel setting in a namespace; null when there is none of that name. */
  sysctl: {
    ask: { ns: Namespace; key: string };
    answer: { value: string | null };
  };
  /**
   * What stands at a path, with links followed as a program with that root would: none leads out of it. With `ns`, files
   * below `/proc/self/net` and `/proc/sys/net` are that namespace's. At most 1 MB of a file is read; `whole` says whether
   * that is all. `other` is neither a file nor a folder (a device, a FIFO): it is not opened.
   */
  read: {
    ask: { root: Root; path: string; ns?: Namespace };
    answer: ReadAnswer;
  };
  /** What the network namespaces of several places hold, each once, by its number. */
  survey: {
    ask: { places: readonly Namespace[] };
    answer: SurveyAnswer;
  };
  /** The processes that share the process namespace of one of them, or of the lab host. Ended ones are left out. */
  processes: {
    ask: { of: Namespace };
    answer: { processes: ProcessSeen[] };
  };
  /** Version and what it can do: the self-test. */
  hello: {
    ask: Record<string, never>;
    answer: { version: number; setns: boolean };
  };
};

export type Op = keyof Questions;

/**
 * Every answer may instead be `{unmeasured: reason}`: the probe did not run. Reasons: `process-gone` (no such pid), `no-interface`,
 * `no-namespace` (none of that name), `no-outside`, `malformed`, or an errno name.
 */
export type Answer<O extends Op> = Questions[O]['answer'] | { readonly unmeasured: string };

export type Ask = <O extends Op>(
  op: O,
  question: Questions[O]['ask'],
  signal?: AbortSignal,
) => Promise<Answer<O>>;
