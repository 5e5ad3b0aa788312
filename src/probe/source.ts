import type { LabHost, Namespace } from '../lab/index.ts';
import { absentContainer, dockerOf, findContainer, plainImage, stateEvidence, stateSaid } from './lookup.ts';
import { failing, isObstacle, type Obstacle } from './obstacle.ts';
import type { Scene } from './scene.ts';
import { parsePlace, placeSaid, type SaidParam } from './schema/index.ts';

/** Where a probe starts, found on the running lab. */
export type Source = {
  readonly label: SaidParam;
  readonly host: LabHost;
  readonly ns: Namespace;
  /** Whose hosts file and resolver settings count. */
  readonly root: { readonly pid: number } | 'host';
  readonly shell: ShellSide;
};

/** How a learner on the lab host would get there: by `docker exec`, by `nsenter`, or being there already. */
export type ShellSide =
  | { readonly at: 'host' }
  | { readonly at: 'outside' }
  | { readonly at: 'container'; readonly name: string; readonly image: string };

/** Finds where a probe starts. A container that is missing or doesn't run is an obstacle the learner can see. */
export async function sourceOf(text: string, scene: Scene): Promise<Source | Obstacle> {
  const place = parsePlace(text);
  const host = scene.host(place.host);
  if (isObstacle(host)) return host;
  const label = placeSaid(text);
  if (place.at !== 'container') return { label, host, ns: place.at, root: 'host', shell: { at: place.at } };
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
