import type { LabHost } from '../lab/index.ts';
import { pictureScript, putBackScript } from './put-back-scripts.ts';

/**
 * Everything of a lab host that a lesson's probes could tell apart, as text by section: what its Docker has, down to each
 * container's process id and start, and what its kernel and its disk have.
 */
export type Picture = ReadonlyMap<string, string>;

type Host = Pick<LabHost, 'docker' | 'exec'>;

/** What a look at a container may change by itself, and nobody asks about. */
const volatile = new Set(['ExecIDs', 'Created', 'LastTagTime']);

/** Takes the picture of a lab host that it is put back to. Rejects with what a host that is gone rejects with. */
export function takePicture(host: Host, signal: AbortSignal): Promise<Picture> {
  return look(host, 'keep', signal);
}

async function look(host: Host, how: 'keep' | 'look', signal: AbortSignal): Promise<Picture> {
  const docker = await dockerSections(host);
  const { stdout } = await host.exec(['sh', '-c', pictureScript, 'picture', how, ...pidsIn(docker)], {
    signal,
  });
  return new Map([...docker, ...sectionsOf(stdout)]);
}

/** Milliseconds between two comparisons, and how many there are: a shim ends a moment after its container is removed. */
const settle = { pause: 150, looks: 5 } as const;

/**
 * Undoes what was done on a host since the picture was taken, as far as it can be undone, and compares. Gives the name of
 * the first section that is not as it was, and then the host is good for nothing more; undefined when all is as it was.
 *
 * What can be undone: containers, networks, volumes, interfaces and named namespaces that came, connections of older
 * containers, iptables rules with their counters, sysctls, files that came below /tmp and /root. All else (a container that
 * stopped, moved or was written to, a route, a file below /etc, a daemon or any other process that ended, or one that stays)
 * shows in the comparison.
 */
export async function putBack(host: Host, before: Picture, signal: AbortSignal): Promise<string | undefined> {
  try {
    await removeNewcomers(host.docker, before);
    const { exitCode } = await host.exec(['sh', '-c', putBackScript], { signal });
    if (exitCode !== 0) return 'put-back';
    for (let looks = 1; ; looks++) {
      const difference = differenceBetween(before, await look(host, 'look', signal));
      if (difference === undefined || looks === settle.looks) return difference;
      await new Promise(resolve => setTimeout(resolve, settle.pause));
    }
  } catch (error) {
    // A Docker that was stopped, or refuses what is asked of it: not as it was. A host that is gone shows at the next use.
    signal.throwIfAborted();
    return `put-back: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** Name of the first section in which two pictures differ. Pure. */
export function differenceBetween(before: Picture, after: Picture): string | undefined {
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names].find(name => before.get(name) !== after.get(name));
}

async function dockerSections({ docker }: Host): Promise<Picture> {
  const [containers, networks, { Volumes }, images] = await Promise.all([
    docker.listContainers({ all: true }),
    docker.listNetworks(),
    docker.listVolumes(),
    docker.listImages({ all: true }),
  ]);
  const inspected = await Promise.all([
    ...containers.map(
      async ({ Id }) => [`container ${Id}`, await docker.getContainer(Id).inspect()] as const,
    ),
    ...networks.map(async ({ Id }) => [`network ${Id}`, await docker.getNetwork(Id).inspect()] as const),
  ]);
  return new Map([
    ...inspected.map(([name, value]) => [name, plain(value)] as const).sort(([a], [b]) => (a < b ? -1 : 1)),
    // Docker 20.10 answers null for an empty list.
    ['volumes', lines((Volumes ?? []).map(({ Name }) => Name))],
    ['images', lines(images.map(({ Id, RepoTags }) => `${Id} ${RepoTags?.join(' ') ?? ''}`))],
  ]);
}

function lines(words: readonly string[]): string {
  return [...words].sort().join('\n');
}

/** As JSON with its keys in order. */
function plain(value: unknown): string {
  return JSON.stringify(value, (key, inner: unknown) => {
    if (volatile.has(key)) return undefined;
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

/** Process ids of the containers that run: their namespaces are looked into. */
function pidsIn(docker: Picture): string[] {
  return [...docker]
    .filter(([name]) => name.startsWith('container '))
    .map(([, json]) => /"Pid":(\d+)/.exec(json)?.[1] ?? '0')
    .filter(pid => pid !== '0');
}

/** What the script prints: a line `\u0001NAME` begins each section. */
function sectionsOf(output: string): [string, string][] {
  return output
    .split('\u0001')
    .slice(1)
    .map(section => {
      const end = section.indexOf('\n');
      return [section.slice(0, end), section.slice(end + 1)];
    });
}

async function removeNewcomers(docker: LabHost['docker'], before: Picture): Promise<void> {
  const containers = await docker.listContainers({ all: true });
  const known = ({ Id }: { Id: string }) => before.has(`container ${Id}`);
  await Promise.all(
    containers
      .filter(container => !known(container))
      .map(({ Id }) => docker.getContainer(Id).remove({ force: true, v: true })),
  );
  for (const { Id, NetworkSettings } of containers.filter(known))
    for (const { NetworkID } of Object.values(NetworkSettings.Networks))
      if (before.get(`container ${Id}`)?.includes(NetworkID) !== true)
        await docker.getNetwork(NetworkID).disconnect({ Container: Id });
  const networks = await docker.listNetworks();
  for (const { Id } of networks) if (!before.has(`network ${Id}`)) await docker.getNetwork(Id).remove();
  const { Volumes } = await docker.listVolumes();
  const volumes = new Set(before.get('volumes')?.split('\n'));
  for (const { Name } of Volumes ?? []) if (!volumes.has(Name)) await docker.getVolume(Name).remove();
}
