import { nearest, said } from '../probe/schema/index.ts';
import { type Cause, cause, undetermined } from './cause.ts';
import type { EndpointSeen } from './docker.ts';
import { containersOf } from './machines.ts';
import type { Container, NameFiles, Snapshot } from './model.ts';
import { mayNameStrangers, neighboursOn, overlayOf } from './neighbours.ts';
import { inText, outerAddressesOf, type Place, placesOf } from './places.ts';
import { isLoopbackDown, routeTo } from './routing.ts';
import { embeddedServer } from './sockets.ts';

/** What a name comes to where somebody asks for it. */
export type Resolved =
  | { readonly is: 'found'; readonly addresses: readonly string[]; readonly by: 'hosts' | 'docker' | 'lab' }
  | { readonly is: 'not-found'; readonly cause: Cause }
  /**
   * It is asked of a server whose names nobody here knows, or that nobody can hear: `cause` says why that is, or why Docker itself
   * would not know it, as far as it was read.
   */
  | { readonly is: 'asked-on'; readonly server: string; readonly cause: Cause };

/** Resolves a name as the programs of a place would: by its hosts file, then by its name server. */
export function resolveAt(snapshot: Snapshot, from: Place, name: string): Resolved {
  const inFile = hostsEntries(from.files).filter(([, names]) => names.includes(name.toLowerCase()));
  if (inFile.length > 0)
    return { is: 'found', addresses: [...new Set(inFile.map(([address]) => address))], by: 'hosts' };
  const server = serverOf(from.files) ?? dockersServer(from);
  if (server?.startsWith('127.') && from.stack !== undefined && isLoopbackDown(from.stack))
    return { is: 'asked-on', server, cause: cause('loopback-down', { where: inText(from) }) };
  if (server === embeddedServer) {
    const addresses = askDocker(snapshot, from, name);
    if (addresses.length > 0) return { is: 'found', addresses, by: 'docker' };
    const networks = namingEndpoints(from)
      .map(({ network }) => network)
      .filter(network => mayNameStrangers(snapshot, from.machine, network, name));
    if (networks.length > 0)
      return { is: 'asked-on', server, cause: undetermined('swarm', { name, networks }) };
  }
  const why = whyUnknown(snapshot, from, name);
  const upstream = server === embeddedServer ? serverOf(from.machine.files) : server;
  if (upstream === undefined) return { is: 'not-found', cause: why };
  if (!hasWayTo(from, upstream)) return { is: 'not-found', cause: unasked(from, name, upstream, why) };
  const known = namesAt(snapshot, upstream);
  if (known === undefined) return { is: 'asked-on', server: upstream, cause: why };
  const entry = known.find(([, names]) => names.includes(name.toLowerCase()));
  return entry === undefined
    ? { is: 'not-found', cause: why }
    : { is: 'found', addresses: [entry[0]], by: 'lab' };
}

/** Docker asks on from the namespace of who asked: without a route out of it nobody hears the question. */
function hasWayTo({ stack }: Place, server: string): boolean {
  return stack === undefined || routeTo(stack, server).is !== 'none';
}

/** Why a name that would be asked on is not: of one that looks like another's here, that one is still the better reason. */
function unasked({ label }: Place, name: string, server: string, why: Cause): Cause {
  const near = why.params.near;
  const unknown =
    why.id === 'name-unknown' &&
    typeof near === 'object' &&
    'code' in near &&
    near.code === 'cause.near-none';
  return unknown ? cause('server-unreachable', { name, from: label, server }) : why;
}

/** What a name server knows, if it is a machine's own and that is known. */
function namesAt(snapshot: Snapshot, server: string): ReturnType<typeof hostsEntries> | undefined {
  const owner = placesOf(snapshot).find(
    place =>
      (place.at === 'host' || place.at === 'outside') &&
      place.machine.serverNames !== undefined &&
      outerAddressesOf(place).includes(server),
  );
  return owner === undefined
    ? undefined
    : hostsEntries({ hosts: owner.machine.serverNames, resolver: undefined });
}

/** Lines of a hosts file: the address, and its names in lower case. */
export function hostsEntries({ hosts }: NameFiles): readonly (readonly [string, readonly string[]])[] {
  return linesOf(hosts).flatMap(([address, ...names]) =>
    address === undefined || address.includes(':')
      ? []
      : [[address, names.map(one => one.toLowerCase())] as const],
  );
}

/** The first name server of a place; the C library takes the machine's own where none is named. */
export function serverOf({ resolver }: NameFiles): string | undefined {
  if (resolver === undefined) return undefined;
  const [server] = linesOf(resolver).flatMap(([word, value]) =>
    word === 'nameserver' && value !== undefined ? [value] : [],
  );
  return server ?? '127.0.0.1';
}

/** What Docker writes into a container's settings, where they could not be read. */
function dockersServer(from: Place): string | undefined {
  return from.container !== undefined && namingEndpoints(from).length > 0 ? embeddedServer : undefined;
}

