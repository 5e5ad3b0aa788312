import * as z from 'zod';
import type { Said } from '../said.ts';
import { callsIn } from './attempt.ts';
import type { CheckClass, Kind, Nameable } from './kind.ts';
import { address } from './kinds/address.ts';
import { answer } from './kinds/answer.ts';
import { capture } from './kinds/capture.ts';
import { command } from './kinds/command.ts';
import { container } from './kinds/container.ts';
import { counter } from './kinds/counter.ts';
import { daemon } from './kinds/daemon.ts';
import { dns } from './kinds/dns.ts';
import { env } from './kinds/env.ts';
import { file } from './kinds/file.ts';
import { firewall } from './kinds/firewall.ts';
import { hostsEntry } from './kinds/hosts-entry.ts';
import { http } from './kinds/http.ts';
import { netInterface } from './kinds/interface.ts';
import { listening } from './kinds/listening.ts';
import { membership } from './kinds/membership.ts';
import { network } from './kinds/network.ts';
import { ping } from './kinds/ping.ts';
import { process } from './kinds/process.ts';
import { published } from './kinds/published.ts';
import { resolver } from './kinds/resolver.ts';
import { route } from './kinds/route.ts';
import { sameNamespace } from './kinds/same-namespace.ts';
import { sysctl } from './kinds/sysctl.ts';
import { tcp } from './kinds/tcp.ts';
import { throughput } from './kinds/throughput.ts';
import { udp } from './kinds/udp.ts';
import { parsePlace } from './place.ts';
import { isName } from './words.ts';

/** A check as it stands in `lesson.yaml`. The author's guide has the kinds in this order. */
export const checkSchema = z.discriminatedUnion('probe', [
  ping.schema,
  tcp.schema,
  udp.schema,
  http.schema,
  dns.schema,
  network.schema,
  membership.schema,
  container.schema,
  daemon.schema,
  netInterface.schema,
  route.schema,
  sysctl.schema,
  hostsEntry.schema,
  resolver.schema,
  env.schema,
  published.schema,
  listening.schema,
  address.schema,
  sameNamespace.schema,
  process.schema,
  file.schema,
  firewall.schema,
  counter.schema,
  capture.schema,
  throughput.schema,
  command.schema,
  answer.schema,
]);

export type Check = z.output<typeof checkSchema>;
export type ProbeKind = Check['probe'];
/** In this form, and not `Extract` alone, TypeScript follows a check of kind K to row K of a table. */
export type CheckOf<K extends ProbeKind> = { [P in K]: { probe: P } & Extract<Check, { probe: P }> }[K];

const kinds: { readonly [K in ProbeKind]: Kind<CheckOf<K>> } = {
  ping,
  tcp,
  udp,
  http,
  dns,
  network,
  membership,
  container,
  daemon,
  interface: netInterface,
  route,
  sysctl,
  'hosts-entry': hostsEntry,
  resolver,
  env,
  published,
  listening,
  address,
  'same-namespace': sameNamespace,
  process,
  file,
  firewall,
  counter,
  capture,
  throughput,
  command,
  answer,
};

/** What it takes to run a check or a measure. */
export function probeClass(check: { readonly probe: ProbeKind }): CheckClass {
  const of = kinds[check.probe].class;
  if (typeof of === 'string') return of;
  const value = Object.entries(check).find(([field]) => field === of.field)?.[1];
  return of.classes[String(value)] ?? of.otherwise ?? 'request';
}

/** Whether a check is looked at without being asked for: state always, traffic except in a quiet step, a request never. */
export function runsByItself(
  check: { readonly probe: ProbeKind },
  { quiet }: { readonly quiet: boolean },
): boolean {
  const of = probeClass(check);
  return of === 'state' || (of === 'traffic' && !quiet);
}

/** Whether nobody else may send packets while a check of a kind is looked at. */
export function runsAlone(kind: ProbeKind): boolean {
  return kinds[kind].alone === true;
}

/** The title of a check that has none of its own in the lesson's prose: what must be so, in one line. */
export function titleOf<K extends ProbeKind>(check: CheckOf<K>): Said {
  return kinds[check.probe].title(check);
}

/**
 * A name that stands in a field of a check; `during.to` is a field inside another. It may say which host it is on.
 */
export type Named = { readonly field: string; readonly name: string; readonly of: Nameable };

/** The fields of a check or a measure that hold a place, such as `from`. */
export function placesIn(check: { readonly probe: ProbeKind }): { field: string; place: string }[] {
  const fields: readonly string[] = ['from', ...(kinds[check.probe].places ?? [])];
  const own = Object.entries(check).flatMap(([field, place]: [string, unknown]) =>
    fields.includes(field) && typeof place === 'string' ? [{ field, place }] : [],
  );
  return [...own, ...callsIn(check).map(({ field, from }) => ({ field: `${field}.from`, place: from }))];
}

/** The names in the fields of a check or a measure; not those inside placeholders. */
export function namesOf(check: { readonly probe: ProbeKind }): Named[] {
  const fields: Readonly<Record<string, Nameable | undefined>> = kinds[check.probe].names;
  const plain = Object.entries(check).flatMap(([field, name]: [string, unknown]) => {
    const of = fields[field];
    return of !== undefined && typeof name === 'string' && isName(name) ? [{ field, name, of }] : [];
  });
  const inPlaces = placesIn(check).flatMap(({ field, place }): Named[] => {
    const { at, host, ...rest } = parsePlace(place);
    if (!('name' in rest)) return [];
    const name = host === undefined ? rest.name : `${host}/${rest.name}`;
    return [{ field, name, of: at === 'netns' ? 'namespace' : 'container' }];
  });
  const called = callsIn(check).flatMap(({ field, to }): Named[] =>
    isName(to) ? [{ field: `${field}.to`, name: to, of: 'container' }] : [],
  );
  return [...inPlaces, ...plain, ...called];
}

/** Whether a check waits for something to come true: only such a check may be polled. */
export function isPositive<K extends ProbeKind>(check: CheckOf<K>): boolean {
  return kinds[check.probe].isPositive(check);
}
