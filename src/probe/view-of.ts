import type { Lab, LabHost, OwnEngine, Prober } from '../lab/index.ts';
import type { HostReader, Namespace, Place } from '../network/index.ts';
import { readerOf, readerOfOwn } from './host-reader.ts';
import { takingTurns } from './turns.ts';

/** What is looked at: a lab, or one's own Docker. */
export type View = {
  readonly readers: readonly HostReader[];
  /** What measures at a place; undefined where nothing can get there. */
  readonly prober: (place: Place) => Pick<Prober, 'ask'> | undefined;
  /** Does something while no check sends packets. */
  readonly alone: <T>(work: () => Promise<T>) => Promise<T>;
};

/** A lab, as a view. Its reads reject with an AbortError when the signal fires. */
export function viewOfLab(lab: Pick<Lab, 'hosts'>, signal: AbortSignal): View {
  const hosts = [...lab.hosts.values()];
  // In a lab of several hosts, outside is a container of its own that no host's process gets into.
  const alone = hosts.length === 1;
  const at = (name: string): LabHost | undefined => lab.hosts.get(name) ?? (alone ? hosts[0] : undefined);
  return {
    readers: hosts.map(host => readerOf(host, alone, signal)),
    prober: ({ machine }) => at(machine.name)?.prober,
    alone: work => takingTurns(lab.hosts, true, signal, work),
  };
}

/** One's own Docker, as a view. Without a helper in it nothing can be sent. */
export function viewOfOwn(own: OwnEngine, signal: AbortSignal): View {
  return { readers: [readerOfOwn(own, signal)], prober: () => own.prober, alone: work => work() };
}

/** The namespace a place is in, for a prober; undefined while it doesn't run. */
export function namespaceOf({ at, container, name }: Place): Namespace | undefined {
  switch (at) {
    case 'host':
    case 'outside':
      return at;
    case 'netns':
      return { name };
    case 'container':
      return container?.pid === undefined ? undefined : { pid: container.pid };
  }
}
