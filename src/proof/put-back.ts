import type { LabHost } from '../lab/index.ts';
import { endMadeAgain, makeRemovedAgain, startAllAgain, startEnded } from './containers.ts';
import {
  type Docker,
  differenceBetween,
  type Looking,
  look,
  nameOf,
  networkSection,
  type Picture,
} from './picture.ts';
import { pictureScript, putBackScript, putDockerBackScript } from './put-back-scripts.ts';

type Host = Pick<LabHost, 'docker' | 'exec'>;

/** What a host is put back to. */
export type Origin = {
  readonly picture: Picture;
  /** Ids of the containers of the picture, and of those made again in their place. */
  readonly ids: Set<string>;
};

/**
 * Notes how a lab host is, to put it back to; undefined when its Docker is down. Rejects with what a host that is gone rejects
 * with.
 */
export async function originOf(host: Host, signal: AbortSignal): Promise<Origin | undefined> {
  try {
    const picture = await look(host, { script: pictureScript, as: 'keep' }, signal);
    return { picture, ids: new Set(picture.containers.map(({ Id }) => Id)) };
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED') return undefined;
    throw error;
  }
}

/** Milliseconds between two comparisons, and how many there are: a shim ends a moment after its container is removed. */
const settle = { pause: 150, looks: 5 } as const;

/**
 * Undoes what was done on a host since its origin was noted, as far as it can be undone, and compares. Gives the name of
 * the first section that is not as it was, and then the host is good for nothing more; undefined when all is as it was.
 *
 * What can be undone: containers, networks, volumes, interfaces and named namespaces that came; older containers that ended,
 * were removed, started again or changed networks; Docker's configuration and its daemon; addresses, routes and the state of
 * older interfaces, iptables rules with their counters, sysctls; files that came where lessons leave any. All else (a
 * container or a file below /etc that was written to, any other process that ended or stays) shows in the comparison.
 */
export async function putBack(host: Host, origin: Origin, signal: AbortSignal): Promise<string | undefined> {
  const { containers } = origin.picture;
  try {
    await putDockerBack(host, signal);
    await removeNewcomers(host.docker, origin);
    for (const id of await makeRemovedAgain(host.docker, containers)) origin.ids.add(id);
    await startEnded(host.docker, containers);
    await endMadeAgain(host.docker, containers);
    if ((await undone(host, origin, signal, mayComeRight)) === undefined) return undefined;
    for (const id of await startAllAgain(host.docker, containers)) origin.ids.add(id);
    return await undone(host, origin, signal, () => true);
  } catch (error) {
    // A Docker that was stopped, or refuses what is asked of it: not as it was. A host that is gone shows at the next use.
    signal.throwIfAborted();
    return `put-back: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** Whether waiting may put a difference right; a container that is another than it was stays so until it is started again. */
function mayComeRight(difference: string): boolean {
  return !/^(container|network|stack of) /.test(difference);
}

/** Undoes what is not Docker's, and compares until all is as it was or stays otherwise. */
async function undone(
  host: Host,
  { picture, ids }: Origin,
  signal: AbortSignal,
  worthWaiting: (difference: string) => boolean,
): Promise<string | undefined> {
  const old = new Set(picture.containers.map(({ Id }) => Id));
  const made = (await host.docker.listContainers()).filter(({ Id }) => ids.has(Id) && !old.has(Id));
  const names = made.flatMap(({ Names }) => Names.map(Name => nameOf({ Name })));
  let looking: Looking = { script: putBackScript, env: [`MADE= ${names.join(' ')} `] };
  for (let looks = 1; ; looks++) {
    const { sections } = await look(host, looking, signal);
    const difference = differenceBetween(picture.sections, sections);
    if (difference === undefined || looks === settle.looks || !worthWaiting(difference)) return difference;
    await new Promise(resolve => setTimeout(resolve, settle.pause));
    looking = { script: pictureScript };
  }
}

async function putDockerBack(host: Host, signal: AbortSignal): Promise<void> {
  const { exitCode, stderr } = await host.exec(['sh', '-c', putDockerBackScript], { signal });
  if (exitCode !== 0) throw new Error(stderr.trim() || `exit code ${exitCode}`);
}

async function removeNewcomers(docker: Docker, { picture, ids }: Origin): Promise<void> {
  const now = await docker.listContainers({ all: true });
  await Promise.all(
    now
      .filter(({ Id }) => !ids.has(Id))
      .map(({ Id }) => docker.getContainer(Id).remove({ force: true, v: true })),
  );
  const known = new Map(picture.containers.map(one => [nameOf(one), one.NetworkSettings.Networks]));
  for (const { Id, Names, NetworkSettings } of now.filter(one => ids.has(one.Id))) {
    // A container that others link to goes by their names for it as well, `/shop/store`.
    const before = Names.map(Name => known.get(nameOf({ Name }))).find(one => one !== undefined) ?? {};
    for (const [name, { NetworkID }] of Object.entries(NetworkSettings.Networks))
      if (!(name in before)) await docker.getNetwork(NetworkID).disconnect({ Container: Id });
  }
  const networks = await docker.listNetworks();
  for (const network of networks)
    if (!picture.sections.has(networkSection(network))) await docker.getNetwork(network.Id).remove();
  const { Volumes } = await docker.listVolumes();
  const volumes = new Set(picture.sections.get('volumes')?.split('\n'));
  for (const { Name } of Volumes ?? []) if (!volumes.has(Name)) await docker.getVolume(Name).remove();
}
