import type Docker from 'dockerode';
import type { LabHost } from '../lab/index.ts';
import { pictureScript, putBackScript, putDockerBackScript } from './put-back-scripts.ts';
import { startAllAgain, startEnded } from './start-again.ts';

/**
 * Everything of a lab host that a lesson's probes could tell apart, as text by section: what its Docker has, and what its
 * kernel and its disk have. What is drawn anew at every start of a container is left out: process ids, names of its veth,
 * MAC addresses, times.
 */
export type Picture = {
  readonly sections: ReadonlyMap<string, string>;
  /** The containers, in no order. */
  readonly containers: readonly Docker.ContainerInspectInfo[];
};

type Host = Pick<LabHost, 'docker' | 'exec'>;

/**
 * What a look at a container may change by itself and nobody asks about, and what every start draws anew. A network keeps its
 * pools for life; after a restart dockerd tells the gateway it had chosen among them as well (26.1).
 */
const volatile = new Set([
  ...['ExecIDs', 'Created', 'LastTagTime', 'IPAM'],
  ...['Pid', 'StartedAt', 'FinishedAt', 'SandboxID', 'SandboxKey', 'EndpointID', 'MacAddress'],
]);

/**
 * Takes the picture of a lab host that it is put back to; none of one whose Docker is down. Rejects with what a host that is
 * gone rejects with.
 */
export async function takePicture(host: Host, signal: AbortSignal): Promise<Picture | undefined> {
  try {
    return await look(host, 'keep', signal);
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED') return undefined;
    throw error;
  }
}

async function look(host: Host, how: 'keep' | 'look', signal: AbortSignal): Promise<Picture> {
  const { docker } = host;
  const [containers, networks, { Volumes }, images] = await Promise.all([
    inspectAll(docker),
    docker.listNetworks(),
    docker.listVolumes(),
    docker.listImages({ all: true }),
  ]);
  const inspected = await Promise.all(networks.map(({ Id }) => docker.getNetwork(Id).inspect()));
  const { stdout } = await host.exec(['sh', '-c', pictureScript, 'picture', how, ...running(containers)], {
    signal,
  });
  const plain = plainWith(networks);
  const sections = [
    ...containers.map(one => [`container ${one.Id}`, plain(one)] as const),
    ...inspected.map(one => [networkSection(one), plain(one)] as const),
    // Docker 20.10 answers null for an empty list.
    ['volumes', lines((Volumes ?? []).map(({ Name }) => Name))] as const,
    ['images', lines(images.map(({ Id, RepoTags }) => `${Id} ${RepoTags?.join(' ') ?? ''}`))] as const,
    ...sectionsOf(stdout),
  ];
  return { sections: new Map(sections), containers };
}

async function inspectAll(docker: Docker): Promise<readonly Docker.ContainerInspectInfo[]> {
  const containers = await docker.listContainers({ all: true });
  return Promise.all(containers.map(({ Id }) => docker.getContainer(Id).inspect()));
}

/** Milliseconds between two comparisons, and how many there are: a shim ends a moment after its container is removed. */
const settle = { pause: 150, looks: 5 } as const;

/**
 * Undoes what was done on a host since the picture was taken, as far as it can be undone, and compares. Gives the name of
 * the first section that is not as it was, and then the host is good for nothing more; undefined when all is as it was.
 *
 * What can be undone: containers, networks, volumes, interfaces and named namespaces that came; older containers that ended,
 * were started again or changed networks; Docker's configuration and its daemon; addresses, routes and the state of older
 * interfaces, iptables rules with their counters, sysctls; files that came where lessons leave any. All else (a container that
 * was removed or written to, another file below /etc, any other process that ended or stays) shows in the comparison.
 */
export async function putBack(host: Host, before: Picture, signal: AbortSignal): Promise<string | undefined> {
  try {
    await script(host, putDockerBackScript, [], signal);
    await removeNewcomers(host.docker, before);
    await startEnded(host.docker, before.containers);
    if ((await undone(host, before, signal, mayComeRight)) === undefined) return undefined;
    await startAllAgain(host.docker, before.containers);
    return await undone(host, before, signal, () => true);
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
  before: Picture,
  signal: AbortSignal,
  worthWaiting: (difference: string) => boolean,
): Promise<string | undefined> {
  await script(host, putBackScript, running(await inspectAll(host.docker)), signal);
  for (let looks = 1; ; looks++) {
    const { sections } = await look(host, 'look', signal);
    const difference = differenceBetween(before.sections, sections);
    if (difference === undefined || looks === settle.looks || !worthWaiting(difference)) return difference;
    await new Promise(resolve => setTimeout(resolve, settle.pause));
  }
}

async function script(
  host: Host,
  text: string,
  words: readonly string[],
  signal: AbortSignal,
): Promise<void> {
  const { exitCode, stderr } = await host.exec(['sh', '-c', text, 'put-back', ...words], { signal });
  if (exitCode !== 0) throw new Error(stderr.trim() || `exit code ${exitCode}`);
}

/** Name of the first section in which two pictures differ. Pure. */
export function differenceBetween(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): string | undefined {
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names].find(name => before.get(name) !== after.get(name));
}

