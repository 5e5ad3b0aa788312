import type { Station, Walk } from '../barrier.ts';
import { isUnread } from '../model.ts';
import type { Risen } from './risen.ts';
import { traverse } from './traverse.ts';

/** Rules that counted the packets of an attempt, by the direction in which these went. */
export type Blamed = { readonly there: readonly Risen[]; readonly back: readonly Risen[] };

/**
 * Tells which of the rules that rose in a stack a packet meets on its way there, or its answer on the way back. The others
 * have counted what somebody else sent meanwhile. Where none of them meets either, though something `stopped` the packet, its
 * way was another than the one that was read: then they are all that is known, and stay.
 */
export function blame(
  risen: readonly Risen[],
  stack: string,
  { there, back }: { readonly there: Walk | undefined; readonly back: Walk | undefined },
  stopped: boolean,
): Blamed {
  const metOn = (walk: Walk | undefined): ReadonlySet<string> =>
    new Set((walk?.stations ?? []).filter(station => station.stack.id === stack).flatMap(metAt));
  const onWay = metOn(there);
  const first = risen.filter(one => onWay.has(keyOf(one)));
  // What did not arrive was not answered.
  if (first.length > 0) return { there: first, back: [] };
  const onReturn = metOn(back);
  const second = risen.filter(one => onReturn.has(keyOf(one)));
  return stopped && second.length === 0 ? { there: risen, back: [] } : { there: [], back: second };
}

/** Keys of the rules that count a packet at a station, or may, and of the policy it comes to. */
function metAt({ stack, table, hook, at }: Station): readonly string[] {
  if (isUnread(stack.rules)) return [];
  const met: string[] = [];
  const ending = traverse(stack.rules, table, hook, at, ({ chain, text }) =>
    met.push(keyOf({ table, chain, text })),
  );
  const open = ending.is === 'drop-policy' || ending.is === 'unknown';
  return open ? [...met, keyOf({ table, chain: hook, text: `-P ${hook} DROP` })] : met;
}

function keyOf({ table, chain, text }: Pick<Risen, 'table' | 'chain' | 'text'>): string {
  return [table, chain, text].join('\n');
}
