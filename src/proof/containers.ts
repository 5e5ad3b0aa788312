import { setTimeout as pause } from 'node:timers/promises';
import { addressesBetween, firstAddress } from '../network/index.ts';
import { type Container, type Docker, nameOf } from './picture.ts';

// All here goes by names: a container that is made again has another id. What it gets `containers` from is a picture.

/**
 * Makes those of these containers again that are no more, and those that link to one of them or use its network stack.
 * Gives the ids of the new ones, which are yet to be started. Rejects when Docker refuses.
 */
export async function makeRemovedAgain(
  docker: Docker,
  containers: readonly Container[],
): Promise<readonly string[]> {
  // Among them what others call it, `/shop/store`: no container of a picture has such a name for its own.
  const names = new Set((await docker.listContainers({ all: true })).flatMap(({ Names }) => Names));
  const gone = new Set(containers.filter(({ Name }) => !names.has(Name)));
  if (gone.size === 0) return [];
  // A set's own iteration takes in what is added on the way.
  for (const one of gone) for (const other of containers) if (needs(other, one)) gone.add(other);
  const ids: string[] = [];
  for (const one of inOrder([...gone])) {
    if (names.has(one.Name)) await docker.getContainer(nameOf(one)).remove({ force: true });
    ids.push(await makeAgain(docker, one, containers));
  }
  return ids;
}

/** Starts those of these containers that ran in the picture and do not now. Rejects when Docker refuses. */
export async function startEnded(docker: Docker, containers: readonly Container[]): Promise<void> {
  const ended: Container[] = [];
  for (const container of containers.filter(({ State }) => State.Running)) {
    const { State } = await docker.getContainer(nameOf(container)).inspect();
    if (!State.Running) ended.push(container);
    else if (State.Paused && !container.State.Paused) await docker.getContainer(nameOf(container)).unpause();
  }
  await start(docker, ended);
}

/** Milliseconds a container that had ended in the picture gets to end by itself once more. */
const endingMs = 1_000;

/** Starts and ends those of these containers that had ended in the picture and were made again. Rejects when Docker refuses. */
export async function endMadeAgain(docker: Docker, containers: readonly Container[]): Promise<void> {
  for (const container of containers.filter(({ State }) => State.Status === 'exited')) {
    const one = docker.getContainer(nameOf(container));
    if ((await one.inspect()).State.Status !== 'created') continue;
    await one.start();
    const over = one.wait();
    if ((await Promise.race([over, pause(endingMs)])) === undefined) await end(docker, container);
    await over;
  }
}

/**
 * Ends all these containers and starts those that ran in the picture. Gives the ids of those that had to be made again for
 * it. Rejects when Docker refuses.
 */
export async function startAllAgain(
  docker: Docker,
  containers: readonly Container[],
): Promise<readonly string[]> {
  // One that uses the stack of a container that is no more could never be started again.
  const able = containers.filter(
    ({ HostConfig: { NetworkMode = '' } }) =>
      !NetworkMode.startsWith('container:') || containers.some(({ Id }) => NetworkMode === `container:${Id}`),
  );
  await Promise.all(able.map(one => end(docker, one)));
  const ids = await makeRemovedAgain(docker, containers);
  await start(docker, able);
  return ids;
}

async function end(docker: Docker, container: Container): Promise<void> {
  const one = docker.getContainer(nameOf(container));
  const { State, HostConfig } = await one.inspect();
  // It would go by itself, but not at once.
  if (HostConfig.AutoRemove === true) return one.remove({ force: true });
  if (State.Paused) await one.unpause();
  try {
    if (State.Running) await one.kill();
  } catch (error) {
    // It has just ended by itself.
    if (!(error instanceof Error && 'statusCode' in error && error.statusCode === 409)) throw error;
  }
}

async function makeAgain(docker: Docker, one: Container, all: readonly Container[]): Promise<string> {
  const { Hostname, ...config } = one.Config;
  const { HostConfig, NetworkSettings } = one;
  const owner = all.find(other => HostConfig.NetworkMode === `container:${other.Id}`);
  const [first] = Object.entries(NetworkSettings.Networks);
  const made = await docker.createContainer({
    ...config,
    name: nameOf(one),
    // By default it is the short id, or that of the container whose stack it uses.
    ...(Hostname === shortId(one) || HostConfig.NetworkMode?.startsWith('container:') ? {} : { Hostname }),
    HostConfig: {
      ...HostConfig,
      ...(owner === undefined ? {} : { NetworkMode: `container:${nameOf(owner)}` }),
      // Docker tells `/data:/shop/store`, and wants to be told `data:store`.
      Links: linksOf(one).map(link => link.replace(/^\/(.*):.*\/(.*)$/, '$1:$2')),
    },
    ...(first === undefined
      ? {}
      : { NetworkingConfig: { EndpointsConfig: { [first[0]]: endpointOf(one, first[1]) } } }),
  });
  return made.id;
}

