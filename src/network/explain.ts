import type { Outcome } from '../probe/schema/index.ts';
import type { Barrier, Station } from './barrier.ts';
import { type Cause, type CauseId, cause, causeSaid, undetermined } from './cause.ts';
import { bridgeInterface, isIccOff, type NetworkSeen, namespaceOwner, namespaceOwnerId } from './docker.ts';
import { inSubnet } from './ipv4.ts';
import { containersOf, machineOf, networksOf } from './machines.ts';
import type { Link, Snapshot, Stack } from './model.ts';
import { vxlanPort } from './overlay.ts';
import { labelOf, networksAt, ownersOf, type Place } from './places.ts';
import { defaultWay } from './routing.ts';
import { partsOf } from './rules/conditions.ts';
import { isOwn } from './wiring.ts';

/**
 * A barrier, with why it is there and what whoever tries gets to feel of it. `outcome` is undefined where nobody knows;
 * `orElse` is what is felt as well, by chance.
 */
export type Explained = {
  readonly cause: Cause;
  readonly outcome: Outcome | undefined;
  readonly orElse?: Outcome;
};

/** Explains what stands in the way of a packet. */
export function explain(snapshot: Snapshot, from: Place, barrier: Barrier): Explained {
  switch (barrier.is) {
    case 'no-route':
      return noRoute(snapshot, from, barrier);
    case 'nobody':
      return {
        cause: nobody(barrier),
        ...unanswered(from, barrier.from.stack),
        ...(hasOwner(snapshot, barrier.hop) ? { orElse: 'dropped' } : {}),
      };
    case 'link-down': {
      const { stack, link } = barrier.from;
      const where = labelOf(snapshot, stack);
      const down = {
        cause: cause('link-down', { link: link.name, where }),
        ...unanswered(from, barrier.asks),
      };
      // An own link that goes down takes the neighbours on it along; what is down elsewhere is still remembered.
      return stack.id === from.stack?.id ? down : { ...down, orElse: 'dropped' };
    }
    case 'loopback-down': {
      const { stack, packet } = barrier;
      // Without a loopback 127.0.0.0/8 is any other subnet: it goes where the default route leads, and is dropped there.
      const leadsNowhere = packet.destination.startsWith('127.') && defaultWay(stack).is === 'none';
      const outcome = leadsNowhere ? 'unreachable' : 'dropped';
      return { cause: cause('loopback-down', { where: labelOf(snapshot, stack) }), outcome };
    }
    case 'not-forwarded': {
      const { stack, link } = barrier;
      // The switch for all interfaces sets each of them.
      const all = stack.links.every(({ kind, forwarding }) => kind === 'loopback' || !forwarding);
      const sysctl = all ? 'net.ipv4.ip_forward' : `net.ipv4.conf.${link.name}.forwarding`;
      const params = { where: labelOf(snapshot, stack), link: link.name, sysctl };
      return { cause: cause('forwarding-off', params), outcome: 'dropped' };
    }
    case 'ruled-out':
      return ruledOut(snapshot, barrier);
    case 'unknown-rule': {
      const rule = barrier.ending.at.text;
      return { cause: undetermined('rule', { rule, table: barrier.station.table }), outcome: undefined };
    }
    case 'unread-rules':
      return {
        cause: undetermined(barrier.tables ? 'tables' : 'rules', {
          where: labelOf(snapshot, barrier.stack),
          what: barrier.what,
        }),
        outcome: undefined,
      };
    case 'unread-policies':
      return {
        cause: undetermined('policies', {
          where: labelOf(snapshot, barrier.stack),
          address: barrier.packet.destination,
        }),
        outcome: undefined,
      };
    case 'apart': {
      const { network, near, far } = barrier.tunnel;
      return {
        cause: cause('overlay-apart', { network, from: near.name, to: far.name }),
        outcome: 'no-route',
      };
    }
    case 'in-tunnel': {
      const { tunnel } = barrier;
      const { cause: why, outcome } = explain(snapshot, from, barrier.barrier);
      if (outcome === undefined) return { cause: why, outcome };
      const params = { network: tunnel.network, from: tunnel.near.name, to: tunnel.far.name };
      // What becomes of the packets that carry it, only the hosts get to hear.
      return {
        cause: cause('overlay-tunnel', { ...params, port: vxlanPort, why: causeSaid(why) }),
        outcome: 'dropped',
      };
    }
    case 'beyond':
      return {
        cause: undetermined('beyond', {
          link: barrier.from.link.name,
          where: labelOf(snapshot, barrier.from.stack),
        }),
        outcome: undefined,
      };
  }
}

function nobody({ hop, from: { stack, link }, packet }: Extract<Barrier, { is: 'nobody' }>): Cause {
  const near = { address: packet.destination, hop, link: link.name };
  const overlap = overlapping(stack, link, packet.destination);
  if (overlap !== undefined) return cause('subnet-overlap', { ...near, other: overlap });
  return cause(hop === packet.destination ? 'address-of-nobody' : 'wrong-gateway', near);
}

/**
 * Whether somebody else has an address, who was perhaps on the link a moment ago: neighbours are remembered for half a minute,
 * and what is sent to one that has gone is met with silence.
 */
function hasOwner({ stacks }: Snapshot, address: string): boolean {
  return Object.values(stacks).some(stack => isOwn(stack, address));
}

/**
 * What is felt where nobody answers for an address: on one's own link that nobody has it. Of another link the machine that
 * routes tells it, but only once it has asked in vain for 3 s, and then for as long as it remembers; till then silence.
 */
function unanswered(from: Place, asks: Stack): Pick<Explained, 'outcome' | 'orElse'> {
  return { outcome: 'no-route', ...(asks.id === from.stack?.id ? {} : { orElse: 'dropped' }) };
}

