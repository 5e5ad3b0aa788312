import type { ContainerSeen, NetworkSeen } from './docker.ts';
import type { Tables } from './rules/table.ts';
import type { Socket } from './sockets.ts';

/** Something that could not be read, and what was said instead. What follows from it is never guessed. */
export type Unread = { readonly unread: string };

/** An address of an interface. */
export type Address = { readonly address: string; readonly prefix: number };

/** A network interface. Numbers are those of its own namespace. */
export type Link = {
  readonly index: number;
  readonly name: string;
  /** `veth`, `bridge`, `vxlan`, `macvlan`, …; `loopback`, or `device` for one without a kind. */
  readonly kind: string;
  /** Bytes. */
  readonly mtu: number;
  readonly mac: string;
  /** Set up; `carrier`: something is at the other end. */
  readonly up: boolean;
  readonly carrier: boolean;
  /** Number of the bridge it is a port of. */
  readonly master: number | undefined;
  /** Number of its other end (veth), in the namespace that end is in, or of what it lies on (macvlan). */
  readonly peer: number | undefined;
  readonly addresses: readonly Address[];
  /** Whether what comes in by it is sent on to where it is for. */
  readonly forwarding: boolean;
  /** Whether 127.0.0.0/8 may be routed by it. */
  readonly localnet: boolean;
};

export type Route = {
  /** `unicast`, `local`, `broadcast`, `unreachable`, `prohibit` or `blackhole`. */
  readonly type: string;
  /** As `172.18.0.0/16`; everything is `0.0.0.0/0`. */
  readonly to: string;
  readonly via: string | undefined;
  /** Number of the interface. */
  readonly device: number | undefined;
  readonly source: string | undefined;
  readonly metric: number;
  /** 254 is `main`, 255 `local`. */
  readonly table: number;
};

/** One network stack: what a network namespace holds. */
export type Stack = {
  /** Number of the namespace: two containers with the same one share it. */
  readonly id: string;
  readonly links: readonly Link[];
  readonly routes: readonly Route[];
  /** Whether policy rules send packets to other tables than the usual ones. */
  readonly policyRouting: boolean;
  /** Who waits to be called, Docker's own name server apart. */
  readonly listeners: { readonly tcp: readonly Socket[]; readonly udp: readonly Socket[] };
  /** Whether packets between ports of a bridge pass iptables; undefined where there is no such setting. */
  readonly bridgeFiltering: boolean | undefined;
  /** Whether it leaves pings unanswered. */
  readonly ignoresPing: boolean;
  /** Rules of iptables, IPv4. */
  readonly rules: Tables | Unread;
  /** Tables of nftables that iptables does not show: what they do with a packet is not known. */
  readonly otherFilters: readonly string[];
};

/** Files its programs resolve names with; undefined where there is none. */
export type NameFiles = { readonly hosts: string | undefined; readonly resolver: string | undefined };

/** A container, and where it is. */
export type Container = ContainerSeen & {
  /** Number of its network namespace; undefined while it doesn't run, or where it could not be read. */
  readonly stack: string | undefined;
  readonly files: NameFiles;
};

/** A machine of its own: a lab host, the machine called outside, or the host of one's own Docker. */
export type Machine = {
  readonly name: string;
  readonly stack: string | undefined;
  readonly files: NameFiles;
  /** All that its name server knows, as lines of a hosts file; undefined where nobody can tell what it knows. */
  readonly serverNames?: string | undefined;
  /** Namespaces that `ip netns` made, by name. */
  readonly namespaces: readonly {
    readonly name: string;
    readonly stack: string;
    readonly files: NameFiles;
  }[];
  /** Absent where no Docker is. */
  readonly docker?: Docker | Unread;
};

/** What a machine's Docker shows. */
export type Docker = {
  /** Version, such as `26.1.5`; empty when it was not asked. */
  readonly version: string;
  readonly containers: readonly Container[];
  readonly networks: readonly NetworkSeen[];
};

/** Hosts and networks at one moment, as they were read. Everything else in this folder is computed from it. */
export type Snapshot = {
  /** Hosts in boot order, then outside. */
  readonly machines: readonly Machine[];
  /** By number; those nobody could enter are missing. */
  readonly stacks: Readonly<Record<string, Stack>>;
  /** What could not be read, and why: `namespaces`, `rules`, a container's name, … */
  readonly unread: readonly { readonly what: string; readonly reason: string }[];
};

export function isUnread(what: object): what is Unread {
  return 'unread' in what;
}
