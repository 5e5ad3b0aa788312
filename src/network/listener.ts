import { said } from '../probe/schema/index.ts';
import { type Cause, cause } from './cause.ts';
import { containersOf } from './machines.ts';
import type { Container, Snapshot, Stack } from './model.ts';
import { type Place, placesOf } from './places.ts';
import type { Packet } from './rules/packet.ts';
import { isAny, isLoopback, type Socket, socketText } from './sockets.ts';

/** A port of a container, as it is published on its host. */
export type Publishing = {
  readonly container: Container;
  readonly port: number;
  readonly protocol: string;
  readonly address: string;
  readonly hostPort: number;
};

/** Who answers a packet where it has been delivered. */
export type Answered =
  | { readonly is: 'listens'; readonly socket: Socket }
  /** Docker's proxy on the host, which calls the container in its turn. */
  | { readonly is: 'proxy'; readonly publishing: Publishing }
  | { readonly is: 'nobody'; readonly cause: Cause };

/** Looks for who listens, and where nobody does, for what may have been meant. */
export function listenerAt(
  snapshot: Snapshot,
  from: Place,
  stack: Stack,
  target: Place | undefined,
  packet: Packet,
): Answered {
  const protocol = packet.protocol === 'udp' ? 'udp' : 'tcp';
  const { port = 0, destination } = packet;
  const sockets = stack.listeners[protocol].filter(socket => socket.port === port);
  const socket = sockets.find(({ address }) => isAny(address) || address === destination);
  if (socket !== undefined) {
    const publishing = target?.at === 'host' ? proxied(target, protocol, port, destination) : undefined;
    return publishing === undefined ? { is: 'listens', socket } : { is: 'proxy', publishing };
  }
  return {
    is: 'nobody',
    cause: whyNobody(snapshot, { from, stack, target, packet, protocol, port, sockets }),
  };
}

function proxied(host: Place, protocol: string, port: number, destination: string): Publishing | undefined {
  return publishings(host).find(
    one =>
      one.hostPort === port &&
      one.protocol === protocol &&
      (isAny(one.address) || one.address === destination),
  );
}

/** What containers of a machine publish. */
export function publishings({ machine }: Place): Publishing[] {
  return containersOf(machine).flatMap(container => container.published.map(one => ({ container, ...one })));
}

type Missed = {
  readonly from: Place;
  readonly stack: Stack;
  readonly target: Place | undefined;
  readonly packet: Packet;
  readonly protocol: 'tcp' | 'udp';
  readonly port: number;
  readonly sockets: readonly Socket[];
};

function whyNobody(snapshot: Snapshot, missed: Missed): Cause {
  const { from, stack, target, packet, protocol, port, sockets } = missed;
  const at = target?.label ?? packet.destination;
  const asked = `${port}/${protocol}`;
  if (isLoopback(packet.destination) && from.at === 'container') {
    const other = elsewhere(snapshot, from, protocol, port);
    if (other !== undefined)
      return cause('localhost-is-itself', { name: from.label, port: asked, other: other.label });
  }
  if (sockets.length > 0 && sockets.every(({ address }) => isLoopback(address)))
    return target?.at === 'host'
      ? onLoopback(target, protocol, port, asked)
      : cause('loopback-only', { name: at, port: asked, socket: sockets.map(socketText) });
  const otherProtocol = protocol === 'tcp' ? 'udp' : 'tcp';
  if (stack.listeners[otherProtocol].some(socket => socket.port === port))
    return cause('wrong-protocol', { name: at, port: asked, other: otherProtocol });
  if (target?.at === 'container') {
    const inside = target.container?.published.find(one => one.hostPort === port && one.port !== port);
    if (inside !== undefined) return cause('host-port-inside', { name: at, port: asked, inner: inside.port });
  }
  if (target?.at === 'host') {
    const unpublished = placesOf(snapshot).find(
      place =>
        place.at === 'container' &&
        place.machine === target.machine &&
        place.stack !== undefined &&
        place.stack.id !== stack.id &&
        place.stack.listeners[protocol].some(socket => socket.port === port && !isLoopback(socket.address)),
    );
    if (unpublished !== undefined)
      return cause('not-published', { name: unpublished.label, port: asked, where: at });
  }
  const others = stack.listeners[protocol].map(socketText);
  return cause('nobody-listens', {
    name: at,
    port: asked,
    others: others.length === 0 ? said('cause.listens-nowhere') : said('cause.listens', { others }),
  });
}

function onLoopback(host: Place, protocol: string, port: number, asked: string): Cause {
  const publishing = publishings(host).find(
    one => one.hostPort === port && one.protocol === protocol && isLoopback(one.address),
  );
  return publishing === undefined
    ? cause('loopback-only', { name: host.label, port: asked, socket: `127.0.0.1:${port}` })
    : cause('published-on-loopback', {
        name: publishing.container.name,
        port: asked,
        address: publishing.address,
      });
}

/** Somebody else who listens on that port: whoever was meant by localhost, perhaps. */
function elsewhere(
  snapshot: Snapshot,
  from: Place,
  protocol: 'tcp' | 'udp',
  port: number,
): Place | undefined {
  return placesOf(snapshot).find(
    ({ stack, machine }) =>
      machine === from.machine &&
      stack !== undefined &&
      stack.id !== from.stack?.id &&
      stack.listeners[protocol].some(socket => socket.port === port),
  );
}
