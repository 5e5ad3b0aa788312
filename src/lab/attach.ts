import type { Engine } from '../engine/index.ts';
import { attachBootLog } from './boot-log.ts';
import { assembleLab, connectMembers } from './lab.ts';
import { label, readSpec } from './labels.ts';
import { engineOf, filtersBridges } from './self-test.ts';
import type { Lab, LabSpec } from './types.ts';

/** A lab that runs, as its labels tell. */
export type RunningLab = {
  readonly id: string;
  readonly spec: LabSpec;
  readonly lease: 'stream' | 'time';
  /** When its first container was made, in ms since the epoch. */
  readonly since: number;
};

/** All labs that run on this engine, oldest first. */
export async function listLabs(engine: Pick<Engine, 'docker'>): Promise<RunningLab[]> {
  const containers = await engine.docker.listContainers({ filters: { label: [label.lab] } });
  const labs = new Map<string, RunningLab>();
  for (const { Labels, Created } of containers) {
    const id = Labels[label.lab];
    const spec = readSpec(Labels);
    if (id === undefined || spec === undefined) continue;
    const since = Math.min(Created * 1000, labs.get(id)?.since ?? Number.POSITIVE_INFINITY);
    labs.set(id, { id, spec, lease: Labels[label.lease] === 'stream' ? 'stream' : 'time', since });
  }
  return [...labs.values()].sort((one, other) => one.since - other.since);
}

/**
 * Opens a lab that another process booted. Undefined when no such lab runs, or not all of its hosts do.
 * Closing it removes it, whatever its lease.
 */
export async function attachLab(engine: Engine, id: string): Promise<Lab | undefined> {
  const containers = await engine.docker.listContainers({ filters: { label: [`${label.lab}=${id}`] } });
  const spec = containers[0] === undefined ? undefined : readSpec(containers[0].Labels);
  if (spec === undefined) return undefined;
  const names = containers.map(({ Labels }) => Labels[label.host]);
  if (!spec.hosts.every(host => names.includes(host))) return undefined;
  const members = await Promise.all(
    containers.map(async ({ Id, Labels }) => ({
      name: Labels[label.host] ?? '',
      containerId: Id,
      log: await attachBootLog(engine.docker.getContainer(Id), { lease: false, earlier: true }),
    })),
  );
  const connected = connectMembers(engine, members);
  const hosts = connected.filter(({ name }) => spec.hosts.includes(name)).map(({ host }) => host);
  const [filtering, versions] = await Promise.all([
    Promise.all(hosts.map(host => filtersBridges(host))),
    // Its Docker may be down: that is a state of the host.
    Promise.all(hosts.map(host => engineOf(host).catch(() => ''))),
  ]);
  return assembleLab(engine, id, spec, connected, {
    bridgeFiltering: filtering.every(filters => filters),
    engine: versions[0] ?? '',
  });
}
