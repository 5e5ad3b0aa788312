import type { Namespace, Questions } from '../lab/index.ts';
import type { ContainerSeen, HostSeen } from '../network/index.ts';
import { ask } from './ask.ts';
import { isObstacle, type Obstacle } from './obstacle.ts';
import type { Lookup } from './reach.ts';
import { fill } from './resolve.ts';
import type { Scene } from './scene.ts';
import { isName } from './schema/index.ts';
import type { Source } from './source.ts';

/** What a `to` came to: an address, by a look-up where it is a name. */
export type Target = {
  /** Without placeholders. */
  readonly written: string;
  /** Absent when the name has no address. */
  readonly address: string | undefined;
  readonly lookup: Lookup | undefined;
};

/** Finds the address of a `to`, as the programs at the source would. */
export async function aim(
  to: string,
  source: Source,
  scene: Scene,
  signal: AbortSignal,
): Promise<Target | Obstacle> {
  const filled = await fill(to, scene);
  if (isObstacle(filled)) return filled;
  const written = filled.text;
  if (!isName(written)) return { written, address: written, lookup: undefined };
  const lookup = await lookUp(written, source, signal);
  if (isObstacle(lookup)) return lookup;
  return { written, address: lookup.addresses[0], lookup };
}

/** Asks for a name with the hosts file and the resolver that hold at the source. */
export async function lookUp(name: string, source: Source, signal: AbortSignal): Promise<Lookup | Obstacle> {
  const answer = await ask(source.host, 'resolve', { ns: source.ns, root: source.root, name }, signal);
  return isObstacle(answer) ? answer : { name, ...answer };
}

/**
 * The namespace whose listen queue an attempt at this address ends in, where it is known: a running container's, or
 * the host's own for a gateway. Reads Docker only if it answers.
 */
async function namespaceAt(
  address: string,
  port: number,
  source: Source,
  scene: Scene,
): Promise<Namespace | undefined> {
  const docker = await scene.seen(source.host.name);
  if (isObstacle(docker) || docker.daemon === 'down') return undefined;
  return ownerOf(address, port, docker);
}

function ownerOf(
  address: string,
  port: number,
  docker: Extract<HostSeen, { daemon: 'up' }>,
): Namespace | undefined {
  const at = (container: ContainerSeen | undefined) =>
    container?.pid === undefined ? undefined : { pid: container.pid };
  const owner = docker.containers.find(container => container.endpoints.some(e => e.address === address));
  if (owner !== undefined) return at(owner);
  const published = docker.containers.find(container =>
    container.published.some(one => one.hostPort === port),
  );
  if (published !== undefined) return at(published);
  return docker.networks.some(network => network.gateway === address) ? 'host' : undefined;
}

/** One question of up to three connects. */
export async function connect(
  source: Source,
  address: string,
  port: number,
  scene: Scene,
  signal: AbortSignal,
): Promise<(Questions['connect']['answer'] & { readonly watched: boolean }) | Obstacle> {
  const targetNs = await namespaceAt(address, port, source, scene);
  const question = { ns: source.ns, address, port };
  const answer = await ask(
    source.host,
    'connect',
    targetNs === undefined ? question : { ...question, targetNs },
    signal,
  );
  return isObstacle(answer) ? answer : { ...answer, watched: targetNs !== undefined };
}
