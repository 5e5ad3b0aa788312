import type { Link, Stack } from './model.ts';
import type { Tunnel } from './overlay.ts';
import type { Way } from './routing.ts';
import type { AtHook, Packet } from './rules/packet.ts';
import type { Ending } from './rules/traverse.ts';
import type { Member, Port, Segment } from './wiring.ts';

/** A stretch of the way of a packet. */
export type Hop =
  | { readonly is: 'route'; readonly stack: Stack; readonly way: Way; readonly packet: Packet }
  | { readonly is: 'segment'; readonly from: Port; readonly segment: Segment; readonly to: Member }
  /** What carries it from one host of an overlay network to another. */
  | { readonly is: 'carried'; readonly from: Port; readonly tunnel: Tunnel; readonly by: Walk }
  | {
      readonly is: 'translated';
      readonly stack: Stack;
      readonly before: Packet;
      readonly after: Packet;
      readonly ending: Extract<Ending, { is: 'translate' }>;
    };

/** Where rules are asked: a table, a hook, and what the packet is there. */
export type Station = {
  readonly stack: Stack;
  readonly table: string;
  readonly hook: string;
  readonly at: AtHook;
};

/** What keeps a packet from going on, or may. */
export type Barrier =
  | {
      readonly is: 'no-route';
      readonly stack: Stack;
      readonly type: string;
      readonly packet: Packet;
      readonly forwarded: boolean;
    }
  /** Nobody on the link has the address of the next hop. */
  | { readonly is: 'nobody'; readonly from: Port; readonly hop: string; readonly packet: Packet }
  /** `asks`: the stack that looks for a neighbour there. */
  | { readonly is: 'link-down'; readonly from: Port; readonly asks: Stack }
  /** It is for the stack itself, whose loopback is down. */
  | { readonly is: 'loopback-down'; readonly stack: Stack; readonly packet: Packet }
  | { readonly is: 'not-forwarded'; readonly stack: Stack; readonly link: Link }
  | {
      readonly is: 'ruled-out';
      readonly station: Station;
      readonly ending: Extract<Ending, { is: 'drop' | 'drop-policy' | 'reject' }>;
    }
  | {
      readonly is: 'unknown-rule';
      readonly station: Station;
      readonly ending: Extract<Ending, { is: 'unknown' }>;
    }
  | {
      readonly is: 'unread-rules';
      readonly stack: Stack;
      readonly what: string;
      /** Tables of nftables that iptables does not show; else iptables itself was not read. */
      readonly tables: boolean;
    }
  /** Policy rules may send it by another table than the usual ones. */
  | { readonly is: 'unread-policies'; readonly stack: Stack; readonly packet: Packet }
  /** One host does not count the other among those of an overlay network. */
  | { readonly is: 'apart'; readonly tunnel: Tunnel }
  /** What carries it from one host to another does not get through. */
  | { readonly is: 'in-tunnel'; readonly tunnel: Tunnel; readonly barrier: Barrier }
  /** It leaves what was read. */
  | { readonly is: 'beyond'; readonly from: Port; readonly hop: string };

/** The way of a packet. What stands in it is listed in order: the walk goes on behind it, as if it were not there. */
export type Walk = {
  readonly hops: readonly Hop[];
  readonly barriers: readonly Barrier[];
  /** Wherever rules were asked. */
  readonly stations: readonly Station[];
  /** Where it is delivered; absent when there is no way there. */
  readonly end: { readonly stack: Stack; readonly packet: Packet } | undefined;
  /** Translations on the way, for the answer to be translated back. */
  readonly flows: readonly Flow[];
};

/** What a machine remembers of a connection it has translated. */
export type Flow = { readonly stack: Stack; readonly before: Packet; readonly after: Packet };