type Endpoint = Container['NetworkSettings']['Networks'][string];

/** What of an endpoint somebody asked for. Docker 20.10 tells the short id as an alias as well. */
function endpointOf(one: Container, { IPAMConfig, Links, Aliases }: Endpoint): object {
  const named: readonly string[] | null | undefined = Aliases;
  return { IPAMConfig, Links, Aliases: named?.filter(alias => alias !== shortId(one)) ?? null };
}

function shortId({ Id }: Container): string {
  return Id.slice(0, 12);
}

/** Starts containers that ran in the picture, on the networks they had, each after those it needs, with its address. */
async function start(docker: Docker, containers: readonly Container[]): Promise<void> {
  for (const container of containers) await reconnect(docker, container);
  for (const container of inOrder(containers.filter(({ State }) => State.Running)))
    await startWithAddress(docker, container);
}

/** By address, but each after those it needs. */
function inOrder(containers: readonly Container[]): readonly Container[] {
  const order: Container[] = [];
  let left = containers.toSorted(byAddress);
  for (;;) {
    const next = left.find(one => !left.some(other => needs(one, other))) ?? left[0];
    if (next === undefined) return order;
    order.push(next);
    left = left.filter(one => one !== next);
  }
}

/** Connects an ended container to what it has lost. */
async function reconnect(docker: Docker, container: Container): Promise<void> {
  const { NetworkSettings: now } = await docker.getContainer(nameOf(container)).inspect();
  for (const [name, endpoint] of Object.entries(container.NetworkSettings.Networks)) {
    if (name in now.Networks) continue;
    const EndpointConfig = endpointOf(container, endpoint);
    await docker.getNetwork(name).connect({ Container: nameOf(container), EndpointConfig });
  }
}

/** Whether a container can only be started after another: it links to it, or uses its network stack. */
function needs(one: Container, { Id, Name }: Container): boolean {
  return (
    one.HostConfig.NetworkMode === `container:${Id}` || linksOf(one).some(link => link.startsWith(`${Name}:`))
  );
}

function linksOf({ HostConfig }: Container): readonly string[] {
  return HostConfig.Links ?? [];
}

function byAddress(one: Container, other: Container): number {
  return addressOf(one).localeCompare(addressOf(other), 'en', { numeric: true });
}

function addressOf({ NetworkSettings }: Container): string {
  return Object.values(NetworkSettings.Networks).find(({ IPAddress }) => IPAddress !== '')?.IPAddress ?? '';
}

/** Docker gives the lowest address that is free: while the container starts, what is lower than its own is taken. */
async function startWithAddress(docker: Docker, container: Container): Promise<void> {
  const taking = (await Promise.all(lowerAddresses(docker, container))).flat();
  const fillers: ReturnType<Docker['getContainer']>[] = [];
  try {
    for (const network of taking) {
      const filler = await docker.createContainer({
        Image: container.Image,
        Entrypoint: ['sleep', '60'],
        HostConfig: { NetworkMode: network },
      });
      fillers.push(filler);
      await filler.start();
    }
    await docker.getContainer(nameOf(container)).start();
  } finally {
    await Promise.all(fillers.map(filler => filler.remove({ force: true })));
  }
}

/** For each network of a container its name, as often as addresses below the container's are free there. */
function lowerAddresses(docker: Docker, { NetworkSettings }: Container): Promise<readonly string[]>[] {
  return Object.entries(NetworkSettings.Networks).map(async ([name, { IPAddress, IPAMConfig }]) => {
    const given: unknown = IPAMConfig?.IPv4Address;
    if (IPAddress === '' || typeof given === 'string') return [];
    const { IPAM, Containers } = await docker.getNetwork(name).inspect();
    const gateway = firstAddress(IPAM?.Config?.[0]?.Subnet ?? '');
    if (gateway === undefined) return [];
    const taken = new Set(Object.values(Containers ?? {}).map(one => one.IPv4Address.replace(/\/.*/, '')));
    return addressesBetween(gateway, IPAddress)
      .filter(address => !taken.has(address))
      .map(() => name);
  });
}
