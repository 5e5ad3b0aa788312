import type { Snapshot } from '../../model.ts';
import { type Found, findPlace, type Place } from '../../places.ts';
import { railsOf } from '../rails.ts';
import { boxOf } from './boxes.ts';
import { allBridges } from './bridges.ts';
import type { Wires } from './model.ts';
import { stationsBetween } from './path.ts';
import { publishedOf } from './published.ts';

/**
 * The wires of all networks; or with two places, written as for a check (`web`, `host`, `outside`, `netns:hand`,
 * `host2/web`), those from one to the other.
 */
export function wiresOf(snapshot: Snapshot): Wires;
export function wiresOf(snapshot: Snapshot, from: string, to: string): Wires;
export function wiresOf(snapshot: Snapshot, from?: string, to?: string): Wires {
  const rails = railsOf(snapshot.machines);
  if (from === undefined || to === undefined)
    return { kind: 'bridges', bridges: allBridges(snapshot, rails) };
  const [start, end] = [findPlace(snapshot, from), findPlace(snapshot, to)];
  if (start.is !== 'found') return notFound(start);
  if (end.is !== 'found') return notFound(end);
  const [one, other] = [start.place, end.place];
  if (one.stack !== undefined && one.stack.id === other.stack?.id)
    return { kind: 'together', box: { ...boxOf(one), names: namesOf(one, other) } };
  const stations = stationsBetween({ snapshot, rails }, one, other);
  if (stations === undefined) return { kind: 'unwired', boxes: [boxOf(one), boxOf(other)] };
  return {
    kind: 'path',
    stations,
    published: [...publishedOf(snapshot, one), ...publishedOf(snapshot, other)],
  };
}

function namesOf(one: Place, other: Place): readonly string[] {
  return [...new Set([one.label, other.label])];
}

function notFound(found: Exclude<Found, { readonly is: 'found' }>): Wires {
  const { name } = found;
  return found.is === 'unknown'
    ? { kind: 'unknown', name, near: found.near }
    : { kind: 'ambiguous', name, choices: found.choices };
}
