import type { Outcome } from '../probe/schema/index.ts';
import { type Cause, cause, undetermined } from './cause.ts';
import { bridgeInterface, type NetworkSeen } from './docker.ts';
import { inSubnet } from './ipv4.ts';
import { isUnread, type Link, type Snapshot, type Stack } from './model.ts';
import { containersOf, ownersOf, type Place, placesOf } from './places.ts';
import { partsOf } from './rules/conditions.ts';
import type { Barrier, Station } from './walk.ts';
import { machineOf } from './wiring.ts';

/** A barrier, with why it is there and what whoever tries gets to feel of it. `outcome` is undefined where nobody knows. */
export type Explained = { readonly cause: Cause; readonly outcome: Outcome | undefined };

/** Explains what stands in the way of a packet. */
export function explain(snapshot: Snapshot, from: Place, barrier: Barrier): Explained {
  switch (barrier.is) {
    case 'no-route':
      return noRoute(snapshot, from, barrier);
    case 'nobody': {
      const { hop, from: port, packet } = barrier;
      const near = { address: packet.destination, hop, link: port.link.name };
      const overlap = overlapping(port.stack, port.link, packet.destination);
      if (overlap !== undefined)
        return { cause: cause('subnet-overlap', { ...near, other: overlap }), outcome: 'no-route' };
      if (hop !== packet.destination) return { cause: cause('wrong-gateway', near), outcome: 'no-route' };
      return { cause: cause('address-of-nobody', near), outcome: 'no-route' };
    }
    case 'link-down': {
      const { stack, link } = barrier.from;
      return {
        cause: cause('link-down', { link: link.name, where: labelOf(snapshot, stack) }),
        outcome: 'no-route',
      };
    }
    case 'not-forwarded': {
      const params = { where: labelOf(snapshot, barrier.stack), link: barrier.link.name };
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
  const internal = networksOf(from).filter(network => network.internal);
  if (internal.length > 0 && internal.length === networksOf(from).length)
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
  if (container === undefined || !container.mode.startsWith('container:')) return false;
  const owner = container.mode.slice('container:'.length);
  const its = containersOf(machine).find(({ id, name }) => id === owner || name === owner);
  return its?.stack !== container.stack;
}

function ruledOut(snapshot: Snapshot, { station, ending }: Extract<Barrier, { is: 'ruled-out' }>): Explained {
  const where = labelOf(snapshot, station.stack);
  if (ending.is === 'drop-policy') {
    const { table, chain } = ending;
    return {
      cause: dockersOwn(snapshot, station) ?? cause('firewall-policy', { table, chain, where }),
      outcome: 'dropped',
    };
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

/** Why Docker keeps such a packet from going on: from this interface to that one. */
function dockersOwn(snapshot: Snapshot, { stack, at }: Station): Cause | undefined {
  const networks = networksOn(snapshot, stack);
  const into = networks.find(network => bridgeInterface(network) === at.in);
  const outOf =
    networks.find(network => bridgeInterface(network) === at.out) ??
    networks.find(({ subnet }) => subnet !== undefined && inSubnet(at.packet.destination, subnet));
  if (into !== undefined && into === outOf)
    return isIccOff(into) ? cause('icc-off', { network: into.name }) : undefined;
  const internal = [into, outOf].find(network => network?.internal);
  if (internal !== undefined) return cause('internal', { network: internal.name });
  if (into !== undefined && outOf !== undefined) {
    const [from] = ownersOf(snapshot, at.packet.source);
    const [to] = ownersOf(snapshot, at.packet.destination);
    return cause('no-shared-network', {
      from: from?.label ?? at.packet.source,
      to: to?.label ?? at.packet.destination,
      own: from === undefined ? [into.name] : namesOf(networksOf(from)),
      theirs: to === undefined ? [outOf.name] : namesOf(networksOf(to)),
    });
  }
  if (outOf === undefined || at.in === undefined) return undefined;
  const [owner] = ownersOf(snapshot, at.packet.destination);
  return owner?.at === 'container'
    ? cause('direct-access', { name: owner.label, address: at.packet.destination, link: at.in })
    : undefined;
}

function namesOf(networks: readonly NetworkSeen[]): string[] {
  return networks.map(({ name }) => name);
}

/** Whether containers on a network are kept apart from one another. */
export function isIccOff({ options }: NetworkSeen): boolean {
  return options['com.docker.network.bridge.enable_icc'] === 'false';
}

/** The networks a container is on. */
export function networksOf({ container, machine }: Place): readonly NetworkSeen[] {
  const { docker } = machine;
  if (docker === undefined || isUnread(docker)) return [];
  const own = container?.endpoints.map(({ network }) => network) ?? [];
  return docker.networks.filter(({ name }) => own.includes(name));
}

function networksOn(snapshot: Snapshot, stack: Stack): readonly NetworkSeen[] {
  const name = machineOf(snapshot, stack);
  const docker = snapshot.machines.find(machine => machine.name === name)?.docker;
  return docker === undefined || isUnread(docker) ? [] : docker.networks;
}

/** What a stack is called: by the machine or container it belongs to. */
export function labelOf(snapshot: Snapshot, stack: Stack): string {
  return placesOf(snapshot).find(place => place.stack?.id === stack.id)?.label ?? stack.id;
}
