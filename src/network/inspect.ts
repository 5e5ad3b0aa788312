import { type Said, said } from '../probe/schema/index.ts';
import { bridgeInterface } from './docker.ts';
import type { Link, Snapshot, Stack } from './model.ts';
import { stackOwner } from './names.ts';
import { networksAt, type Place, placesOf } from './places.ts';
import { defaultWay } from './routing.ts';
import { socketText } from './sockets.ts';
import { otherEnd } from './wiring.ts';

/** What is known of one place on the map, line by line. */
export type Inspection = { readonly title: string; readonly facts: readonly Said[] };

/** Looks closer at the machine, container or namespace of a row of the map; undefined where there is none of that id. */
export function inspect(snapshot: Snapshot, row: string): Inspection | undefined {
  const place = placesOf(snapshot).find(one => rowOf(one) === row);
  if (place === undefined) return undefined;
  const { container, stack } = place;
  return {
    title: place.label,
    facts: [
      ...(container === undefined
        ? []
        : [
            said('inspect.container', {
              image: container.image,
              state: container.state,
              mode: container.mode,
            }),
          ]),
      ...(container?.error ? [said('inspect.error', { error: container.error })] : []),
      ...namesFacts(place),
      ...(stack === undefined ? [] : stackFacts(snapshot, place, stack)),
      ...(container === undefined || container.published.length === 0
        ? []
        : [
            said('inspect.published', {
              ports: container.published.map(
                ({ address, hostPort, port, protocol }) => `${address}:${hostPort} → ${port}/${protocol}`,
              ),
            }),
          ]),
    ],
  };
}

/** The id that the map gives the row of a place. */
function rowOf({ at, machine, name }: Place): string {
  if (at === 'container') return `row:${machine.name}/${name}`;
  return at === 'netns' ? `row:${machine.name}/netns:${name}` : `row:${machine.name}`;
}

/** The names it is known by, network by network. Its own name goes without saying. */
function namesFacts(place: Place): Said[] {
  const owner = stackOwner(place);
  return (owner?.endpoints ?? []).flatMap(({ network, aliases }) => {
    const others = aliases.filter(alias => alias !== owner?.id.slice(0, 12) && alias !== owner?.name);
    return others.length === 0 ? [] : [said('inspect.aliases', { network, names: others })];
  });
}

function stackFacts(snapshot: Snapshot, place: Place, stack: Stack): Said[] {
  const links = stack.links.filter(({ kind }) => kind !== 'loopback');
  // Of a machine, the ends of its containers' wires are told with the containers.
  const shown = place.container === undefined ? links.filter(({ addresses }) => addresses.length > 0) : links;
  const way = defaultWay(stack);
  const listeners = [
    ...stack.listeners.tcp.map(socket => `${socketText(socket)}/tcp`),
    ...stack.listeners.udp.map(socket => `${socketText(socket)}/udp`),
  ];
  return [
    ...shown.map(link => linkFact(snapshot, place, stack, link)),
    way.is === 'out'
      ? said('inspect.route', { hop: way.hop, link: way.link.name })
      : said('inspect.no-route'),
    ...(listeners.length === 0
      ? [said('inspect.nobody-listens')]
      : [said('inspect.listens', { sockets: listeners })]),
  ];
}

/** An interface: its addresses, and where its other end is. */
function linkFact(snapshot: Snapshot, place: Place, stack: Stack, link: Link): Said {
  const addresses = link.addresses
    .filter(({ address }) => !address.startsWith('fe80:'))
    .map(({ address, prefix }) => `${address}/${prefix}`);
  const params = {
    link: link.name,
    addresses: addresses.length === 0 ? said('value.none') : addresses,
    mac: link.mac,
    mtu: link.mtu,
  };
  const end = otherEnd(snapshot, { stack, link });
  const bridge = end?.stack.links.find(({ index }) => index === end.link.master)?.name;
  if (end === undefined || bridge === undefined) return said('inspect.link', params);
  const network = networksAt(place).find(one => bridgeInterface(one) === bridge);
  return said('inspect.wire', { ...params, veth: end.link.name, bridge: network?.name ?? bridge });
}