function noRoute(
  snapshot: Snapshot,
  from: Place,
  { stack, type, packet, forwarded }: Extract<Barrier, { is: 'no-route' }>,
): Explained {
  const where = labelOf(snapshot, stack);
  const outcome: Outcome = type === 'none' ? 'unreachable' : 'no-route';
  const params = { where, address: packet.destination };
  if (forwarded || from.stack?.id !== stack.id) return { cause: cause('no-route', params), outcome };
  if (from.container?.mode === 'none' || stack.links.every(({ kind }) => kind === 'loopback'))
    return {
      cause: isOrphan(from)
        ? cause('old-namespace', { name: from.label })
        : cause('none-mode', { name: from.label }),
      outcome,
    };
  const internal = networksAt(from).filter(network => network.internal);
  if (internal.length > 0 && internal.length === networksAt(from).length)
    return { cause: cause('internal', { network: internal[0]?.name ?? '' }), outcome };
  return { cause: cause('no-route', params), outcome };
}

/** Another interface in whose subnet the address is as well: a smaller subnet has taken it from that one. */
function overlapping({ links }: Stack, taken: Link, address: string): string | undefined {
  return links.find(
    ({ index, addresses }) =>
      index !== taken.index &&
      addresses.some(one => one.prefix < 32 && inSubnet(address, `${one.address}/${one.prefix}`)),
  )?.name;
}

/** A container that shares the stack of another, which has got a new one since. */
function isOrphan({ container, machine }: Place): boolean {
  if (container === undefined || namespaceOwnerId(container) === undefined) return false;
  return namespaceOwner(container, containersOf(machine))?.stack !== container.stack;
}

function ruledOut(snapshot: Snapshot, { station, ending }: Extract<Barrier, { is: 'ruled-out' }>): Explained {
  const where = labelOf(snapshot, station.stack);
  if (ending.is === 'drop-policy') {
    const { table, chain } = ending;
    const policy = cause('firewall-policy', { table, chain, where });
    // Networks, and containers of one, Docker keeps apart by rules. Only strangers are left to the policy.
    const own = dockersOwn(snapshot, station);
    return { cause: own?.id === 'direct-access' ? own : policy, outcome: 'dropped' };
  }
  const { by } = ending;
  const named = { rule: by.text, table: by.table, chain: by.chain, packets: by.packets, where };
  if (ending.is === 'reject')
    return { cause: cause('firewall-reject', named), outcome: rejected(ending.answer, station) };
  return { cause: shaped(snapshot, station, by.words) ?? cause('firewall-drop', named), outcome: 'dropped' };
}

/** What the sender gets to hear: a reset and "port unreachable" read as refused, the rest as no way there. */
function rejected(answer: string, { at }: Station): Outcome {
  if (answer === 'tcp-reset' || answer === 'icmp-port-unreachable')
    return at.packet.protocol === 'icmp' ? 'no-route' : 'refused';
  return answer === 'icmp-net-unreachable' ? 'unreachable' : 'no-route';
}

/**
 * What Docker means by a rule of this shape. Chains were renamed in 28.0, 28.0.1 and 29, shapes have stayed: only interfaces and
 * addresses, and nothing about ports. In DOCKER-USER every rule is the user's own.
 */
function shaped(snapshot: Snapshot, station: Station, words: readonly string[]): Cause | undefined {
  const { conditions } = partsOf(words);
  const plain = conditions.every(({ option }) => ['-i', '-o', '-s', '-d'].includes(option));
  if (!plain || words[1] === 'DOCKER-USER') return undefined;
  const twoBridges = conditions.filter(({ option, not }) => (option === '-i' || option === '-o') && !not);
  const names = twoBridges.map(({ values }) => values[0]);
  if (names.length === 2 && names[0] !== names[1]) return undefined;
  return dockersOwn(snapshot, station);
}

/** The causes that are Docker's doing, by rules of its own. */
export const dockersOwnIds: readonly CauseId[] = ['no-shared-network', 'icc-off', 'internal'];

/** Why Docker keeps such a packet from going on: from this interface to that one. Undefined where it means to let it through. */
export function dockersOwn(snapshot: Snapshot, { stack, at }: Station): Cause | undefined {
  const machine = machineOf(snapshot, stack);
  const networks = machine === undefined ? [] : networksOf(machine);
  const into = networks.find(network => bridgeInterface(network) === at.in);
  const outOf =
    networks.find(network => bridgeInterface(network) === at.out) ??
    networks.find(({ subnet }) => subnet !== undefined && inSubnet(at.packet.destination, subnet));
  if (into !== undefined && into === outOf)
    return isIccOff(into) ? cause('icc-off', { network: into.name }) : undefined;
  const internal = [into, outOf].find(network => network?.internal);
  if (internal !== undefined) return cause('internal', { network: internal.name });
  if (into !== undefined && outOf !== undefined) {
    const [from] = ownersOf(snapshot, at.packet.source, machine);
    const [to] = ownersOf(snapshot, at.packet.destination, machine);
    return cause('no-shared-network', {
      from: from?.label ?? at.packet.source,
      to: to?.label ?? at.packet.destination,
      own: from === undefined ? [into.name] : namesOf(networksAt(from)),
      theirs: to === undefined ? [outOf.name] : namesOf(networksAt(to)),
    });
  }
  if (outOf === undefined || at.in === undefined) return undefined;
  const [owner] = ownersOf(snapshot, at.packet.destination, machine);
  return owner?.at === 'container'
    ? cause('direct-access', { name: owner.label, address: at.packet.destination, link: at.in })
    : undefined;
}

function namesOf(networks: readonly NetworkSeen[]): string[] {
  return networks.map(({ name }) => name);
}
