import type { Barrier, Flow, Hop, Station, Walk } from './barrier.ts';
import { isUnread, type Snapshot, type Stack } from './model.ts';
import { type Tunnel, vxlanPort } from './overlay.ts';
import { isLoopbackDown, routeTo, type Way } from './routing.ts';
import { type AtHook, firstPacket, type Packet } from './rules/packet.ts';
import { type Ending, traverse } from './rules/traverse.ts';
import { isOwn, type Member, otherEnd, type Port, type Segment, segmentOf } from './wiring.ts';

/** More than any sane network has: a packet that goes round in circles is given up. */
const farthest = 16;

/** Takes a packet from the program that sends it to the stack it ends in. */
export function walk(snapshot: Snapshot, from: Stack, packet: Packet, known: readonly Flow[] = []): Walk {
  return new Walker(snapshot, known).send(from, packet);
}

class Walker {
  readonly #snapshot: Snapshot;
  readonly #known: readonly Flow[];
  readonly #hops: Hop[] = [];
  readonly #barriers: Barrier[] = [];
  readonly #stations: Station[] = [];
  readonly #flows: Flow[] = [];

  constructor(snapshot: Snapshot, known: readonly Flow[]) {
    this.#snapshot = snapshot;
    this.#known = known;
  }

  send(stack: Stack, sent: Packet): Walk {
    const first = this.#route(stack, sent, false);
    const out = first.is === 'out' ? first.link.name : 'lo';
    // What a stack sends to itself comes from the address it goes to.
    const source = first.is === 'out' ? first.source : sent.destination;
    // A reply comes from where its request went to.
    let packet = sent.reply || sent.source !== '' ? sent : withSource(sent, source ?? '');
    const before = packet;
    this.#filter(stack, 'raw', 'OUTPUT', { packet, in: undefined, out });
    this.#filter(stack, 'mangle', 'OUTPUT', { packet, in: undefined, out });
    packet = this.#translate(stack, 'OUTPUT', { packet, in: undefined, out });
    const again = packet === before ? first : this.#route(stack, packet, false);
    this.#filter(stack, 'filter', 'OUTPUT', {
      packet,
      in: undefined,
      out: again.is === 'out' ? again.link.name : 'lo',
    });
    return this.#leave(stack, before, packet, again, 0);
  }

  /** By the way that was found: out of this stack, or to its own programs. */
  #leave(stack: Stack, before: Packet, packet: Packet, way: Way, count: number): Walk {
    if (way.is === 'none') return this.#ends(undefined);
    const out = way.is === 'out' ? way.link.name : 'lo';
    const sent = this.#translate(stack, 'POSTROUTING', { packet, in: undefined, out }, way);
    if (sent !== before) this.#flows.push({ stack, before, after: sent });
    if (way.is === 'local') {
      if (isLoopbackDown(stack)) this.#barriers.push({ is: 'loopback-down', stack, packet: sent });
      this.#filter(stack, 'raw', 'PREROUTING', { packet: sent, in: 'lo', out: undefined });
      this.#filter(stack, 'filter', 'INPUT', { packet: sent, in: 'lo', out: undefined });
      return this.#ends({ stack, packet: sent });
    }
    return this.#transmit({ stack, link: way.link }, way.hop, sent, count);
  }

  #transmit(from: Port, hop: string, packet: Packet, count: number): Walk {
    if (!from.link.carrier) this.#barriers.push({ is: 'link-down', from, asks: from.stack });
    const segment = segmentOf(this.#snapshot, from);
    const to = whoAnswers(segment, hop);
    if (to === undefined) {
      this.#barriers.push(segment.open ? { is: 'beyond', from, hop } : { is: 'nobody', from, hop, packet });
      return this.#ends(undefined);
    }
    this.#hops.push({ is: 'segment', from, segment, to });
    if (to.tunnel !== undefined) this.#carry(from, to.tunnel);
    const { bridge } = segment;
    // With the bridge its ports are switched off, though each of them looks up.
    if (bridge !== undefined && bridge.link !== from.link && !bridge.link.up)
      this.#barriers.push({ is: 'link-down', from: bridge, asks: from.stack });
    for (const end of [to.by, to])
      if (end !== undefined && !(end.link.up && end.link.carrier) && end.link.kind === 'veth')
        this.#barriers.push({ is: 'link-down', from: end, asks: from.stack });
    if (count >= farthest) return this.#ends(undefined);
    if (bridge !== undefined && bridge.link !== from.link && to.link !== bridge.link)
      this.#pass(bridge, from, to, packet);
    return this.#receive(to, packet, count + 1);
  }

  /** On an overlay network what is for another host goes there in a UDP packet of the host's own, which meets the hosts' rules. */
  #carry(from: Port, tunnel: Tunnel): void {
    const { near, address } = tunnel;
    if (address === undefined) {
      this.#barriers.push({ is: 'apart', tunnel });
      return;
    }
    // The answer comes in packets of their own, so that every one is the first of a connection.
    const by = walk(this.#snapshot, near.stack, firstPacket('udp', address, vxlanPort));
    this.#hops.push({ is: 'carried', from, tunnel, by });
    this.#stations.push(...by.stations);
    for (const barrier of by.barriers) this.#barriers.push({ is: 'in-tunnel', tunnel, barrier });
  }

  /** Through a bridge, from one port to another: with bridge-nf-call-iptables the rules of its stack see that, too. */
  #pass({ stack, link }: Port, from: Port, to: Member, packet: Packet): void {
    if (stack.bridgeFiltering !== true) return;
    const entered = { packet, in: link.name, out: undefined };
    this.#filter(stack, 'raw', 'PREROUTING', entered);
    this.#filter(stack, 'mangle', 'PREROUTING', entered);
    const ports = { in: otherEnd(this.#snapshot, from)?.link.name, out: to.by?.link.name };
    const between = { packet, in: link.name, out: link.name, bridged: ports };
    this.#filter(stack, 'mangle', 'FORWARD', between);
    this.#filter(stack, 'filter', 'FORWARD', between);
  }

  #receive(at: Port, packet: Packet, count: number): Walk {
    const { stack, link } = at;
    this.#filter(stack, 'raw', 'PREROUTING', { packet, in: link.name, out: undefined });
    this.#filter(stack, 'mangle', 'PREROUTING', { packet, in: link.name, out: undefined });
    const arrived = this.#translate(stack, 'PREROUTING', { packet, in: link.name, out: undefined });
    const way = this.#route(stack, arrived, true);
    if (way.is === 'local') {
      this.#filter(stack, 'mangle', 'INPUT', { packet: arrived, in: link.name, out: undefined });
      this.#filter(stack, 'filter', 'INPUT', { packet: arrived, in: link.name, out: undefined });
      if (arrived !== packet) this.#flows.push({ stack, before: packet, after: arrived });
      return this.#ends({ stack, packet: arrived });
    }
    if (!link.forwarding) this.#barriers.push({ is: 'not-forwarded', stack, link });
    if (way.is === 'none') return this.#ends(undefined);
    const through = { packet: arrived, in: link.name, out: way.link.name };
    this.#filter(stack, 'mangle', 'FORWARD', through);
    this.#filter(stack, 'filter', 'FORWARD', through);
    return this.#leave(stack, packet, arrived, way, count);
  }

  #route(stack: Stack, packet: Packet, forwarded: boolean): Way {
    const way = routeTo(stack, packet.destination);
    this.#hops.push({ is: 'route', stack, way, packet });
    // Such rules (a VPN's, say) are about what goes elsewhere: not about the stack itself and its neighbours.
    const near = way.is === 'local' || (way.is === 'out' && way.hop === packet.destination);
    if (stack.policyRouting && !near) this.#barriers.push({ is: 'unread-policies', stack, packet });
    if (way.is === 'none') this.#barriers.push({ is: 'no-route', stack, type: way.type, packet, forwarded });
    return way;
  }

  #filter(stack: Stack, table: string, hook: string, at: Omit<AtHook, 'isLocal'>): void {
    const station: Station = { stack, table, hook, at: { ...at, isLocal: address => isOwn(stack, address) } };
    this.#stations.push(station);
    const { rules } = stack;
    if (isUnread(rules)) {
      this.#noteUnread(stack, rules.unread, false);
      return;
    }
    const ending = traverse(rules, table, hook, station.at);
    if (ending.is === 'drop' || ending.is === 'drop-policy' || ending.is === 'reject')
      this.#barriers.push({ is: 'ruled-out', station, ending });
    else if (ending.is === 'unknown') this.#barriers.push({ is: 'unknown-rule', station, ending });
    if (stack.otherFilters.length > 0) this.#noteUnread(stack, stack.otherFilters.join(', '), true);
  }

  #noteUnread(stack: Stack, what: string, tables: boolean): void {
    if (!this.#barriers.some(one => one.is === 'unread-rules' && one.stack.id === stack.id))
      this.#barriers.push({ is: 'unread-rules', stack, what, tables });
  }

  /** What `nat` makes of the first packet of a connection; of an answer, what the connection's translation says. */
  #translate(stack: Stack, hook: string, at: Omit<AtHook, 'isLocal'>, way?: Way): Packet {
    const { packet } = at;
    if (packet.reply) return this.#translateBack(stack, hook, packet);
    if (isUnread(stack.rules)) return packet;
    const isLocal = (address: string) => isOwn(stack, address);
    const ending = traverse(stack.rules, 'nat', hook, { ...at, isLocal });
    if (ending.is === 'unknown')
      this.#barriers.push({
        is: 'unknown-rule',
        station: { stack, table: 'nat', hook, at: { ...at, isLocal } },
        ending,
      });
    if (ending.is !== 'translate') return packet;
    const after = translated(packet, ending, way);
    this.#hops.push({ is: 'translated', stack, before: packet, after, ending });
    return after;
  }

  #translateBack(stack: Stack, hook: string, packet: Packet): Packet {
    const flow = this.#known.find(
      one =>
        one.stack.id === stack.id &&
        (hook === 'POSTROUTING'
          ? one.after.destination === packet.source
          : one.after.source === packet.destination && one.after.destination === packet.source),
    );
    if (flow === undefined) return packet;
    // The destination is put right before the route is looked up, the source as it leaves.
    return hook === 'POSTROUTING'
      ? { ...packet, source: flow.before.destination, sourcePort: flow.before.port }
      : { ...packet, destination: flow.before.source };
  }

  #ends(end: Walk['end']): Walk {
    return {
      hops: this.#hops,
      barriers: this.#barriers,
      stations: this.#stations,
      end,
      flows: this.#flows,
    };
  }
}

/**
 * Who says "that is me" when a segment is asked for an address: whoever has it there, else a stack that has it on another of
 * its interfaces (Linux answers for all of them on each, with `arp_ignore` 0, its default). Not through a tunnel: there the
 * engine answers in its place.
 */
function whoAnswers({ members }: Segment, hop: string): Member | undefined {
  const onLink = members.find(({ link }) => link.addresses.some(({ address }) => address === hop));
  return (
    onLink ?? members.find(({ stack, link, tunnel }) => tunnel === undefined && link.up && isOwn(stack, hop))
  );
}

function withSource(packet: Packet, source: string): Packet {
  return { ...packet, source, original: { ...packet.original, source } };
}

function translated(
  packet: Packet,
  { to }: Extract<Ending, { is: 'translate' }>,
  way: Way | undefined,
): Packet {
  switch (to.kind) {
    case 'destination':
      return {
        ...packet,
        destination: to.address ?? packet.destination,
        port: to.port ?? packet.port,
        translated: true,
      };
    case 'source':
      return { ...packet, source: to.address ?? packet.source };
    case 'masquerade':
      return { ...packet, source: (way?.is === 'out' ? way.source : undefined) ?? packet.source };
  }
}
