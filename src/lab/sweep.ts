import type Docker from 'dockerode';
import type { Engine } from '../engine/index.ts';
import { label } from './labels.ts';
import { removeContainer, tolerateGone } from './removal.ts';
import { statusOf } from './status.ts';

/** Something of netdojo's that was removed. */
export type Removed = {
  readonly kind: 'container' | 'network' | 'volume' | 'image';
  /** Its name, or its id where it has none. */
  readonly name: string;
};

/** For how long, in ms, what does not run is left alone: another netdojo may be about to use it. */
const grace = 60_000;

/**
 * Removes what an unclean end left: labelled containers that have not run for a minute, and labelled networks and
 * volumes of labs that have no container. Running hosts end by their own lease and are not touched.
 */
export async function sweep(engine: Pick<Engine, 'docker'>, now = Date.now()): Promise<Removed[]> {
  const { docker } = engine;
  const containers = await labelled(docker, label.version);
  const old = (created: number): boolean => created + grace < now;
  const stale = containers.filter(
    ({ State, Created }) =>
      (State === 'created' || State === 'exited' || State === 'dead') && old(Created * 1000),
  );
  const removed = await removeContainers(docker, stale);
  const alive = new Set(containers.filter(container => !stale.includes(container)).map(labOf));
  const orphaned = ({ lab, created }: Rest): boolean => !alive.has(lab) && old(created);
  return [...removed, ...(await removeRest(docker, label.lab, orphaned))];
}

/** Whether a lab of that id has containers on this engine, running or not. */
export async function hasLab(docker: Docker, id: string): Promise<boolean> {
  return (await labelled(docker, `${label.lab}=${id}`)).length > 0;
}

/** Removes a lab whole, running or not. Nothing happens when it is gone. */
export async function removeLab(docker: Docker, id: string): Promise<Removed[]> {
  const filter = `${label.lab}=${id}`;
  const removed = await removeContainers(docker, await labelled(docker, filter));
  return [...removed, ...(await removeRest(docker, filter, () => true))];
}

/** Removes everything that is netdojo's, images included. Returns what it removed: nothing the second time. */
export async function clean(engine: Pick<Engine, 'docker'>): Promise<Removed[]> {
  const { docker } = engine;
  const removed = await removeContainers(docker, await labelled(docker, label.version));
  removed.push(...(await removeRest(docker, label.version, () => true)));
  const images = await docker.listImages({ filters: { label: [label.version] } });
  // Newest first: an image that others were made from can only go after them, and may go along with the last.
  for (const { Id, RepoTags } of images.sort((one, other) => other.Created - one.Created))
    if (await tolerateGone(docker.getImage(Id).remove({ force: true })))
      removed.push({ kind: 'image', name: RepoTags?.[0] ?? Id });
  return removed;
}

function labelled(docker: Docker, filter: string): Promise<Docker.ContainerInfo[]> {
  return docker.listContainers({ all: true, filters: { label: [filter] } });
}

function labOf({ Labels }: { Labels?: Record<string, string> | null | undefined }): string | undefined {
  return Labels?.[label.lab];
}

async function removeContainers(
  docker: Docker,
  containers: readonly Docker.ContainerInfo[],
): Promise<Removed[]> {
  const outcomes = await Promise.all(
    containers.map(async ({ Id, Names }): Promise<Removed[]> => {
      const gone = await removeContainer(docker, Id);
      return gone ? [{ kind: 'container', name: Names[0]?.replace(/^\//, '') ?? Id }] : [];
    }),
  );
  return outcomes.flat();
}

/** A network or a volume: whose, and when it was made, in ms since the epoch. */
type Rest = { readonly lab: string | undefined; readonly created: number };

/** Removes the networks and volumes with this label that are wanted gone. */
async function removeRest(
  docker: Docker,
  filter: string,
  wanted: (rest: Rest) => boolean,
): Promise<Removed[]> {
  const filters = { label: [filter] };
  const [networks, { Volumes }] = await Promise.all([
    docker.listNetworks({ filters }),
    docker.listVolumes({ filters }),
  ]);
  const removed: Removed[] = [];
  for (const network of networks.filter(found => wanted(restOf(found, found.Created))))
    if (await tolerateBusy(docker.getNetwork(network.Id).remove()))
      removed.push({ kind: 'network', name: network.Name });
  // Docker 20.10 answers null for an empty list.
  for (const volume of (Volumes ?? []).filter(found => wanted(restOf(found, createdAt(found)))))
    if (await tolerateBusy(docker.getVolume(volume.Name).remove()))
      removed.push({ kind: 'volume', name: volume.Name });
  return removed;
}

function restOf(found: { Labels?: Record<string, string> | null | undefined }, created: string): Rest {
  return { lab: labOf(found), created: Date.parse(created) };
}

function createdAt(volume: Docker.VolumeInspectInfo): string {
  return 'CreatedAt' in volume && typeof volume.CreatedAt === 'string' ? volume.CreatedAt : '';
}

/** Like `tolerateGone`, and false too when it is in use (403 network, 409 volume): its container was made just now. */
async function tolerateBusy(removal: Promise<unknown>): Promise<boolean> {
  try {
    return await tolerateGone(removal);
  } catch (error) {
    if (statusOf(error) === 403 || statusOf(error) === 409) return false;
    throw error;
  }
}
