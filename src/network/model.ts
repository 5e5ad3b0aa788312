import type { ContainerSeen, NetworkSeen } from './docker.ts';
import type { Tables } from './rules/table.ts';
import type { Socket } from './sockets.ts';
import type { SurveyedLink, SurveyedRoute } from './survey.ts';

/** Something that could not be read, and what was said instead. What follows from it is never guessed. */
export type Unread = { readonly unread: string };

/** A network interface. Numbers are those of its own namespace. */
export type Link = Omit<SurveyedLink, 'master' | 'peer'> & {
  /** Number of the bridge it is a port of. */
  readonly master: number | undefined;
  /** Number of its other end (veth), in the namespace that end is in, or of what it lies on (macvlan). */
  readonly peer: number | undefined;
};

/** A route; everything is `0.0.0.0/0`, and of the tables 254 is `main`, 255 `local`. */
export type Route = Omit<SurveyedRoute, 'via' | 'device' | 'source'> & {
  readonly via: string | undefined;
  /** Number of the interface. */
  readonly device: number | undefined;
  readonly source: string | undefined;
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