function linesOf(text: string | undefined): string[][] {
  return (text ?? '')
    .split('\n')
    .map(line => line.replace(/[#;].*/, '').trim())
    .filter(line => line !== '')
    .map(line => line.split(/\s+/));
}

/** Addresses that Docker's name server gives for a name to a container: of those that share a network with it and run. */
function askDocker(snapshot: Snapshot, from: Place, name: string): string[] {
  const asked = name.toLowerCase().replace(/\.$/, '');
  return namingEndpoints(from).flatMap(({ network, links }) => {
    const linked = links.flatMap(link => {
      const [target = '', alias = target] = link.split(':');
      return alias.toLowerCase() === asked ? [target] : [];
    });
    return neighboursOn(snapshot, from.machine, network).flatMap(({ container, endpoint }) => {
      if (endpoint.address === undefined) return [];
      const known = [...knownAs(container, endpoint), ...(linked.includes(container.name) ? [asked] : [])];
      return known.some(one => one === asked || `${one}.${network.toLowerCase()}` === asked)
        ? [endpoint.address]
        : [];
    });
  });
}

/** Endpoints whose network has names: those of the container itself, or of the one whose stack it shares. */
function namingEndpoints(from: Place): readonly EndpointSeen[] {
  return stackOwner(from)?.endpoints.filter(({ network }) => network !== 'bridge') ?? [];
}

/** The container whose endpoints hold for a place: of those that share a stack only one has any. */
export function stackOwner(from: Place): Container | undefined {
  if (from.container === undefined || from.container.endpoints.some(({ address }) => address !== undefined))
    return from.container;
  return (
    containersOf(from.machine).find(
      one =>
        one.stack !== undefined && one.stack === from.container?.stack && one.endpoints.some(e => e.address),
    ) ?? from.container
  );
}

/** Every name Docker's name server knows a container by on a network, in lower case. */
function knownAs(container: Container, endpoint: EndpointSeen): string[] {
  return [container.name, container.id.slice(0, 12), container.hostname, ...endpoint.names]
    .filter(name => name !== '')
    .map(name => name.toLowerCase());
}

/** Why nobody answers for a name. */
function whyUnknown(snapshot: Snapshot, from: Place, name: string): Cause {
  const wanted = name.toLowerCase();
  const here = containersOf(from.machine);
  const found = here.find(one => one.name.toLowerCase() === wanted);
  const params = { name, from: from.label };
  if (from.at === 'outside' && placesOf(snapshot).some(({ container }) => container?.name === name))
    return cause('name-outside', params);
  if (found === undefined) return unknownName(snapshot, from, name);
  if (found.state !== 'running' && found.state !== 'paused')
    return cause('name-stopped', { ...params, state: found.state });
  if (from.at !== 'container' || from.container?.mode === 'host') return cause('name-of-host', params);
  const own = stackOwner(from);
  const ownNetworks = own?.endpoints.map(({ network }) => network) ?? [];
  if (ownNetworks.every(one => one === 'none')) return cause('none-mode', { name: from.label });
  if (found.mode === 'host') return cause('name-host-mode', params);
  const theirs = stackOwner({ ...from, container: found })?.endpoints.map(({ network }) => network) ?? [];
  const shared = ownNetworks.filter(one => theirs.includes(one));
  const naming = shared.filter(one => one !== 'bridge');
  if (naming.length > 0) return cause('resolver-changed', { ...params, server: serverOf(from.files) ?? '-' });
  if (shared.length > 0 || ownNetworks.every(one => one === 'bridge'))
    return cause('name-default-bridge', params);
  return cause('name-no-shared-network', { ...params, own: ownNetworks, theirs: theirs });
}

/** Why Docker does not answer for a container of another host. */
function notToldOf(from: Place, name: string, { machine, container }: Place): Cause {
  const overlays = namingEndpoints(from).filter(({ network }) => overlayOf(from.machine, network));
  const shared = container?.endpoints.find(({ network }) => overlays.some(own => own.network === network));
  const params = { name, from: from.label };
  if (container === undefined || shared === undefined)
    return cause('name-other-host', { ...params, host: machine.name });
  if (container.state !== 'running' && container.state !== 'paused')
    return cause('name-stopped', { ...params, state: container.state });
  return cause('overlay-apart', {
    network: shared.network,
    from: from.machine.name,
    to: machine.name,
  });
}

function unknownName(snapshot: Snapshot, from: Place, name: string): Cause {
  const wanted = name.toLowerCase();
  const params = { name, from: from.label };
  for (const container of containersOf(from.machine))
    for (const endpoint of container.endpoints)
      if (endpoint.aliases.some(alias => alias.toLowerCase() === wanted))
        return cause('alias-other-network', {
          ...params,
          container: container.name,
          network: endpoint.network,
        });
  const elsewhere = placesOf(snapshot).find(
    ({ container, machine }) => container?.name === name && machine.name !== from.machine.name,
  );
  if (elsewhere !== undefined) return notToldOf(from, name, elsewhere);
  const near = nearest(
    name,
    containersOf(from.machine).map(one => one.name),
  );
  return cause('name-unknown', {
    ...params,
    near: near === undefined ? said('cause.near-none') : said('cause.near', { near }),
  });
}