function lines(words: readonly string[]): string {
  return [...words].sort().join('\n');
}

/** Docker's own networks: they are made again, with other ids, whenever dockerd starts, and nobody can remove them. */
const predefined = new Set(['bridge', 'host', 'none']);

type Network = { readonly Id: string; readonly Name: string };

function networkSection({ Id, Name }: Network): string {
  return `network ${predefined.has(Name) ? Name : Id}`;
}

/** Gives what writes an answer of Docker as JSON with its keys in order. */
function plainWith(networks: readonly Network[]): (value: unknown) => string {
  const names = new Map(networks.filter(({ Name }) => predefined.has(Name)).map(one => [one.Id, one.Name]));
  return value =>
    JSON.stringify(value, (key, inner: unknown) => {
      if (volatile.has(key)) return undefined;
      if (typeof inner === 'string') return names.get(inner) ?? inner;
      if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner;
      return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)));
    });
}

/** NAME=PID of each container that runs. */
function running(containers: readonly Docker.ContainerInspectInfo[]): string[] {
  return containers
    .filter(({ State }) => State.Running)
    .map(({ Name, State }) => `${Name.slice(1)}=${State.Pid}`)
    .sort();
}

/** Sections whose lines are in the order in which things came, which is none of their own. */
const unordered = /^(links|addresses|routes|sysctls|forwarding-database)$/;

/** What the script prints: a line `\u0001NAME` begins each section. */
function sectionsOf(output: string): [string, string][] {
  return output
    .split('\u0001')
    .slice(1)
    .map(section => {
      const end = section.indexOf('\n');
      const name = section.slice(0, end);
      const all = section
        .slice(end + 1)
        .split('\n')
        .map(lasting);
      return [name, (unordered.test(name) ? all.sort() : all).join('\n')];
    });
}

/**
 * A line without what is drawn anew at every start of a container: a veth's index, name, MAC and link-local address, and the
 * ports of Docker's own resolver in it.
 */
export function lasting(line: string): string {
  const unnumbered = line
    .replace(/^\d+: /, '')
    .replace(/@if\d+/, '@if')
    .replace(/\b(127\.0\.0\.11:|127\.0\.0\.11\/32 .* --sport )\d+/, '$1');
  if (!/\bveth[0-9a-f]{7}\b/.test(unnumbered)) return unnumbered;
  return unnumbered
    .replace(/\bveth[0-9a-f]{7}\b/g, 'veth')
    .replace(/\bfe80::[0-9a-f:]+/g, 'fe80::')
    .replace(/\b([0-9a-f]{2}:){5}[0-9a-f]{2}\b/g, 'mac')
    .replace(/ link-netnsid \d+/, '');
}

async function removeNewcomers(docker: Docker, { sections, containers }: Picture): Promise<void> {
  const now = await docker.listContainers({ all: true });
  const known = new Map(containers.map(container => [container.Id, container]));
  await Promise.all(
    now
      .filter(({ Id }) => !known.has(Id))
      .map(({ Id }) => docker.getContainer(Id).remove({ force: true, v: true })),
  );
  for (const { Id, NetworkSettings } of now) {
    const before = known.get(Id)?.NetworkSettings.Networks;
    if (before === undefined) continue;
    for (const [name, { NetworkID }] of Object.entries(NetworkSettings.Networks))
      if (!(name in before)) await docker.getNetwork(NetworkID).disconnect({ Container: Id });
  }
  const networks = await docker.listNetworks();
  for (const network of networks)
    if (!sections.has(networkSection(network))) await docker.getNetwork(network.Id).remove();
  const { Volumes } = await docker.listVolumes();
  const volumes = new Set(sections.get('volumes')?.split('\n'));
  for (const { Name } of Volumes ?? []) if (!volumes.has(Name)) await docker.getVolume(Name).remove();
}
