import type Docker from 'dockerode';
import { addressesBetween, firstAddress } from '../probe/index.ts';

type Container = Docker.ContainerInspectInfo;

/** Starts those of these containers that ran when they were inspected and do not now. Rejects when Docker refuses. */
export async function startEnded(docker: Docker, containers: readonly Container[]): Promise<void> {
  const now = new Map((await docker.listContainers({ all: true })).map(({ Id, State }) => [Id, State]));
  const paused = containers.filter(({ Id, State }) => now.get(Id) === 'paused' && !State.Paused);
  await Promise.all(paused.map(({ Id }) => docker.getContainer(Id).unpause()));
  const alive = new Set(['running', 'paused']);
  const ended = containers.filter(({ Id }) => !alive.has(now.get(Id) ?? ''));
  await startInOrder(docker, ended);
}

/** Ends all these containers and starts those that ran when they were inspected. Rejects when Docker refuses. */
export async function startAllAgain(docker: Docker, containers: readonly Container[]): Promise<void> {
  await Promise.all(containers.map(({ Id }) => end(docker.getContainer(Id))));
  await startInOrder(docker, containers);
}

async function end(container: Docker.Container): Promise<void> {
  const { State } = await container.inspect();
  if (State.Paused) await container.unpause();
  if (State.Running) await container.kill();
}

/** Starts containers on the networks they had, each after those it needs, with the addresses they had. */
async function startInOrder(docker: Docker, containers: readonly Container[]): Promise<void> {
  for (const container of containers) await reconnect(docker, container);
  let left = containers.filter(({ State }) => State.Running && !State.Paused).sort(byAddress);
  while (left.length > 0) {
    const next = left.find(one => !left.some(other => needs(one, other))) ?? left[0];
    if (next === undefined) return;
    await startWithAddress(docker, next);
    left = left.filter(one => one !== next);
  }
}

/** Connects an ended container to what it has lost. */
async function reconnect(docker: Docker, { Id, NetworkSettings }: Container): Promise<void> {
  const { NetworkSettings: now } = await docker.getContainer(Id).inspect();
  for (const [name, { IPAMConfig, Links, Aliases }] of Object.entries(NetworkSettings.Networks)) {
    if (name in now.Networks) continue;
    const EndpointConfig = { IPAMConfig, Links, Aliases };
    await docker.getNetwork(name).connect({ Container: Id, EndpointConfig });
  }
}

/** Whether a container can only be started after another: it links to it, or uses its network stack. */
function needs({ HostConfig }: Container, { Id, Name }: Container): boolean {
  const links: readonly string[] = HostConfig.Links ?? [];
  return HostConfig.NetworkMode === `container:${Id}` || links.some(link => link.startsWith(`${Name}:`));
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
  const fillers: Docker.Container[] = [];
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
    await docker.getContainer(container.Id).start();
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
