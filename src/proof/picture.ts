import type { LabHost } from '../lab/index.ts';

/** The Docker inside a lab host, and a container as it tells of it. */
export type Docker = LabHost['docker'];
export type Container = Awaited<ReturnType<ReturnType<Docker['getContainer']>['inspect']>>;

/**
 * Everything of a lab host that a lesson's probes could tell apart, as text by section: what its Docker has, and what its
 * kernel and its disk have. What Docker draws anew for every container or start is left out: ids, process ids, names of veths,
 * MAC addresses, times. So a container that was made or started again, and is like the one before in all else, is the same.
 */
export type Picture = {
  readonly sections: ReadonlyMap<string, string>;
  /** The containers, in no order. */
  readonly containers: readonly Container[];
};

type Host = Pick<LabHost, 'docker' | 'exec'>;

/**
 * What a look at a container may change by itself and nobody asks about, and what is drawn anew. A network keeps its pools
 * for life; after a restart dockerd tells the gateway it had chosen among them as well (26.1).
 */
const volatile = new Set([
  ...['ExecIDs', 'Created', 'LastTagTime', 'IPAM'],
  ...['Pid', 'StartedAt', 'FinishedAt', 'SandboxID', 'SandboxKey', 'EndpointID', 'MacAddress'],
]);

/** A script that prints sections, and how it is called. */
export type Looking = {
  readonly script: string;
  /** The script's name for itself. */
  readonly as?: string;
  readonly env?: readonly string[];
};

/** Looks at a host: its Docker first, then by a script that is given NAME=PID=ID of each container. */
export async function look(host: Host, looking: Looking, signal: AbortSignal): Promise<Picture> {
  const { script, as = 'look', env = [] } = looking;
  const { docker } = host;
  const [containers, networks, { Volumes }, images] = await Promise.all([
    inspectAll(docker),
    docker.listNetworks(),
    docker.listVolumes(),
    docker.listImages({ all: true }),
  ]);
  const inspected = await Promise.all(networks.map(({ Id }) => docker.getNetwork(Id).inspect()));
  const { stdout } = await host.exec(['sh', '-c', script, as, ...described(containers)], { env, signal });
  const named = namesForIds(containers, networks);
  const sections = [
    ...containers.map(one => [`container ${nameOf(one)}`, plain(one, named)] as const),
    ...inspected.map(one => [networkSection(one), plain(one, named)] as const),
    // Docker 20.10 answers null for an empty list.
    ['volumes', lines((Volumes ?? []).map(({ Name }) => Name))] as const,
    ['images', lines(images.map(({ Id, RepoTags }) => `${Id} ${RepoTags?.join(' ') ?? ''}`))] as const,
    ...sectionsOf(named(stdout)),
  ];
  return { sections: new Map(sections), containers };
}

async function inspectAll(docker: Docker): Promise<readonly Container[]> {
  const containers = await docker.listContainers({ all: true });
  return Promise.all(containers.map(({ Id }) => docker.getContainer(Id).inspect()));
}

export function nameOf({ Name }: Pick<Container, 'Name'>): string {
  return Name.slice(1);
}

/** What a script is told of each container. */
function described(containers: readonly Container[]): string[] {
  return containers.map(container => `${nameOf(container)}=${container.State.Pid}=${container.Id}`).sort();
}

/** Name of the first section in which two pictures differ. Pure. */
export function differenceBetween(
  before: ReadonlyMap<string, string>,
  after: ReadonlyMap<string, string>,
): string | undefined {
  const names = new Set([...before.keys(), ...after.keys()]);
  return [...names].find(name => before.get(name) !== after.get(name));
}

/** Docker's own networks: they are made again, with other ids, whenever dockerd starts, and nobody can remove them. */
const predefined = new Set(['bridge', 'host', 'none']);

type Network = { readonly Id: string; readonly Name: string };

