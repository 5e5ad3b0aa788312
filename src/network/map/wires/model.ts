/** The wires below the rails: interfaces, veth pairs, bridges, and what a host does between them. */
export type Wires =
  /** All of them, bridge by bridge. */
  | { readonly kind: 'bridges'; readonly bridges: readonly BridgePorts[] }
  /** From one place to another: stations in a row, a wire from each to the next. */
  | {
      readonly kind: 'path';
      readonly stations: readonly Station[];
      /** Ports of either place that are published on its host. */
      readonly published: readonly PublishedWire[];
    }
  /** Both in one namespace: there is no wire, and nothing to cross. */
  | { readonly kind: 'together'; readonly box: StackBox }
  /** No wire leads from one to the other, because one of them has none. */
  | { readonly kind: 'unwired'; readonly boxes: readonly StackBox[] }
  | { readonly kind: 'unknown'; readonly name: string; readonly near: readonly string[] }
  | { readonly kind: 'ambiguous'; readonly name: string; readonly choices: readonly string[] };

export type Station =
  | { readonly kind: 'stack'; readonly box: StackBox }
  | { readonly kind: 'bridge'; readonly bridge: Bridge; readonly ports: readonly (string | undefined)[] }
  | { readonly kind: 'router'; readonly router: Router };

/** A network stack with one or more names on it. */
export type StackBox = {
  readonly names: readonly string[];
  /** Why there is nothing to show of it. */
  readonly state: 'read' | 'not-running' | 'unread';
  readonly interfaces: readonly BoxInterface[];
  /** Who listens by TCP, as `*:80`. */
  readonly listeners: readonly string[];
};

export type BoxInterface = {
  readonly name: string;
  /** As `172.18.0.2/16`. */
  readonly address: string | undefined;
};

/** What is in the middle of a network. */
export type Bridge = {
  readonly network: string;
  readonly driver: string;
  readonly interface: string | undefined;
  /** Bytes. */
  readonly mtu: number | undefined;
  /** As `172.18.0.1/16`. */
  readonly address: string | undefined;
};

/** A host that passes packets on from one of its interfaces to another. */
export type Router = {
  readonly host: string;
  readonly forwards: boolean;
  /** Its interfaces towards other machines: the one a packet comes in by, and the one it leaves by. */
  readonly enters: BoxInterface | undefined;
  readonly leaves: BoxInterface | undefined;
  /** The route it takes, where that is not simply to one of its own bridges. */
  readonly route: RouterRoute | undefined;
};

export type RouterRoute =
  /** `via` is absent where the address is on the wire of the interface itself. */
  | { readonly kind: 'to'; readonly to: string; readonly via: string | undefined; readonly interface: string }
  | { readonly kind: 'none'; readonly to: string };

/** What arrives at the host is sent on to a container. */
export type PublishedWire = { readonly from: string; readonly to: string };

/** A bridge with everything that is plugged into it. */
export type BridgePorts = {
  readonly host: string;
  readonly bridge: Bridge;
  readonly ports: readonly PluggedPort[];
};

export type PluggedPort = {
  /** The end of the veth pair on the host; absent where the network has no bridge there. */
  readonly port: string | undefined;
  readonly end:
    | { readonly kind: 'stack'; readonly names: readonly string[]; readonly interface: BoxInterface }
    /** Not a veth, such as a tunnel or the host's own interface. */
    | { readonly kind: 'other'; readonly what: string }
    | { readonly kind: 'unread' };
};

/** Wires that can be drawn: both names were found. */
export type FoundWires = Exclude<Wires, { readonly kind: 'unknown' | 'ambiguous' }>;
