import { EnvironmentError } from '../engine/index.ts';
import type { LabHost } from '../lab/index.ts';
import {
  type ContainerSeen,
  containerSeen,
  type HostSeen,
  networkSeen,
  type RawNetwork,
} from '../network/index.ts';
import { ask } from './ask.ts';
import { lastDaemonError } from './daemon-log.ts';
import { isObstacle, type Obstacle, unmeasured } from './obstacle.ts';
import { unlessAborted } from './patience.ts';

/** A daemon that is starting answers late; one that was stopped with SIGSTOP never does. Milliseconds. */
const patience = 3_000;

/** Where the lab host's Docker daemon writes its log. */
const daemonLog = '/var/log/docker.log';

/**
 * Looks at a host's Docker once: its containers, each inspected, and its networks. Docker being down is a reading.
 * Rejects with an AbortError when the signal fires and with an EnvironmentError when the host is gone.
 */
export async function lookAt(host: LabHost, signal: AbortSignal): Promise<HostSeen | Obstacle> {
  const late = AbortSignal.timeout(patience);
  try {
    return await inspectAll(host, AbortSignal.any([signal, late]));
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof EnvironmentError) throw error;
    if (late.aborted) return unmeasured('docker-silent', { host: host.name, seconds: patience / 1_000 });
    // The probing process answers although Docker doesn't: the host lives, its daemon is down.
    const log = await readLog(host, signal);
    if (isObstacle(log)) return log;
    if (statusOf(error) !== undefined)
      return unmeasured('docker', { host: host.name, message: String(error) });
    return { daemon: 'down', host: host.name, lastError: lastDaemonError(log.text), log: log.text };
  }
}

/** The containers and networks of a Docker, but for those with a label. Rejects as its client does. */
export async function inspectAll(
  host: Pick<LabHost, 'name' | 'docker'>,
  signal: AbortSignal,
  without?: string,
): Promise<Extract<HostSeen, { daemon: 'up' }>> {
  const meant = ({ Labels }: { Labels?: Readonly<Record<string, string>> | undefined }): boolean =>
    without === undefined || Labels?.[without] === undefined;
  const [listed, networks] = await Promise.all([
    host.docker.listContainers({ all: true, abortSignal: signal }),
    host.docker.listNetworks({ abortSignal: signal }),
  ]);
  const [containers, inspected] = await Promise.all([
    Promise.all(
      listed.filter(meant).map(async ({ Id }) => {
        // Undefined: removed between the list and the look.
        const seen = await inspectContainer(host, Id, signal);
        return seen === undefined ? [] : [seen];
      }),
    ),
    Promise.all(networks.filter(meant).map(network => withPeers(host, network, signal))),
  ]);
  return {
    daemon: 'up',
    host: host.name,
    containers: containers.flat(),
    // In the order of `docker network ls`.
    networks: inspected
      .map(networkSeen)
      .sort((a, b) => a.name.localeCompare(b.name, 'en', { numeric: true })),
  };
}

/** A network of the list; one of a swarm says which hosts are on it only where it is asked for alone. */
async function withPeers(
  host: Pick<LabHost, 'docker'>,
  network: RawNetwork,
  signal: AbortSignal,
): Promise<RawNetwork> {
  if (network.Driver !== 'overlay') return network;
  try {
    return await unlessAborted(host.docker.getNetwork(network.Id).inspect(), signal);
  } catch (error) {
    // Removed between the list and the look.
    if (statusOf(error) === 404) return network;
    throw error;
  }
}

async function inspectContainer(
  host: Pick<LabHost, 'docker'>,
  id: string,
  signal: AbortSignal,
): Promise<ContainerSeen | undefined> {
  try {
    return containerSeen(await host.docker.getContainer(id).inspect({ abortSignal: signal }));
  } catch (error) {
    if (statusOf(error) === 404) return undefined;
    throw error;
  }
}

/** One container again; undefined when it is gone. Rejects as `lookAt` does. */
export async function lookAtContainer(
  host: LabHost,
  id: string,
  signal: AbortSignal,
): Promise<ContainerSeen | Obstacle | undefined> {
  try {
    return await inspectContainer(host, id, signal);
  } catch (error) {
    return unanswered(error, host, signal);
  }
}

/** Id of an image by any of its names; undefined when the host has none of that name. */
export async function imageId(
  host: LabHost,
  image: string,
  signal: AbortSignal,
): Promise<{ readonly id: string | undefined } | Obstacle> {
  try {
    return { id: (await host.docker.getImage(image).inspect()).Id };
  } catch (error) {
    return statusOf(error) === 404 ? { id: undefined } : unanswered(error, host, signal);
  }
}

/** A single question that Docker did not answer. Throws as `lookAt` rejects. */
function unanswered(error: unknown, host: LabHost, signal: AbortSignal): Obstacle {
  signal.throwIfAborted();
  if (error instanceof EnvironmentError) throw error;
  return unmeasured('docker', { host: host.name, message: String(error) });
}

/** The status Docker answered with; undefined when it did not answer. */
function statusOf(error: unknown): number | undefined {
  if (!(error instanceof Error) || !('statusCode' in error)) return undefined;
  return typeof error.statusCode === 'number' ? error.statusCode : undefined;
}

async function readLog(host: LabHost, signal: AbortSignal): Promise<{ text: string } | Obstacle> {
  const answer = await ask(
    host,
    'run',
    { ns: 'host', argv: ['tail', '-n', '200', daemonLog], deadlineMs: 1_000 },
    signal,
  );
  return isObstacle(answer) ? answer : { text: answer.stdout };
}
