import type { Reached } from '../reach.ts';
import type { Outcome } from '../schema/index.ts';
import type { Pair } from './matrix.ts';

/**
 * How many pairs are tried at a time where somebody is to answer: a call that is taken waits in a short queue until the
 * program gets to it (BusyBox httpd: 9 places), and what comes to a full one is lost without a word.
 */
const answering = 24;
/** Where nobody is: silence costs half a second each, and hardly anything else. */
const silent = 512;
/** How often a pair is tried again that met a full queue. */
const passes = 6;

/** Tries all pairs, those to the same target as far apart as can be, and those again that met a full queue. */
export async function measureAll(
  pairs: readonly Pair[],
  measure: (pair: Pair, unbounded: boolean) => Promise<Reached>,
): Promise<ReadonlyMap<Pair, Reached>> {
  const reached = new Map<Pair, Reached>();
  const one =
    (unbounded: boolean) =>
    async (pair: Pair): Promise<void> => {
      reached.set(pair, await measure(pair, unbounded));
    };
  let open = inTurn(pairs);
  for (let pass = 0; pass < passes && open.length > 0; pass += 1) {
    // What was expected to stay silent and met a full queue was not silent.
    const quiet = pass > 0 ? [] : open.filter(({ cell }) => staysSilent(cell.predicted));
    const others = open.filter(pair => !quiet.includes(pair));
    // The less a queue has been given at a time, the surer it is that it can keep up.
    await Promise.all([
      some(quiet, silent, one(true)),
      some(others, Math.ceil(answering / 2 ** pass), one(false)),
    ]);
    open = open.filter(pair => metFullTable(reached.get(pair)));
  }
  return reached;
}

function staysSilent(outcomes: readonly Outcome[]): boolean {
  return outcomes.length > 0 && outcomes.every(one => one === 'dropped' || one === 'no-route');
}

function metFullTable(measured: Reached | undefined): boolean {
  if (measured?.measured !== false) return false;
  return measured.why.code === 'unmeasured.overflow' || measured.why.code === 'unmeasured.neighbours-full';
}

/** By their targets in turn: first one pair to each, then the next one to each. */
function inTurn(pairs: readonly Pair[]): readonly Pair[] {
  const byTarget = Map.groupBy(pairs, ({ cell }) => cell.to);
  const most = Math.max(0, ...[...byTarget.values()].map(group => group.length));
  return Array.from({ length: most }, (_, at) =>
    [...byTarget.values()].flatMap(group => group[at] ?? []),
  ).flat();
}

/** Does something with each item, so many at a time. */
async function some<Item>(
  items: readonly Item[],
  width: number,
  work: (item: Item) => Promise<void>,
): Promise<void> {
  const left = items[Symbol.iterator]();
  const worker = async (): Promise<void> => {
    for (let next = left.next(); next.done !== true; next = left.next()) await work(next.value);
  };
  await Promise.all(Array.from({ length: Math.min(width, items.length) }, worker));
}
