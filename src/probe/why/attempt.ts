import type { Prober } from '../../lab/index.ts';
import {
  type Blamed,
  blame,
  isUnread,
  type Namespace,
  type Place,
  type PredictedRoute,
  placesOf,
  type Question,
  risenBetween,
  type Snapshot,
  tablesIn,
} from '../../network/index.ts';
import { type Reached, reach } from '../reach.ts';
import { said } from '../schema/index.ts';
import { namespaceOf, type View } from '../view-of.ts';

/** An attempt, and what its packets were counted by. */
export type Attempted = { readonly reached: Reached; readonly risen: Blamed };

/**
 * Tries a route, with the counters of all rules read before and after it: what rose dropped it. No check sends anything
 * meanwhile. Undefined where nothing can be sent.
 */
export async function attempt(
  seen: Snapshot,
  question: Question,
  route: PredictedRoute,
  view: View,
  signal: AbortSignal,
): Promise<Attempted | undefined> {
  const { from } = question;
  const ns = namespaceOf(from);
  const prober = view.prober(from);
  if (ns === undefined || prober === undefined) return undefined;
  return await view.alone(() => tried(seen, question, route, view, { ns, prober, signal }));
}

type Means = { readonly ns: Namespace; readonly prober: Pick<Prober, 'ask'>; readonly signal: AbortSignal };

async function tried(
  seen: Snapshot,
  { protocol, port = 0 }: Question,
  route: PredictedRoute,
  view: View,
  { ns, prober, signal }: Means,
): Promise<Attempted> {
  const ruled = placesWithRules(seen);
  const before = await savedRules(ruled, view);
  const { address } = route;
  const bare = { ns, address, bare: true } as const;
  const answer =
    protocol === 'icmp'
      ? await prober.ask('ping', bare, signal)
      : protocol === 'udp'
        ? await prober.ask('udp', { ...bare, port, send: 'text' }, signal)
        : await prober.ask('connect', { ...bare, port }, signal);
  const after = await savedRules(ruled, view);
  const answered = 'attempts' in answer && answer.attempts.at(-1)?.result === 'ok';
  const blamed = ruled.map(({ stack }, at) => {
    const rose = risenBetween(tablesIn(before[at] ?? ''), tablesIn(after[at] ?? ''));
    return blame(rose, stack?.id ?? '', route, !answered);
  });
  const risen: Blamed = {
    there: blamed.flatMap(one => one.there),
    back: blamed.flatMap(one => one.back),
  };
  if ('unmeasured' in answer) return { reached: notRun(answer.unmeasured), risen };
  const around =
    answered || answer.attempts.at(-1)?.result === 'ECONNREFUSED'
      ? null
      : await prober.ask('around', { ns, address }, signal);
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
