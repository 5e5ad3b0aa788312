import { type Container, nameOf, type Picture } from './picture.ts';

/** What on a host would not be as it is once it had ended, however it is brought back. */
export type Frail = {
  /** Names of containers that would be others if they were made again. */
  readonly made: ReadonlySet<string>;
  /** Names of containers that would be others if they were only started again. */
  readonly started: ReadonlySet<string>;
  /** Whether Docker's daemon would be another one. */
  readonly daemon: boolean;
};

const none: ReadonlySet<string> = new Set();

/** As far as is known, everything comes back as it was. */
export const sturdy: Frail = { made: none, started: none, daemon: false };

/** What a picture of a host tells of that: no more than a guess, as nobody can foresee all that a start changes. */
export function frailIn(picture: Picture): Frail {
  const { containers, sections } = picture;
  const cut = vethIsCut(sections.get('links') ?? '');
  const started = new Set<Container>();
  for (const one of containers) if (cut || isFrail(one, picture)) started.add(one);
  // Those whose network stack a frail one uses: without it, it would have to be started again. A set's own iteration takes in
  // what is added on the way.
  for (const { HostConfig } of started)
    for (const owner of containers)
      if (HostConfig.NetworkMode === `container:${owner.Id}`) started.add(owner);
  // Docker's daemon would read what was written since it started.
  const unread = /^\/etc\//m.test(sections.get('docker') ?? '');
  return { made: none, started: new Set([...started].map(nameOf)), daemon: unread || started.size > 0 };
}

function isFrail(one: Container, { containers, sections }: Picture): boolean {
  const { HostConfig, ExecIDs, State } = one;
  const { NetworkMode = '' } = HostConfig;
  if (!State.Running) return false;
  // What `docker exec` started in it ends with it.
  if ((ExecIDs ?? []).length > 0) return true;
  // It uses the network stack of a container that is no more.
  if (NetworkMode.startsWith('container:'))
    return !containers.some(({ Id }) => NetworkMode === `container:${Id}`);
  if (NetworkMode === 'host') return false;
  // Docker draws the port.
  if (HostConfig.PublishAllPorts === true) return true;
  const bindings: readonly { readonly HostPort?: string }[][] = Object.values(HostConfig.PortBindings ?? {});
  if (bindings.flat().some(({ HostPort = '' }) => /^0?$/.test(HostPort))) return true;
  const stack = sections.get(`stack of ${nameOf(one)}`) ?? '';
  const linked = containers.filter(({ Name }) =>
    HostConfig.Links?.some((link: string) => link.startsWith(`${Name}:`)),
  );
  return !hasItsAddresses(one, stack) || knowsAnOldAddress(stack, linked);
}

/** Whether the addresses in its network stack are those that Docker gave it: what was done by hand goes with it. */
function hasItsAddresses({ NetworkSettings }: Container, stack: string): boolean {
  const given = Object.values(NetworkSettings.Networks).flatMap(({ IPAddress }) => IPAddress || []);
  const found = [...stack.matchAll(/^(?!lo\b)\S+ +inet (\d+(?:\.\d+){3})\//gm)].map(([, address]) => address);
  return given.toSorted().join() === found.toSorted().join();
}

/** Whether its program was told an address that none of the containers it is linked to has any more. */
function knowsAnOldAddress(stack: string, linked: readonly Container[]): boolean {
  const known = [
    ...stack.matchAll(/\b[A-Z0-9_]+_PORT(?:_\d+_TCP(?:_ADDR)?)?=(?:tcp:\/\/)?(\d+(?:\.\d+){3})/g),
  ];
  const held = new Set(
    linked.flatMap(({ NetworkSettings }) =>
      Object.values(NetworkSettings.Networks).map(({ IPAddress }) => IPAddress),
    ),
  );
  return known.some(([, address = '']) => !held.has(address));
}

/** Whether the host's end of some container's veth is down, or on no bridge. */
function vethIsCut(links: string): boolean {
  return links.split('\n').some(line => /^veth@if: /.test(line) && !/ master .* state UP/.test(line));
}
