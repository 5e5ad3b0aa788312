/**
 * The networks of some hosts as rails: who is on the same rail can talk. Plain data; the same snapshot always gives the same
 * map, and ids are made of names, so that they stay what they are while everything around them changes.
 */
export type NetworkMap = {
  /** In the order they are drawn: those that run through several hosts, then host by host. */
  readonly rails: readonly Rail[];
  /** Hosts in boot order, then outside. */
  readonly machines: readonly MapMachine[];
};

/** A network. Docker's `host` and `none` are none. */
export type Rail = {
  readonly id: string;
  readonly name: string;
  readonly driver: string;
  /** IPv4, as `172.18.0.0/16`. */
  readonly subnet: string | undefined;
  /** The host's interface in its middle: the bridge, or what a macvlan lies on. */
  readonly interface: string | undefined;
  /** Whether Docker's name server knows who is on it. */
  readonly dns: boolean;
  /** Made with `--internal`. */
  readonly internal: boolean;
  /** False where the option `com.docker.network.bridge.enable_icc` forbids its containers to talk. */
  readonly icc: boolean;
  /** Ids of the hosts it exists on: one, but for an overlay network. */
  readonly machines: readonly string[];
};

export type MapMachine = MapHost | MapOutside;

/** A machine with a Docker. */
export type MapHost = {
  readonly kind: 'host';
  readonly id: string;
  readonly name: string;
  readonly docker:
    | { readonly kind: 'up'; readonly version: string }
    | { readonly kind: 'unread'; readonly reason: string };
  readonly uplink: Uplink;
  /** The host first, then containers by name, each with those in its namespace below it, then hand-made namespaces. */
  readonly rows: readonly MapRow[];
};

/** Where the default route of a host leads out. */
export type Uplink =
  | {
      readonly kind: 'up';
      readonly interface: string;
      readonly address: string | undefined;
      readonly prefix: number | undefined;
    }
  | { readonly kind: 'none' }
  | { readonly kind: 'unread' };

/** The machine beyond the uplink, which has no Docker. */
export type MapOutside = {
  readonly kind: 'outside';
  readonly id: string;
  readonly name: string;
  readonly addresses: readonly string[];
};

export type MapRow = {
  readonly id: string;
  readonly name: string;
  /** Places on rails, in the order of the rails. */
  readonly cells: readonly MapCell[];
  readonly notes: readonly RowNote[];
} & (
  | {
      readonly kind: 'host';
      /** Names of the containers that run in its namespace, by host mode. */
      readonly guests: readonly string[];
    }
  | {
      readonly kind: 'container';
      readonly standing: Standing;
      readonly ports: readonly MapPort[];
      /** How deep it hangs under the row above that owns its namespace: 0 for one with a namespace of its own. */
      readonly depth: number;
    }
  | { readonly kind: 'namespace' }
);

/** How a container stands. */
export type Standing =
  | { readonly kind: 'running' }
  | { readonly kind: 'paused' }
  | { readonly kind: 'created' }
  | { readonly kind: 'exited'; readonly exit: number }
  /** Docker could not start it. */
  | { readonly kind: 'failed'; readonly exit: number }
  | { readonly kind: 'restarting'; readonly exit: number }
  /** On the map of a goal: it is to run, and doesn't. */
  | { readonly kind: 'awaited' }
  | { readonly kind: 'unusual'; readonly state: string };

/** A published port. `address` is absent where it is published on all. */
export type MapPort = {
  readonly address: string | undefined;
  readonly hostPort: number;
  readonly port: number;
  readonly protocol: string;
};

/** A place on a rail. */
export type MapCell = {
  readonly id: string;
  /** Id of the rail. */
  readonly rail: string;
  readonly joint: Joint;
  readonly address: string | undefined;
  /** The part of the address the rail's subnet leaves open: `.2`, or `.3.7`. */
  readonly hostPart: string | undefined;
};

export type Joint =
  /** It is on the rail, and Docker says so. */
  | 'wired'
  /** It is on the rail, and Docker does not list it: a wire made by hand, or `docker_gwbridge`. */
  | 'unlisted'
  /** Docker lists it, but its wire is gone, is down, or leads elsewhere. */
  | 'cut'
  /** Its container doesn't run. */
  | 'off';

/** What has to be said of a row beside its cells. */
export type RowNote =
  /** None mode: no rail reaches it. */
  | { readonly kind: 'no-network' }
  /** In host mode, but not running, so not on the host's row. */
  | { readonly kind: 'host-mode' }
  /** It runs, and Docker lists no network for it. */
  | { readonly kind: 'no-endpoint' }
  /** It is to be on a network that no longer exists. */
  | { readonly kind: 'network-gone'; readonly network: string }
  | { readonly kind: 'cut'; readonly network: string }
  /** Docker lists no network for it, and yet it has a wire. */
  | { readonly kind: 'by-hand' }
  /** On the map of a goal: where it is to be, and isn't yet. */
  | { readonly kind: 'to-join'; readonly network: string }
  | { readonly kind: 'to-leave'; readonly network: string }
  | { readonly kind: 'to-share'; readonly of: string }
  | Bond;

/** What has become of a container that was started into another one's namespace, `of`. */
export type Bond = {
  readonly kind: 'shares' | 'would-share' | 'apart' | 'owner-stopped' | 'owner-gone';
  readonly of: string;
};
