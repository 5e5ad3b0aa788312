import type { EndpointSeen, NetworkSeen } from './docker.ts';
import { containersOf, networksOf } from './machines.ts';
import type { Container, Machine, Snapshot } from './model.ts';
import { counts, countsStrangers, onOverlays } from './overlay.ts';

/** A container on a network, and its place there. */
export type Neighbour = { readonly container: Container; readonly endpoint: EndpointSeen };

/** Who is on a network of a host, as far as Docker there knows: on an overlay network containers of other hosts as well. */
export function neighboursOn(snapshot: Snapshot, machine: Machine, network: string): readonly Neighbour[] {
  const here = containersOf(machine).flatMap(container => {
    const endpoint = container.endpoints.find(one => one.network === network);
    return endpoint === undefined ? [] : [{ container, endpoint }];
  });
  const overlay = overlayOf(machine, network);
  if (overlay === undefined) return here;
  const elsewhere = onOverlays(snapshot).filter(
    one =>
      one.network.id === overlay.id &&
      one.machine !== machine &&
      counts(snapshot, overlay, one.machine).is === 'yes',
  );
  return [...here, ...elsewhere];
}

/** The overlay network of a name on a host; undefined where it is another kind of network, or none. */
export function overlayOf(machine: Machine, name: string): NetworkSeen | undefined {
  return networksOf(machine).find(network => network.name === name && network.driver === 'overlay');
}

/** Whether a name may stand for what was not read on a network: a container of another host, or a service of the swarm. */
export function mayNameStrangers(
  snapshot: Snapshot,
  machine: Machine,
  network: string,
  name: string,
): boolean {
  const overlay = overlayOf(machine, network);
  if (overlay === undefined) return false;
  const asked = name.toLowerCase().replace(/^tasks\./, '');
  const services = neighboursOn(snapshot, machine, network).map(({ container }) => serviceOf(container));
  return services.includes(asked) || countsStrangers(snapshot, overlay);
}

/** The service that a container was started for, by the name swarm gives it: `web.1.` or `web.NODE.`, and the task. */
function serviceOf({ name }: Container): string | undefined {
  return /^(.+)\.(?:\d+|[0-9a-z]{25})\.[0-9a-z]{25}$/.exec(name)?.[1]?.toLowerCase();
}
