import * as z from 'zod';
import { generations, type LabSpec } from './types.ts';

/**
 * Labels that everything of a lab carries from creation. All that is known of a running lab is read back from them.
 */
export const label = {
  /** Version of this layout of labels. On everything that is netdojo's, images included. */
  version: 'netdojo.version',
  /** Id of the lab. */
  lab: 'netdojo.lab',
  /** Lesson it is for. */
  lesson: 'netdojo.lesson',
  /** Name of the host, `outside` for the container that plays it. */
  host: 'netdojo.host',
  /** The whole `LabSpec` as JSON. */
  spec: 'netdojo.spec',
  /** `stream` or `time:SECONDS`. */
  lease: 'netdojo.lease',
} as const;

/** What `netdojo.version` says now. A lab of another layout is swept and removed like any, but not attached to. */
export const layout = '1';

export type Labels = Readonly<Record<string, string>>;

/** The labels of a lab's networks and volumes, and part of those of its containers. */
export function labLabels(id: string, lesson: string): Labels {
  return { [label.version]: layout, [label.lab]: id, [label.lesson]: lesson };
}

const specLabel = z.object({
  lesson: z.string(),
  hosts: z.array(z.string()).min(1),
  wires: z.record(z.string(), z.array(z.string())),
  generation: z.enum(generations),
});

/** The spec a container was made from, or undefined when its labels are not of this layout. */
export function readSpec(labels: Labels): LabSpec | undefined {
  if (labels[label.version] !== layout) return undefined;
  try {
    return specLabel.safeParse(JSON.parse(labels[label.spec] ?? '')).data;
  } catch {
    return undefined;
  }
}
