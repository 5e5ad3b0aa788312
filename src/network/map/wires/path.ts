import { stackOf } from '../../machines.ts';
import type { Link, Machine, Snapshot, Stack } from '../../model.ts';
import type { Place } from '../../places.ts';
import { routeTo } from '../../routing.ts';
import { firstIPv4, machineId } from '../machines.ts';
import type { Rail } from '../model.ts';
import { bridgeOf } from '../plugs.ts';
import { boxOf, bridgeOn, interfaceOf } from './boxes.ts';
import { type Leg, legsOf, legTo } from './legs.ts';
import type { Router, RouterRoute, Station } from './model.ts';

/** What a path is looked for in. */
export type Scene = { readonly snapshot: Snapshot; readonly rails: readonly Rail[] };

/** The stations from one place to another in another namespace; undefined where no wire leads there. */
export function stationsBetween(scene: Scene, from: Place, to: Place): readonly Station[] | undefined {
  if (isMachine(scene, from)) {
    if (isMachine(scene, to)) return betweenMachines(from, to);
    return stationsBetween(scene, to, from)?.map(turned).toReversed();
  }
  return isMachine(scene, to) ? toMachine(scene, from, to) : betweenContainers(scene, from, to);
}

/** Whether a place has the network stack of a whole machine: the host, what runs in host mode on it, or outside. */
function isMachine({ snapshot }: Scene, { machine, stack }: Place): boolean {
  return stack !== undefined && stack.id === stackOf(snapshot, machine.stack)?.id;
}

/** A station as it is met the other way round. The route of a host leads one way only. */
function turned(station: Station): Station {
  switch (station.kind) {
    case 'stack':
      return station;
    case 'bridge':
      return { ...station, ports: station.ports.toReversed() };
    case 'router': {
      const { enters, leaves } = station.router;
      return {
        kind: 'router',
        router: { ...station.router, enters: leaves, leaves: enters, route: undefined },
      };
    }
  }
}

function betweenContainers(scene: Scene, from: Place, to: Place): readonly Station[] | undefined {
  const legs = legsOf(scene.snapshot, from, scene.rails);
  const others = legsOf(scene.snapshot, to, scene.rails);
  for (const leg of legs) {
    const other = others.find(({ rail }) => rail.id === leg.rail.id);
    if (other !== undefined)
      return [station(from, leg), bridge(scene, from, leg, [leg.port, other.port]), station(to, other)];
  }
  // The host routes between its bridges; it has no part in other networks.
  const bridged = others.filter(isBridged);
  const near = from.stack && legTo(legs.filter(isBridged), from.stack, addressOf(bridged[0]?.link));
  const far = to.stack && legTo(bridged, to.stack, addressOf(near?.link));
  if (near === undefined || far === undefined) return undefined;
  if (from.machine !== to.machine && isLocal(scene, from.machine, addressOf(far.link))) return undefined;
  const routers = routersBetween(scene, from.machine, near, to.machine, addressOf(far.link));
  return [
    station(from, near),
    bridge(scene, from, near, [near.port]),
    ...routers,
    bridge(scene, to, far, [far.port]),
    station(to, far),
  ];
}

/** From a container to a host or to the machine outside. */
function toMachine(scene: Scene, from: Place, to: Place): readonly Station[] | undefined {
  const legs = legsOf(scene.snapshot, from, scene.rails).filter(isBridged);
  const host = stackOf(scene.snapshot, from.machine.stack);
  if (from.stack === undefined || to.stack === undefined || host === undefined) return undefined;
  if (to.stack.id === host.id) {
    const [leg] = legs;
    const own = leg && bridgeOf(host.links, leg.rail);
    if (leg === undefined || own === undefined) return undefined;
    return [
      station(from, leg),
      bridge(scene, from, leg, [leg.port]),
      { kind: 'stack', box: boxOf(to, [own]) },
    ];
  }
  const [end] = to.stack.links.filter(({ kind, addresses }) => kind !== 'loopback' && addresses.length > 0);
  const leg = legTo(legs, from.stack, addressOf(end));
  if (leg === undefined || end === undefined) return undefined;
  return [
    station(from, leg),
    bridge(scene, from, leg, [leg.port]),
    { kind: 'router', router: routerAt(from.machine, host, bridgeOf(host.links, leg.rail), addressOf(end)) },
    { kind: 'stack', box: boxOf(to, [end]) },
  ];
}

