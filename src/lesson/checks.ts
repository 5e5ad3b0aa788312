import {
  type Check,
  type Measure,
  namesOf,
  type Outcome,
  placeholders,
  placesIn,
} from '../probe/schema/index.ts';
import type { WrittenCheck } from './engines.ts';
import type { LessonStructure, Step } from './schema.ts';
import type { YamlPath } from './yaml-file.ts';

/** A check of a lesson and where it stands. */
export type Placed = {
  readonly step: Step;
  /** Index of the step. */
  readonly index: number;
  readonly check: WrittenCheck;
  readonly bystander: boolean;
  /** Path of the check in `lesson.yaml`. */
  readonly path: YamlPath;
};

/** Every check of a lesson in order, bystanders after the checks of their step. */
export function placedChecks({ steps }: Pick<LessonStructure, 'steps'>): Placed[] {
  return steps.flatMap((step, index) =>
    (['checks', 'bystanders'] as const).flatMap(list =>
      step[list].map((check, at) => ({
        step,
        index,
        check,
        bystander: list === 'bystanders',
        path: ['steps', index, list, at],
      })),
    ),
  );
}

/** Every text in a value and where it stands below it. Keys are not texts. */
export function textsIn(
  value: unknown,
  path: YamlPath = [],
): { readonly text: string; readonly path: YamlPath }[] {
  if (typeof value === 'string') return [{ text: value, path }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    textsIn(inner, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}

/** What of a probe may say which host it is on (`host2/web1`), and where it stands below the probe. */
export function placesOf(probe: Check | Measure): { readonly place: string; readonly path: YamlPath }[] {
  const places: { readonly place: string; readonly path: YamlPath }[] = textsIn(probe).flatMap(
    ({ text, path }) =>
      placeholders(text)
        .filter(({ kind }) => kind !== 'seen')
        .map(({ of }) => ({ place: of, path })),
  );
  const fields = placesIn(probe);
  const named = namesOf(probe).filter(({ field }) => !fields.some(one => one.field === field));
  places.push(...fields.map(({ place, field }) => ({ place, path: field.split('.') })));
  return [...places, ...named.map(({ name, field }) => ({ place: name, path: field.split('.') }))];
}

/**
 * Outcomes that a kind of probe cannot have: a ping is not refused, only who asks for a page can be let in and get nothing,
 * and whether a datagram was dropped or left unanswered cannot be told.
 */
export const neverGiven: Readonly<Record<'ping' | 'tcp' | 'udp', readonly Outcome[]>> = {
  ping: ['refused', 'no-data'],
  tcp: ['no-data'],
  udp: ['dropped'],
};
