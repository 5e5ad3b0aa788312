import type { ContainerSeen, NetworkSeen } from './docker.ts';
import { isUnread, type Unread } from './model.ts';
import type { Namespace, SurveyAnswer, SurveyedNamespace, SurveyedPlace } from './survey.ts';

/** What a host's Docker shows, or that there is none that answers. */
export type DockerReading = {
  readonly version: string;
  readonly containers: readonly ContainerSeen[];
  readonly networks: readonly NetworkSeen[];
};

/** What reads a host: a lab host's Docker and its probing process, or those of one's own engine. */
export type HostReader = {
  readonly name: string;
  /** Whether the machine called outside can be read by way of this host. */
  readonly outside: boolean;
  docker(): Promise<DockerReading | Unread>;
  survey(places: readonly Namespace[]): Promise<SurveyAnswer | Unread>;
  /** The output of `iptables-save -c` in a namespace. */
  savedRules(namespace: Namespace): Promise<string | Unread>;
  /** Names of the namespaces that `ip netns` made. */
  namedNamespaces(): Promise<readonly string[]>;
  /** All that the host's own name server knows, as lines of a hosts file; undefined where that is not known. */
  serverNames(): Promise<string | undefined>;
};

/** A host as it was read at one moment, before anything is made of it: plain data, which tests keep. */
export type HostReading = {
  readonly name: string;
  readonly docker: DockerReading | Unread;
  readonly host: SurveyedPlace;
  readonly outside: SurveyedPlace | undefined;
  /** All that its own name server knows, as lines of a hosts file; null where that is not known. */
  readonly names: string | null;
  /** Namespaces by the names that `ip netns` gave them. */
  readonly named: Readonly<Record<string, SurveyedPlace>>;
  /** Containers that run, by id. */
  readonly containers: Readonly<Record<string, SurveyedPlace>>;
  readonly namespaces: Readonly<Record<string, SurveyedNamespace>>;
  /** Output of `iptables-save -c` by namespace. */
  readonly rules: Readonly<Record<string, string | Unread>>;
};

/** Reads a host. Rejects as the reader does; what merely could not be read is noted instead. */
export async function readHost(reader: HostReader): Promise<HostReading> {
  const [docker, names, rules, known] = await Promise.all([
    reader.docker(),
    reader.namedNamespaces(),
    reader.savedRules('host'),
    reader.serverNames(),
  ]);
  const running = isUnread(docker)
    ? []
    : docker.containers.flatMap(({ id, pid }) => (pid === undefined ? [] : [{ id, pid }]));
  const places: readonly Namespace[] = [
    'host',
    ...(reader.outside ? (['outside'] as const) : []),
    ...names.map(name => ({ name })),
    ...running.map(({ pid }) => ({ pid })),
  ];
  const survey = await reader.survey(places);
  const { namespaces } = isUnread(survey) ? { namespaces: {} } : survey;
  const placeAt = (at: number): SurveyedPlace =>
    isUnread(survey) ? { unmeasured: survey.unread } : (survey.places[at] ?? { unmeasured: 'malformed' });
  const host = placeAt(0);
  const first = reader.outside ? 2 : 1;
  return {
    name: reader.name,
    docker,
    host,
    outside: reader.outside ? placeAt(1) : undefined,
    names: known ?? null,
    named: Object.fromEntries(names.map((name, at) => [name, placeAt(first + at)])),
    containers: Object.fromEntries(running.map(({ id }, at) => [id, placeAt(first + names.length + at)])),
    namespaces,
    rules: {
      ...('namespace' in host ? { [host.namespace]: rules } : {}),
      ...(await otherRules(reader, places, placeAt, namespaces)),
    },
  };
}

/**
 * Rules of the namespaces other than the host's that have any, but for those of Docker's name server: it keeps them in the
 * table `nat` of every container on a network of the user's.
 */
async function otherRules(
  reader: HostReader,
  places: readonly Namespace[],
  placeAt: (at: number) => SurveyedPlace,
  namespaces: HostReading['namespaces'],
): Promise<HostReading['rules']> {
  const todo = new Map<string, Namespace>();
  for (const [at, place] of places.entries()) {
    const found = placeAt(at);
    if (place === 'host' || !('namespace' in found)) continue;
    const { tables } = namespaces[found.namespace] ?? {};
    if (tables?.some(table => !usual.includes(table))) todo.set(found.namespace, place);
  }
  const host = placeAt(0);
  if ('namespace' in host) todo.delete(host.namespace);
  const read = await Promise.all(
    [...todo].map(async ([id, place]) => [id, await reader.savedRules(place)] as const),
  );
  return Object.fromEntries(read);
}

const usual = ['ip nat', 'legacy nat'];
