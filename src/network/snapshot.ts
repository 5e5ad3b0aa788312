import type { ContainerSeen } from './docker.ts';
import {
  type Container,
  type Docker,
  isUnread,
  type Link,
  type Machine,
  type NameFiles,
  type Route,
  type Snapshot,
  type Stack,
  type Unread,
} from './model.ts';
import { type HostReader, type HostReading, readHost } from './reading.ts';
import { type Tables, tablesIn } from './rules/table.ts';
import { listenersIn } from './sockets.ts';
import type { SurveyedNamespace, SurveyedPlace } from './survey.ts';

/** Reads hosts, each once and side by side. Rejects as the readers do. */
export async function snapshot(readers: readonly HostReader[]): Promise<Snapshot> {
  return snapshotOf(await Promise.all(readers.map(readHost)));
}

/** What readings come to. */
export function snapshotOf(readings: readonly HostReading[]): Snapshot {
  const stacks: Record<string, Stack> = {};
  const unread: { what: string; reason: string }[] = [];
  for (const { namespaces, rules } of readings)
    for (const [id, seen] of Object.entries(namespaces)) stacks[id] = stackOf(id, seen, rules[id]);
  const located = (what: string, place: SurveyedPlace | undefined): Located => {
    if (place === undefined) return nowhere;
    if (!('namespace' in place)) {
      unread.push({ what, reason: place.unmeasured });
      return nowhere;
    }
    const { namespace, hosts, resolver } = place;
    return { stack: namespace, files: { hosts: hosts ?? undefined, resolver: resolver ?? undefined } };
  };
  const hosts = readings.map((reading): Machine => {
    const at = located(reading.name, reading.host);
    const { docker } = reading;
    if (isUnread(docker)) unread.push({ what: `${reading.name}: docker`, reason: docker.unread });
    const rules = at.stack === undefined ? undefined : stacks[at.stack]?.rules;
    if (rules !== undefined && isUnread(rules))
      unread.push({ what: `${reading.name}: iptables`, reason: rules.unread });
    return {
      name: reading.name,
      ...at,
      serverNames: reading.names ?? undefined,
      namespaces: Object.entries(reading.named).flatMap(([name, place]) => {
        const { stack, files } = located(`${reading.name}/netns:${name}`, place);
        return stack === undefined ? [] : [{ name, stack, files }];
      }),
      docker: isUnread(docker) ? docker : dockerOf(reading, docker, located),
    };
  });
  const [beyond] = readings.flatMap(({ outside }) => outside ?? []);
  const outside =
    beyond === undefined ? [] : [{ name: 'outside', ...located('outside', beyond), namespaces: [] }];
  return { machines: [...hosts, ...outside], stacks, unread };
}

type Located = { readonly stack: string | undefined; readonly files: NameFiles };

const nowhere: Located = { stack: undefined, files: { hosts: undefined, resolver: undefined } };

function dockerOf(
  reading: HostReading,
  { version, containers, networks }: Exclude<HostReading['docker'], Unread>,
  located: (what: string, place: SurveyedPlace | undefined) => Located,
): Docker {
  const withStack = (container: ContainerSeen): Container => ({
    ...container,
    ...located(`${reading.name}/${container.name}`, reading.containers[container.id]),
  });
  return { version, networks, containers: containers.map(withStack) };
}

function stackOf(id: string, seen: SurveyedNamespace, saved: string | Unread | undefined): Stack {
  const { sockets, settings } = seen;
  const bridged = settings['net/bridge/bridge-nf-call-iptables'];
  return {
    id,
    links: seen.links.map(
      (link): Link => ({ ...link, master: link.master ?? undefined, peer: link.peer ?? undefined }),
    ),
    routes: seen.routes.map(
      (route): Route => ({
        ...route,
        via: route.via ?? undefined,
        device: route.device ?? undefined,
        source: route.source ?? undefined,
      }),
    ),
    policyRouting: seen.policies.length > 0,
    listeners: {
      tcp: [...listenersIn(sockets.tcp, 'tcp'), ...listenersIn(sockets.tcp6, 'tcp')],
      udp: [...listenersIn(sockets.udp, 'udp'), ...listenersIn(sockets.udp6, 'udp')],
    },
    bridgeFiltering: bridged == null ? undefined : bridged === '1',
    ignoresPing: settings['net/ipv4/icmp_echo_ignore_all'] === '1',
    rules: rulesOf(seen, saved),
    otherFilters: (seen.tables ?? []).filter(table => !ofIptables.test(table)),
  };
}

/** Tables that iptables keeps: what else filters is nothing that `iptables-save` shows. */
const ofIptables = /^((ip|ip6) (raw|mangle|nat|filter|security)|legacy .*)$/;

function rulesOf({ tables }: SurveyedNamespace, saved: string | Unread | undefined): Tables | Unread {
  // What was not asked for has no rules but those of Docker's name server.
  if (saved === undefined) return tables === null ? { unread: 'nftables' } : {};
  return typeof saved === 'string' ? tablesIn(saved) : saved;
}
