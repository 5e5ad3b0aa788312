import { nearest, splitHost } from '../probe/schema/index.ts';
import type { NetworkSeen } from './docker.ts';
import { containersOf, networksOf, stackOf } from './machines.ts';
import type { Container, Machine, NameFiles, Snapshot, Stack } from './model.ts';
import { once } from './once.ts';

/** Somewhere a packet may come from or be meant for. */
export type Place = {
  /** As one would write it: `web`, `host`, `outside`, `netns:hand`; with several hosts `host2/web`. */
  readonly label: string;
  /** Its own name, of the container, namespace or machine. */
  readonly name: string;
  readonly at: 'container' | 'host' | 'outside' | 'netns';
  readonly machine: Machine;
  /** Present for a container. */
  readonly container?: Container;
  /** Absent while it doesn't run, or where nobody could enter it. */
  readonly stack: Stack | undefined;
  readonly files: NameFiles;
};

/** What a name on the command line came to. */
export type Found =
  | { readonly is: 'found'; readonly place: Place }
  /** `near`: what may have been meant, with where it is. */
  | { readonly is: 'unknown'; readonly name: string; readonly near: readonly string[] }
  | { readonly is: 'ambiguous'; readonly name: string; readonly choices: readonly string[] };

/** All places of a snapshot: of each machine itself, its hand-made namespaces, its containers. */
export const placesOf = once((snapshot: Snapshot): readonly Place[] => {
  const hosts = snapshot.machines.filter(({ docker }) => docker !== undefined);
  return snapshot.machines.flatMap(machine => {
    const labelled = (name: string) => (hosts.length > 1 ? `${machine.name}/${name}` : name);
    const own: Place = {
      label: machine.docker === undefined ? machine.name : labelled('host'),
      name: machine.name,
      at: machine.docker === undefined ? 'outside' : 'host',
      machine,
      stack: stackOf(snapshot, machine.stack),
      files: machine.files,
    };
    const namespaces = machine.namespaces.map(
      ({ name, stack, files }): Place => ({
        label: labelled(`netns:${name}`),
        name,
        at: 'netns',
        machine,
        stack: stackOf(snapshot, stack),
        files,
      }),
    );
    return [
      own,
      ...namespaces,
      ...containersOf(machine).map(
        (container): Place => ({
          label: labelled(container.name),
          name: container.name,
          at: 'container',
          machine,
          container,
          stack: stackOf(snapshot, container.stack),
          files: container.files,
        }),
      ),
    ];
  });
});

/** The networks a container is on by its own endpoints; none for another place. */
export function networksAt({ container, machine }: Place): readonly NetworkSeen[] {
  const own = container?.endpoints.map(({ network }) => network) ?? [];
  return networksOf(machine).filter(({ name }) => own.includes(name));
}

/** What a stack is called in a sentence: by the first place that has it. */
export function labelOf(snapshot: Snapshot, stack: Stack): string {
  const place = placesOf(snapshot).find(one => one.stack?.id === stack.id);
  return place === undefined ? stack.id : inText(place);
}

/** What a place is called in a sentence: there a host goes by its name. */
export function inText({ at, name, label }: Place): string {
  return at === 'host' ? name : label;
}

/** Finds what is meant by `web`, `host`, `outside`, `netns:hand`, `host2/web` or the name of a host. */
export function findPlace(snapshot: Snapshot, text: string): Found {
  const places = placesOf(snapshot);
  const { host, name } = splitHost(text);
  const meant = places.filter(
    place =>
      (host === undefined || place.machine.name === host) &&
      (nameOf(place) === name || (place.at === 'host' && host === undefined && place.machine.name === name)),
  );
  const [place, ...more] = meant;
  if (place !== undefined && more.length === 0) return { is: 'found', place };
  if (place !== undefined) return { is: 'ambiguous', name: text, choices: meant.map(({ label }) => label) };
  const close = nearest(name, places.map(nameOf));
  return {
    is: 'unknown',
    name: text,
    near: places.filter(one => nameOf(one) === close).map(({ label }) => label),
  };
}

function nameOf({ label }: Place): string {
  return splitHost(label).name;
}

/**
 * Who has an address: the places in whose stack it is, loopback apart. Every Docker gives the same addresses: those on the
 * machine that is `near` come first.
 */
export function ownersOf(snapshot: Snapshot, address: string, near: Machine | undefined): readonly Place[] {
  const owners = placesOf(snapshot).filter(({ stack }) =>
    stack?.links.some(({ kind, addresses }) =>
      addresses.some(one => one.address === address && !(kind === 'loopback' && address.startsWith('127.'))),
    ),
  );
  const isNear = ({ machine }: Place) => machine === near;
  return [...owners.filter(isNear), ...owners.filter(one => !isNear(one))];
}

/** Addresses of a place that others may reach it by, IPv4, in the order of its interfaces. */
export function addressesOf({
  stack,
}: Place): readonly { readonly address: string; readonly link: string }[] {
  return (stack?.links ?? []).flatMap(({ name, addresses }) =>
    addresses
      .filter(({ address }) => !address.includes(':') && !address.startsWith('127.'))
      .map(({ address }) => ({ address, link: name })),
  );
}

/** The same without its bridges: a machine has those for its containers. */
export function outerAddressesOf(place: Place): readonly string[] {
  const bridges = (place.stack?.links ?? []).filter(({ kind }) => kind === 'bridge').map(({ name }) => name);
  return addressesOf(place).flatMap(({ address, link }) => (bridges.includes(link) ? [] : [address]));
}
