import {
  bridgeInterface,
  type ContainerSeen,
  type EndpointSeen,
  type NetworkSeen,
  namespaceOwner,
} from '../network/index.ts';
import { addressesOf, isAddress } from './kinds/ip.ts';
import {
  absentContainer,
  absentNetwork,
  dockerOf,
  findContainer,
  findNetwork,
  stateEvidence,
  stateSaid,
} from './lookup.ts';
import { failing, isObstacle, type Obstacle, unmeasured } from './obstacle.ts';
import { openScene, type Scene } from './scene.ts';
import {
  fillPlaceholders,
  type Place,
  type Placeholder,
  parsePlace,
  placeholders,
  said,
  splitHost,
} from './schema/index.ts';
import type { ResolvePlaceholders } from './types.ts';

/** Fills the placeholders of a text, if there is one. The first that has no value now is the obstacle. */
export async function fill(text: string, scene: Scene): Promise<{ readonly text: string } | Obstacle>;
export async function fill(
  text: string | undefined,
  scene: Scene,
): Promise<{ readonly text: string | undefined } | Obstacle>;
export async function fill(
  text: string | undefined,
  scene: Scene,
): Promise<{ readonly text: string | undefined } | Obstacle> {
  if (text === undefined) return { text };
  const values = new Map<string, string>();
  for (const placeholder of placeholders(text)) {
    const value = await currentValue(placeholder, scene);
    if (isObstacle(value)) return value;
    values.set(placeholder.text, value.value);
  }
  return { text: fillPlaceholders(text, ({ text: written }) => values.get(written) ?? written) };
}

/** The same for several texts. */
export async function fillAll(
  texts: readonly string[],
  scene: Scene,
): Promise<{ readonly texts: readonly string[] } | Obstacle> {
  const filled: string[] = [];
  for (const text of texts) {
    const one = await fill(text, scene);
    if (isObstacle(one)) return one;
    filled.push(one.text);
  }
  return { texts: filled };
}

/** Fills placeholders from the live lab. Those without a value stay as written and are listed in `unknown`. */
export const resolvePlaceholders: ResolvePlaceholders = async (text, context) => {
  const found = placeholders(text);
  if (found.length === 0) return { text, unknown: [] };
  const scene = openScene(context, new AbortController().signal);
  const values = new Map<string, string>();
  for (const placeholder of found) {
    const value = await currentValue(placeholder, scene);
    if (!isObstacle(value)) values.set(placeholder.text, value.value);
  }
  const unknown = [...new Set(found.map(({ text: written }) => written))].filter(
    written => !values.has(written),
  );
  return { text: fillPlaceholders(text, ({ text: written }) => values.get(written) ?? written), unknown };
};

/** The number of a port that may be written as a placeholder. */
export async function fillPort(
  port: number | string,
  scene: Scene,
): Promise<{ readonly port: number } | Obstacle> {
  if (typeof port === 'number') return { port };
  const filled = await fill(port, scene);
  return isObstacle(filled) ? filled : { port: Number(filled.text) };
}

type Value = { readonly value: string };

async function currentValue(placeholder: Placeholder, scene: Scene): Promise<Value | Obstacle> {
  const { kind, of } = placeholder;
  if (kind === 'seen') {
    const value = scene.context.seen[of];
    return value === undefined ? unmeasured('seen', { key: of }) : { value };
  }
  const place = parsePlace(of);
  if (kind === 'ip' && (place.at === 'host' || place.at === 'outside')) return machineAddress(place, scene);
  const { host, name } = splitHost(of);
  const docker = await dockerOf(host, scene);
  if (isObstacle(docker)) return docker;
  if (kind === 'ip' || kind === 'mac' || kind === 'veth' || kind === 'port') {
    const container = findContainer(docker, name);
    if (container === undefined) return absentContainer(docker, name, scene.context.names);
    if (placeholder.port !== undefined) return publishedPort(container, placeholder.port);
    const owner = networkOwner(container, docker.containers);
    return kind === 'veth'
      ? await hostEnd(owner, placeholder.on, { host, networks: docker.networks, scene })
      : endpointValue(kind === 'mac' ? 'mac' : 'ip', owner, placeholder.on);
  }
  const network = findNetwork(docker, name);
  if (network === undefined) {
    const container = kind === 'id' ? findContainer(docker, name) : undefined;
    return container === undefined ? absentNetwork(docker, name) : { value: container.id.slice(0, 12) };
  }
  const value = {
    gateway: network.gateway,
    subnet: network.subnet,
    if: bridgeInterface(network),
    id: network.id.slice(0, 12),
  }[kind];
  return value === undefined
    ? failing(said('network.no-value', { name, what: said(`value.word.${kind}`) }))
    : { value };
}