/** The section of a network. Made again by hand it is another one: its bridge, and every rule about it, has another name. */
export function networkSection({ Id, Name }: Network): string {
  return `network ${predefined.has(Name) ? Name : Id}`;
}

/** Gives what puts names in a text in place of the ids of containers, of their layers, and of Docker's own networks. */
function namesForIds(
  containers: readonly Container[],
  networks: readonly Network[],
): (text: string) => string {
  const names = new Map<string, string>();
  for (const container of containers) {
    const name = `<${nameOf(container)}>`;
    names.set(container.Id, name);
    names.set(container.Id.slice(0, 12), name);
    const layer = layerOf(container);
    if (layer !== undefined) names.set(layer, name);
  }
  for (const { Id, Name } of networks) if (predefined.has(Name)) names.set(Id, Name);
  return text => text.replace(/\b(?:[0-9a-f]{64}|[0-9a-f]{12})\b/g, id => names.get(id) ?? id);
}

/** The folder of a container's own layer below `overlay2`. */
function layerOf({ GraphDriver }: Container): string | undefined {
  // What it holds hangs on the driver; dockerode knows that of another one.
  const data: Readonly<Record<string, string | undefined>> = { ...GraphDriver?.Data };
  return /\/([0-9a-f]{64})\/diff$/.exec(data.UpperDir ?? '')?.[1];
}

function lines(words: readonly string[]): string {
  return [...words].sort().join('\n');
}

/** As JSON with names for ids, and its keys in order. */
function plain(value: unknown, named: (text: string) => string): string {
  return JSON.stringify(JSON.parse(named(JSON.stringify(value))), (key, inner: unknown) => {
    if (volatile.has(key)) return undefined;
    // Nothing given is told as null, as nothing, and as an empty list, as the container came to its network.
    if (asked.has(key) && isEmpty(inner)) return undefined;
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

/** What somebody may have asked of an endpoint. */
const asked = new Set(['Aliases', 'DriverOpts', 'Links']);

function isEmpty(value: unknown): boolean {
  return value === null || (typeof value === 'object' && Object.keys(value).length === 0);
}

/** Sections whose lines are in an order that has no meaning: that in which things came, or in which a tool finds them. */
const unordered = new Set([
  ...['links', 'tables', 'sysctls', 'forwarding-database', 'namespaces'],
  ...['listening', 'files', 'logs', 'processes'],
]);

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
        .filter(line => !passing.test(line))
        .map(lasting);
      return [name, (unordered.has(name) ? all.sort() : all).join('\n')];
    });
}

/**
 * Lines that come and go by themselves: comments with the time in `iptables-save`, routes of an interface nobody is on, and
 * what a bridge has learned of its ports.
 */
const passing = /^# (Generated|Completed) | linkdown\b|^[0-9a-f:]{17} dev \S+ (vlan \d+ )?master /;

/**
 * A line without what changes by itself (counters, lifetimes, states of an address) and what is drawn anew at every start of
 * a container: a veth's index, name, MAC and link-local address, and the ports of Docker's own resolver in it.
 */
export function lasting(line: string): string {
  const still = line
    .replace(/^\d+: /, '')
    .replace(/@if\d+/, '@if')
    .replace(/^(:\S+ \S+) \[\d+:\d+\]$/, '$1')
    .replace(/ qlen \d+| valid_lft.*| tentative\b| dadfailed\b/g, '')
    .replace(/\b(127\.0\.0\.11:|127\.0\.0\.11\/32 .* --sport )\d+/, '$1');
  if (!/\bveth[0-9a-f]{7}\b/.test(still)) return still;
  return still
    .replace(/\bveth[0-9a-f]{7}\b/g, 'veth')
    .replace(/\bfe80::[0-9a-f:]+/g, 'fe80::')
    .replace(/\b([0-9a-f]{2}:){5}[0-9a-f]{2}\b/g, 'mac')
    .replace(/ link-netnsid \d+/, '');
}
