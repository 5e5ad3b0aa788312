import type { LabHost, Namespace, Root } from '../lab/index.ts';
import { ask } from './ask.ts';
import { asRecord } from './evidence.ts';
import { absentContainer, dockerOf, findContainer, plainImage, stateEvidence, stateSaid } from './lookup.ts';
import { failing, isObstacle, type Obstacle } from './obstacle.ts';
import type { Scene } from './scene.ts';
import { parsePlace, placeSaid, type SaidParam, said } from './schema/index.ts';

/** Where a probe starts, found on the running lab. */
export type Source = {
  readonly label: SaidParam;
  readonly host: LabHost;
  readonly ns: Namespace;
  /** Whose files count: the hosts file, the name server's address. */
  readonly root: Root;
  readonly shell: ShellSide;
};

/** How a learner on the lab host would get there: by `docker exec`, `ip netns exec`, `nsenter`, or being there already. */
export type ShellSide =
  | { readonly at: 'host' }
  | { readonly at: 'outside' }
  | { readonly at: 'netns'; readonly name: string }
  | { readonly at: 'container'; readonly name: string; readonly image: string };

/**
 * Finds where a probe starts. A container that is missing or doesn't run, or a missing namespace, is an obstacle the learner
 * can see. Rejects as `ask` does.
 */
export async function sourceOf(text: string, scene: Scene, signal: AbortSignal): Promise<Source | Obstacle> {
  const place = parsePlace(text);
  const host = scene.host(place.host);
  if (isObstacle(host)) return host;
  const label = placeSaid(text);
  if (place.at === 'netns') return await namedNamespace(place.name, label, host, signal);
  if (place.at !== 'container') return { label, host, ns: place.at, root: place.at, shell: { at: place.at } };
  const docker = await dockerOf(place.host, scene);
  if (isObstacle(docker)) return docker;
  const container = findContainer(docker, place.name);
  if (container === undefined) return absentContainer(docker, place.name, scene.context.names);
  if (container.state !== 'running' || container.pid === undefined)
    return failing(stateSaid(container), stateEvidence(container));
  const { pid, name } = container;
  return {
    label,
    host,
    ns: { pid },
    root: { pid },
    shell: { at: 'container', name, image: plainImage(container.image) },
  };
}

/** A namespace that `ip netns` made, where it keeps them. */
async function namedNamespace(
  name: string,
  label: SaidParam,
  host: LabHost,
  signal: AbortSignal,
): Promise<Source | Obstacle> {
  const kept = await ask(host, 'read', { root: 'host', path: '/run/netns' }, signal);
  if (isObstacle(kept)) return kept;
  const names = kept.is === 'directory' ? kept.names : [];
  if (!names.includes(name))
    return failing(said('place.no-netns', { name }), { command: 'ip netns list', output: asRecord(names) });
  return { label, host, ns: { name }, root: { name }, shell: { at: 'netns', name } };
}
