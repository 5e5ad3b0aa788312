import { isName, said, splitHost } from '../probe/schema/index.ts';
import { type Cause, cause } from './cause.ts';
import { bridgeInterface } from './docker.ts';
import type { Snapshot } from './model.ts';
import { type Resolved, resolveAt, stackOwner } from './names.ts';
import { addressesOf, findPlace, networksAt, outerAddressesOf, ownersOf, type Place } from './places.ts';
import { defaultWay } from './routing.ts';

/** What a target, as it was written, comes to at a place. */
export type Aim = {
  /** What became of the name; absent where an address was written, or a machine is meant. */
  readonly resolved: Resolved | undefined;
  /** Addresses to try. Where the name has none, the one that whoever is meant has. */
  readonly addresses: readonly string[];
  /** Who is meant; of an address, who has it. */
  readonly meant: Place | undefined;
  /** What is wrong with the address, though there is one. */
  readonly cause: Cause | undefined;
};

/** Aims at `db`, `172.18.0.3`, `host`, `outside` or `host2/db`. Nothing is sent. */
export function aimAt(snapshot: Snapshot, from: Place, to: string): Aim {
  const meant = meantBy(snapshot, from, to);
  if (meant !== undefined && meant.at !== 'container') return atMachine(snapshot, from, to, meant);
  if (!isName(to)) {
    const [owner] = ownersOf(snapshot, to, from.machine);
    const own = to.startsWith('127.') ? from : owner;
    return { resolved: undefined, addresses: [to], meant: own, cause: undefined };
  }
  const { name } = splitHost(to);
  const resolved = resolveAt(snapshot, from, name);
  const fallback = meant === undefined ? [] : reachable(snapshot, from, meant, addressOf(from, meant));
  if (resolved.is !== 'found') return { resolved, addresses: fallback, meant, cause: undefined };
  if (meant !== undefined && splitHost(to).host !== undefined) {
    const address = addressIn(snapshot, from, meant, resolved.addresses);
    if (address !== undefined) return { resolved, addresses: [address], meant, cause: undefined };
    if (meant.machine !== from.machine)
      return { resolved: namesAnother(from, name, meant), addresses: fallback, meant, cause: undefined };
  }
  const { addresses } = resolved;
  const owners = ownersOf(snapshot, addresses[0] ?? '', from.machine);
  // Those who share a namespace share its address: the one that was named is meant.
  const owner = owners.find(({ label }) => label === meant?.label) ?? owners[0];
  const stale =
    resolved.by === 'hosts' && meant?.stack !== undefined && !addresses.some(one => hasAddress(meant, one));
  return {
    resolved,
    addresses,
    meant: (addresses[0] ?? '').startsWith('127.') ? from : (owner ?? meant),
    cause: stale
      ? cause('hosts-entry-stale', {
          name,
          from: from.label,
          address: addresses[0] ?? '',
          now: addressOf(from, meant)[0] ?? '-',
          owner: owner === undefined ? said('cause.owner-none') : said('cause.owner', { name: owner.label }),
        })
      : undefined,
  };
}

/** A machine is meant by its name where that can be looked up; else by what it is, as no program asks for "host". */
function atMachine(snapshot: Snapshot, from: Place, to: string, meant: Place): Aim {
  const named = to === meant.name && isName(to) ? resolveAt(snapshot, from, to) : undefined;
  return named?.is === 'found'
    ? { resolved: named, addresses: named.addresses, meant, cause: undefined }
    : { resolved: undefined, addresses: machineAddress(snapshot, from, meant), meant, cause: undefined };
}

/**
 * The address to go by, of those that the name in `to` has really come to. Undefined where a container of another host is
 * meant, and they are other containers' here.
 */
export function goBy(
  snapshot: Snapshot,
  from: Place,
  to: string,
  { meant }: Aim,
  addresses: readonly string[],
): string | undefined {
  const [first] = addresses;
  // Written with its host, it is one container that is meant; else anybody of that name.
  if (meant?.at !== 'container' || splitHost(to).host === undefined) return first;
  return addressIn(snapshot, from, meant, addresses) ?? (meant.machine === from.machine ? first : undefined);
}

/** Which of some addresses leads to a container. */
function addressIn(
  snapshot: Snapshot,
  from: Place,
  meant: Place,
  addresses: readonly string[],
): string | undefined {
  if (meant.machine === from.machine) return addresses.find(one => hasAddress(meant, one));
  const open = reachable(snapshot, from, meant, addresses);
  return open.find(one => hasAddress(meant, one)) ?? open[0];
}

/** Those of some addresses that are not another container's where they are asked for: every host has the same subnets. */
function reachable(
  snapshot: Snapshot,
  from: Place,
  meant: Place,
  addresses: readonly string[],
): readonly string[] {
  return addresses.filter(address => {
    const [owner] = ownersOf(snapshot, address, from.machine);
    return owner?.at !== 'container' || owner.stack?.id === meant.stack?.id;
  });
}

/** A name that stands for somebody else here. */
function namesAnother(from: Place, name: string, { machine }: Place): Resolved {
  return { is: 'not-found', cause: cause('name-other-host', { name, from: from.label, host: machine.name }) };
}

/** Who is meant by a name: on the same host first, where several hosts have one of that name. */
export function meantBy(snapshot: Snapshot, from: Place, to: string): Place | undefined {
  const near = to.includes('/') ? undefined : findPlace(snapshot, `${from.machine.name}/${to}`);
  const found = near?.is === 'found' ? near : findPlace(snapshot, to);
  return found.is === 'found' ? found.place : undefined;
}

function hasAddress(place: Place, address: string): boolean {
  return addressesOf(place).some(one => one.address === address);
}

/** The address of a container: on a network it shares with whoever asks, else on its first one. */
function addressOf(from: Place, meant: Place): readonly string[] {
  const owner = stackOwner(meant);
  const shared = networksAt(from).map(({ name }) => name);
  const endpoints = (owner?.endpoints ?? []).filter(({ address }) => address !== undefined);
  const endpoint = endpoints.find(({ network }) => shared.includes(network)) ?? endpoints[0];
  if (endpoint?.address !== undefined) return [endpoint.address];
  if (meant.container?.mode !== 'host') return [];
  return outerAddressesOf(meant).slice(0, 1);
}

/** The address a machine has where a place would look for it: its gateway, if the machine is that, else the uplink. */
function machineAddress(snapshot: Snapshot, from: Place, machine: Place): readonly string[] {
  if (from.stack !== undefined) {
    const way = defaultWay(from.stack);
    const gateway = way.is === 'out' ? way.hop : undefined;
    const [owner] = gateway === undefined ? [] : ownersOf(snapshot, gateway, from.machine);
    if (gateway !== undefined && from.at === 'container' && owner?.stack?.id === machine.stack?.id)
      return [gateway];
    const bridge = networksAt(from).find(
      network => network.gateway !== undefined && bridgeInterface(network) !== undefined,
    );
    if (from.machine === machine.machine && bridge?.gateway !== undefined) return [bridge.gateway];
  }
  return outerAddressesOf(machine).slice(0, 1);
}