/** The address of a lab host on its uplink, or of the machine beyond it. */
async function machineAddress(
  { at, host }: Extract<Place, { at: 'host' | 'outside' }>,
  scene: Scene,
): Promise<Value | Obstacle> {
  const addresses = await scene.addresses(host);
  if (isObstacle(addresses)) return addresses;
  const value = addresses[at];
  return value === undefined ? unmeasured('no-address', { where: said(`place.${at}`) }) : { value };
}

/** The host port that a port of a container is published on. */
function publishedPort(
  container: ContainerSeen,
  { number, protocol }: NonNullable<Placeholder['port']>,
): Value | Obstacle {
  const found = container.published.find(one => one.port === number && one.protocol === protocol);
  if (found !== undefined) return { value: String(found.hostPort) };
  if (container.state !== 'running') return failing(stateSaid(container), stateEvidence(container));
  return failing(said('container.not-published', { name: container.name, port: `${number}/${protocol}` }), {
    command: `docker port ${container.name}`,
    output: container.published
      .map(one => `${one.port}/${one.protocol} -> ${one.address}:${one.hostPort}`)
      .join('\n'),
  });
}

/** A container that shares another's network stack has that one's addresses. */
function networkOwner(container: ContainerSeen, all: readonly ContainerSeen[]): ContainerSeen {
  return namespaceOwner(container, all) ?? container;
}

/**
 * The host's end of a container's veth pair. Each end knows the number of the other, and only the numbers tell: the names after
 * `@` are made up by `ip`, and on engine 28 every container's eth0 has the same number.
 */
async function hostEnd(
  container: ContainerSeen,
  on: string | undefined,
  at: { host: string | undefined; networks: readonly NetworkSeen[]; scene: Scene },
): Promise<Value | Obstacle> {
  const address = endpointValue('ip', container, on);
  if (isObstacle(address)) return address;
  const inside = await at.scene.links(at.host, container.pid);
  if (isObstacle(inside)) return inside;
  const outside = await at.scene.links(at.host);
  if (isObstacle(outside)) return outside;
  const { network } = endpointOf(container, on) ?? {};
  // The interface of a macvlan network has a number of that kind as well: its parent's.
  const bridged = at.networks.some(({ name, driver }) => name === network && driver === 'bridge');
  const end = inside.rows.find(each => addressesOf(each).some(one => isAddress(one, address.value)));
  const peer = outside.rows.find(
    each => bridged && end?.link_index === each.ifindex && each.link_index === end.ifindex,
  );
  return peer === undefined
    ? failing(said('container.no-veth', { name: container.name }))
    : { value: peer.ifname };
}

function endpointOf(container: ContainerSeen, on: string | undefined): EndpointSeen | undefined {
  return on === undefined
    ? mainEndpoint(container)
    : container.endpoints.find(({ network }) => network === on);
}

function endpointValue(
  kind: 'ip' | 'mac',
  container: ContainerSeen,
  on: string | undefined,
): Value | Obstacle {
  const endpoint = endpointOf(container, on);
  const value = kind === 'ip' ? endpoint?.address : endpoint?.mac;
  if (value !== undefined) return { value };
  if (container.state !== 'running') return failing(stateSaid(container), stateEvidence(container));
  if (on !== undefined && endpoint === undefined)
    return failing(
      said('membership.not-attached', {
        container: container.name,
        network: on,
        others: otherNetworks(container),
      }),
    );
  return failing(said('membership.no-address', { container: container.name }));
}

/** The network it was started on; when it has left that one, the first by name with an address. */
function mainEndpoint(container: ContainerSeen): EndpointSeen | undefined {
  const addressed = container.endpoints
    .filter(endpoint => endpoint.address !== undefined)
    .sort((a, b) => (a.network < b.network ? -1 : 1));
  return addressed.find(endpoint => endpoint.network === container.mode) ?? addressed[0];
}

/** The networks a container is on, for a sentence. */
export function otherNetworks(container: ContainerSeen): string[] | ReturnType<typeof said> {
  const names = container.endpoints.map(endpoint => endpoint.network).sort();
  return names.length > 0 ? names : said('value.none');
}
