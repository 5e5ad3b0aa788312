/** A network namespace: of a process (a container's first one), one that `ip netns` made, the lab host's own, or the one outside. */
export type Namespace = { readonly pid: number } | { readonly name: string } | 'host' | 'outside';

/** An interface as the kernel lists it. Numbers are those of its own namespace. */
export type SurveyedLink = {
  readonly index: number;
  readonly name: string;
  /** As `ip -d link` says it: `veth`, `bridge`, `vxlan`, …; `loopback`, or `device` for one without a kind. */
  readonly kind: string;
  readonly mtu: number;
  readonly mac: string;
  /** Set up; whether anything is at the other end says `carrier`. */
  readonly up: boolean;
  readonly carrier: boolean;
  /** Number of the bridge it is a port of. */
  readonly master: number | null;
  /** Number of its other end (veth), in the namespace that one is in, or of the interface it lies on. */
  readonly peer: number | null;
  readonly addresses: readonly { readonly address: string; readonly prefix: number }[];
  /** Whether what comes in by it may go on to elsewhere. */
  readonly forwarding: boolean;
  /** Whether 127.0.0.0/8 may be routed by it. */
  readonly localnet: boolean;
};

export type SurveyedRoute = {
  readonly type: string;
  readonly to: string;
  readonly via: string | null;
  readonly device: number | null;
  readonly source: string | null;
  readonly metric: number;
  readonly table: number;
};

/** What a network namespace holds. */
export type SurveyedNamespace = {
  readonly links: readonly SurveyedLink[];
  /** Of all tables, IPv4 and IPv6. */
  readonly routes: readonly SurveyedRoute[];
  /** Priorities of policy rules beyond the three that every namespace has. */
  readonly policies: readonly number[];
  /** Lines of `/proc/net/tcp` and its like for those who wait to be called. */
  readonly sockets: { readonly [P in 'tcp' | 'tcp6' | 'udp' | 'udp6']: string };
  /** Kernel settings by their path below `/proc/sys`. */
  readonly settings: Readonly<Record<string, string | null>>;
  /** Tables of packet filters, as `ip nat` or `legacy nat`; null where they cannot be listed. */
  readonly tables: readonly string[] | null;
};

/** A place of a survey: which namespace it is in (its number), and the files its programs resolve names with. */
export type SurveyedPlace =
  | { readonly namespace: string; readonly hosts: string | null; readonly resolver: string | null }
  | { readonly unmeasured: string };

export type SurveyAnswer = {
  /** In the order of the question. */
  readonly places: readonly SurveyedPlace[];
  readonly namespaces: Readonly<Record<string, SurveyedNamespace>>;
};
