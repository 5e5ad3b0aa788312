import type { ContainerSeen, HostSeen, NetworkSeen } from '../network/index.ts';
import { failing, isObstacle, type Obstacle } from './obstacle.ts';
import type { Scene } from './scene.ts';
import { type Said, said } from './schema/index.ts';
import { isStranger } from './strangers.ts';

type Up = Extract<HostSeen, { daemon: 'up' }>;

/** The host's Docker, or why the check cannot be true without it. */
export async function dockerOf(host: string | undefined, scene: Scene): Promise<Up | Obstacle> {
  const seen = await scene.seen(host);
  if (isObstacle(seen) || seen.daemon === 'up') return seen;
  return daemonDown(seen);
}

/** A stopped or broken daemon is a state of the learner's host, with the sentence it ended with. */
export function daemonDown({ host, lastError, log }: Extract<HostSeen, { daemon: 'down' }>): Obstacle {
  return failing(said('daemon.down', { host, error: lastError ?? said('daemon.no-error') }), {
    command: 'journalctl -u docker',
    output: log.trimEnd().split('\n').slice(-3).join('\n'),
  });
}

export function findContainer(docker: Up, name: string): ContainerSeen | undefined {
  return docker.containers.find(container => container.name === name);
}

export function findNetwork(docker: Up, name: string): NetworkSeen | undefined {
  return docker.networks.find(network => network.name === name);
}

/** A container there is none of, as a sentence. Where just one stranger runs, it is probably the one meant. */
export function absentContainer(
  docker: Up,
  name: string,
  names: ReadonlySet<string> | undefined,
  image?: string,
): Obstacle {
  const strangers = docker.containers.filter(
    container =>
      container.state === 'running' &&
      isStranger(container.name, names) &&
      (image === undefined || plainImage(container.image) === plainImage(image)),
  );
  const [other] = strangers;
  const got =
    other !== undefined && strangers.length === 1
      ? said('container.absent-but', { name, other: other.name })
      : said('container.absent', { name });
  return failing(got, {
    command: "docker ps -a --format '{{.Names}} {{.State}}'",
    output: docker.containers.map(container => `${container.name} ${container.state}`).join('\n'),
  });
}

/** An image's name without what Docker fills in by itself. */
export function plainImage(image: string): string {
  return image
    .replace(/^docker\.io\//, '')
    .replace(/^library\//, '')
    .replace(/:latest$/, '');
}

/** The state a container is in, as a sentence. */
export function stateSaid(container: ContainerSeen): Said {
  const { name, state } = container;
  switch (state) {
    case 'exited':
      return said('container.exited', { name, exit: container.exit });
    case 'running':
    case 'created':
    case 'paused':
      return said(`container.${state}`, { name });
    default:
      return said('container.other-state', { name, state });
  }
}

/** What `docker inspect` would print of its state. */
export function stateEvidence(container: ContainerSeen): { command: string; output: string } {
  return {
    command: `docker inspect -f '{{.State.Status}} {{.State.ExitCode}}' ${container.name}`,
    output: `${container.state} ${container.exit}`,
  };
}

export function absentNetwork(docker: Up, name: string): Obstacle {
  return failing(said('network.absent', { name }), {
    command: "docker network ls --format '{{.Name}}'",
    output: docker.networks.map(network => network.name).join('\n'),
  });
}
