import type { EndpointSeen } from '../docker.ts';
import { linkOf } from '../endpoint-link.ts';
import { inSubnet } from '../ipv4.ts';
import type { Container, Link, Stack } from '../model.ts';
import { hostPart } from './host-part.ts';
import { firstIPv4 } from './machines.ts';
import type { Joint, MapCell, Rail } from './model.ts';
import { bridgeOf, type Plug } from './plugs.ts';

/** What a row's places on rails are made of: the rails and plugs of its host, and its own path in ids, as `host1/web`. */
export type Surroundings = {
  readonly rails: readonly Rail[];
  readonly plugs: readonly Plug[];
  /** The host's network stack. */
  readonly host: Stack | undefined;
};

/** Places of a container: what Docker lists, held against the wires that are there, and wires Docker does not list. */
export function containerCells(
  path: string,
  container: Container,
  stack: Stack | undefined,
  around: Surroundings,
): readonly MapCell[] {
  return around.rails.flatMap(rail => {
    const endpoint = container.endpoints.find(({ network }) => network === rail.name);
    if (endpoint === undefined) return stack === undefined ? [] : pluggedCell(path, rail, stack, around);
    if (container.pid === undefined) return [cellOf(path, rail, 'off', endpoint.address)];
    if (stack === undefined) return [cellOf(path, rail, 'wired', endpoint.address)];
    const link = linkOf(stack, endpoint);
    const joint = link !== undefined && isWired(rail, link, around.host) ? 'wired' : 'cut';
    return [cellOf(path, rail, joint, addressNow(endpoint, link))];
  });
}

/** Places of a namespace that Docker knows nothing of. */
export function namespaceCells(path: string, stack: Stack, around: Surroundings): readonly MapCell[] {
  return around.rails.flatMap(rail => pluggedCell(path, rail, stack, around));
}

/** Places of the host itself: the bridge of a network, or a macvlan interface beside those of its containers. */
export function hostCells(path: string, { rails, host }: Surroundings): readonly MapCell[] {
  return rails.flatMap(rail => {
    if (rail.driver === 'macvlan') {
      const shim = host?.links.find(link => isShim(link, rail, host));
      return shim === undefined ? [] : [cellOf(path, rail, 'unlisted', addressIn(shim, rail))];
    }
    if (rail.driver !== 'bridge') return [];
    if (host === undefined) return [cellOf(path, rail, 'wired', undefined)];
    const bridge = bridgeOf(host.links, rail);
    const joint = bridge?.up ? 'wired' : 'cut';
    return [cellOf(path, rail, joint, bridge === undefined ? undefined : addressIn(bridge, rail))];
  });
}

function cellOf(path: string, rail: Rail, joint: Joint, address: string | undefined): MapCell {
  return {
    id: `cell:${path}@${rail.id.replace(/^rail:/, '')}`,
    rail: rail.id,
    joint,
    address,
    hostPart: address === undefined ? undefined : hostPart(address, rail.subnet),
  };
}

/** A place by a wire that nobody but the kernel knows of. */
function pluggedCell(path: string, rail: Rail, stack: Stack, { plugs, host }: Surroundings): MapCell[] {
  if (stack.id === host?.id) return [];
  const plug = plugs.find(({ rail: id, end }) => id === rail.id && end?.stack.id === stack.id);
  if (plug?.end === undefined) return [];
  const joint = isUp(plug.end.link) && isUp(plug.port) ? 'unlisted' : 'cut';
  return [cellOf(path, rail, joint, addressIn(plug.end.link, rail))];
}

/** Whether the wire of an endpoint leads to its network. What could not be read is taken for right. */
function isWired(rail: Rail, link: Link, host: Stack | undefined): boolean {
  if (!isUp(link)) return false;
  if (rail.driver !== 'bridge' || host === undefined) return true;
  const port = host.links.find(
    one => one.kind === 'veth' && one.index === link.peer && one.peer === link.index,
  );
  return port === undefined || (isUp(port) && port.master === bridgeOf(host.links, rail)?.index);
}

function isUp({ up, carrier }: Link): boolean {
  return up && carrier;
}

/** What the container really answers to: Docker's address as long as its interface has it. */
function addressNow({ address }: EndpointSeen, link: Link | undefined): string | undefined {
  if (link === undefined || link.addresses.some(own => own.address === address)) return address;
  return firstIPv4(link)?.address;
}

function addressIn(link: Link, { subnet }: Rail): string | undefined {
  const inside = link.addresses.find(({ address }) => subnet !== undefined && inSubnet(address, subnet));
  return (inside ?? firstIPv4(link))?.address;
}

/** A macvlan interface of the host's own, on the same parent: the one way it reaches its macvlan containers. */
function isShim(
  { kind, peer, addresses }: Link,
  { interface: parent, subnet }: Rail,
  { links }: Stack,
): boolean {
  const on = links.find(({ index }) => index === peer)?.name;
  return (
    kind === 'macvlan' &&
    on === parent &&
    addresses.some(({ address }) => subnet !== undefined && inSubnet(address, subnet))
  );
}
