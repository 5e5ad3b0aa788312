import {
  isUnread,
  type Place,
  placesOf,
  type Question,
  type Risen,
  risenBetween,
  type Snapshot,
  tablesIn,
} from '../../network/index.ts';
import { type Reached, reach } from '../reach.ts';
import { said } from '../schema/index.ts';
import { namespaceOf, type View } from '../view-of.ts';

/** An attempt, and what its packets were counted by. */
export type Attempted = { readonly reached: Reached; readonly risen: readonly Risen[] };

/**
 * Tries an address, with the counters of all rules read before and after it: what rose dropped it. Nothing else is sent
 * meanwhile. Undefined where nothing can be sent.
 */
export async function attempt(
  seen: Snapshot,
  { from, protocol, port = 0 }: Question,
  address: string,
  view: View,
  signal: AbortSignal,
): Promise<Attempted | undefined> {
  const ns = namespaceOf(from);
  const prober = view.prober(from);
  if (ns === undefined || prober === undefined) return undefined;
  const ruled = placesWithRules(seen);
  const before = await savedRules(ruled, view);
  const bare = { ns, address, bare: true } as const;
  const answer =
    protocol === 'icmp'
      ? await prober.ask('ping', bare, signal)
      : protocol === 'udp'
        ? await prober.ask('udp', { ...bare, port, send: 'text' }, signal)
        : await prober.ask('connect', { ...bare, port }, signal);
  const after = await savedRules(ruled, view);
  const risen = before.flatMap((saved, at) => risenBetween(tablesIn(saved), tablesIn(after[at] ?? '')));
  if ('unmeasured' in answer) return { reached: notRun(answer.unmeasured), risen };
  const answered = ['ok', 'ECONNREFUSED'].includes(answer.attempts.at(-1)?.result ?? '');
  const around = answered ? null : await prober.ask('around', { ns, address }, signal);
  if (around !== null && 'unmeasured' in around) return { reached: notRun(around.unmeasured), risen };
  return { reached: reach(answer.attempts, around, { watched: false }), risen };
}

function notRun(reason: string): Reached {
  return { measured: false, why: said('unmeasured.probe', { reason }) };
}

/** One place in each stack that has rules. */
function placesWithRules({ stacks, ...seen }: Snapshot): readonly Place[] {
  const ruled = new Map<string, Place>();
  for (const place of placesOf({ ...seen, stacks })) {
    const { stack } = place;
    if (stack === undefined || isUnread(stack.rules) || Object.keys(stack.rules).length === 0) continue;
    if (!ruled.has(stack.id)) ruled.set(stack.id, place);
  }
  return [...ruled.values()];
}

/** Output of `iptables-save -c` at each place; empty where it could not be read now. */
async function savedRules(places: readonly Place[], { readers }: View): Promise<readonly string[]> {
  return await Promise.all(
    places.map(async place => {
      const reader = readers.find(({ name }) => name === place.machine.name) ?? readers[0];
      const saved = await reader?.savedRules(namespaceOf(place) ?? 'host');
      return typeof saved === 'string' ? saved : '';
    }),
  );
}