function isBridged({ rail }: Leg): boolean {
  return rail.driver === 'bridge';
}

function betweenMachines(from: Place, to: Place): readonly Station[] | undefined {
  if (from.stack === undefined || to.stack === undefined) return undefined;
  for (const link of from.stack.links)
    for (const end of to.stack.links) {
      const way = routeTo(from.stack, addressOf(end) ?? '');
      if (end.kind !== 'loopback' && way.is === 'out' && way.link.index === link.index)
        return [
          { kind: 'stack', box: boxOf(from, [link]) },
          { kind: 'stack', box: boxOf(to, [end]) },
        ];
    }
  return undefined;
}

function station(place: Place, { link }: Leg): Station {
  return { kind: 'stack', box: boxOf(place, [link]) };
}

function bridge(
  { snapshot }: Scene,
  { machine }: Place,
  { rail, link }: Leg,
  ports: readonly (Link | undefined)[],
): Station {
  const middle = bridgeOn(snapshot, machine, rail);
  return {
    kind: 'bridge',
    // Where the middle is nobody's interface, what is plugged in has its MTU.
    bridge: { ...middle, mtu: middle.mtu ?? link.mtu },
    ports: ports.map(port => port?.name),
  };
}

/** Whether an address leads to a network of a host's own: every host has the same subnets, and none passes those on. */
function isLocal({ snapshot, rails }: Scene, machine: Machine, address: string | undefined): boolean {
  const host = stackOf(snapshot, machine.stack);
  const way = host === undefined || address === undefined ? undefined : routeTo(host, address);
  if (host === undefined || way === undefined) return false;
  const own = rails.filter(({ machines }) => machines.includes(machineId(machine)));
  return (
    way.is === 'local' ||
    (way.is === 'out' && own.some(rail => bridgeOf(host.links, rail)?.index === way.link.index))
  );
}

/** The host, or both hosts, that pass on what goes from one network to another. */
function routersBetween(
  { snapshot }: Scene,
  machine: Machine,
  near: Leg,
  other: Machine,
  address: string | undefined,
): readonly Station[] {
  const host = stackOf(snapshot, machine.stack);
  const entry = host && bridgeOf(host.links, near.rail);
  if (host === undefined) return [];
  const first: Station = {
    kind: 'router',
    router: routerAt(machine, host, entry, machine === other ? undefined : address),
  };
  if (machine === other) return [first];
  const beyond = stackOf(snapshot, other.stack);
  const uplink = beyond && uplinkFor(beyond, first.router.leaves?.address?.replace(/\/.*$/, ''));
  if (beyond === undefined) return [first];
  return [
    first,
    {
      kind: 'router',
      router: {
        ...routerAt(other, beyond, uplink, undefined),
        enters: uplink && interfaceOf(uplink),
      },
    },
  ];
}

/** A host that passes on what comes in by `entry`; with an address, to another machine. */
function routerAt(
  machine: Machine,
  host: Stack,
  entry: Link | undefined,
  address: string | undefined,
): Router {
  const way = address === undefined ? undefined : routeTo(host, address);
  const route: RouterRoute | undefined =
    way === undefined || address === undefined || way.is === 'local'
      ? undefined
      : way.is === 'none'
        ? { kind: 'none', to: address }
        : {
            kind: 'to',
            to: address,
            via: way.hop === address ? undefined : way.hop,
            interface: way.link.name,
          };
  return {
    host: machine.name,
    forwards: entry?.forwarding ?? false,
    enters: undefined,
    leaves: way?.is === 'out' ? interfaceOf(way.link) : undefined,
    route,
  };
}

/** The interface that faces an address. */
function uplinkFor(stack: Stack, address: string | undefined): Link | undefined {
  const way = address === undefined ? undefined : routeTo(stack, address);
  return way?.is === 'out' ? way.link : undefined;
}

function addressOf(link: Link | undefined): string | undefined {
  return link && firstIPv4(link)?.address;
}
