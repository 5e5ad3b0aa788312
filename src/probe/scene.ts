import type { LabHost } from '../lab/index.ts';
import { type ContainerSeen, type HostSeen, type Snapshot, snapshot } from '../network/index.ts';
import { ask } from './ask.ts';
import { namesFile } from './host-reader.ts';
import { type Link, linksOf } from './kinds/ip.ts';
import { isObstacle, type Obstacle, unmeasured } from './obstacle.ts';
import { steady } from './steady.ts';
import type { ProbeContext } from './types.ts';
import { lookAt, lookAtContainer } from './view.ts';
import { viewOfLab } from './view-of.ts';

export type Addresses = { readonly [At in 'host' | 'outside']: string | undefined };

/** What the probes of one round look at: each host's Docker is read at most once. */
export type Scene = {
  readonly context: ProbeContext;
  /** A lab host; undefined stands for the first one. */
  host(name: string | undefined): LabHost | Obstacle;
  /** What its Docker shows. */
  seen(name: string | undefined): Promise<HostSeen | Obstacle>;
  /** The address of a host on its uplink, and of the machine beyond it. */
  addresses(name: string | undefined): Promise<Addresses | Obstacle>;
  /** The network of all hosts, as it was read once for this scene. */
  network(): Promise<Snapshot>;
  /** The interfaces of a host, or of the namespace one of its processes is in. */
  links(name: string | undefined, pid?: number): Promise<{ readonly rows: readonly Link[] } | Obstacle>;
  /** One of its containers, once it has stayed up for a moment. See `steady.ts`. */
  steady(
    name: string | undefined,
    container: ContainerSeen,
    signal: AbortSignal,
  ): Promise<ContainerSeen | Obstacle | undefined>;
};

/** Opens a scene on the lab as it is from now on. `signal` ends its reads. */
export function openScene(context: ProbeContext, signal: AbortSignal): Scene {
  const looks = new Map<string, Promise<HostSeen | Obstacle>>();
  let network: Promise<Snapshot> | undefined;
  const host = (name: string | undefined): LabHost | Obstacle => {
    const [first] = context.hosts.values();
    const found = name === undefined ? first : context.hosts.get(name);
    return found ?? unmeasured('no-host', { host: name ?? '' });
  };
  return {
    context,
    host,
    async seen(name) {
      const found = host(name);
      if (isObstacle(found)) return found;
      const earlier = looks.get(found.name);
      if (earlier !== undefined) return await earlier;
      const look = lookAt(found, signal);
      looks.set(found.name, look);
      return await look;
    },
    async addresses(name) {
      const found = host(name);
      if (isObstacle(found)) return found;
      const file = await ask(found, 'read', { root: 'host', path: namesFile }, signal);
      if (isObstacle(file)) return file;
      const lines = file.is === 'file' ? file.text.split('\n') : [];
      const addressOf = (machine: string) => lines.find(line => line.endsWith(` ${machine}`))?.split(' ')[0];
      return { host: addressOf(found.name), outside: addressOf('outside') };
    },
    network() {
      network ??= snapshot(viewOfLab(context, signal).readers);
      return network;
    },
    async links(name, pid) {
      const found = host(name);
      if (isObstacle(found)) return found;
      return await linksOf({ host: found, ns: pid === undefined ? 'host' : { pid } }, signal);
    },
    async steady(name, container, own) {
      const found = host(name);
      if (isObstacle(found)) return found;
      return await steady(container, found, () => lookAtContainer(found, container.id, own), own);
    },
  };
}
