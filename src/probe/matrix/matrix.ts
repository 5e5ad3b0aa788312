import {
  aimAt,
  goBy,
  type Namespace,
  ownersOf,
  type Place,
  placesOf,
  predict,
  type Question,
  type Snapshot,
  snapshot,
} from '../../network/index.ts';
import { figure, misnamed, nameReached, type Reached, reach } from '../reach.ts';
import { type Said, said } from '../schema/index.ts';
import { namespaceOf, type View } from '../view-of.ts';
import { agreement } from '../why/why.ts';
import { measureAll } from './measure-all.ts';
import type { Cell, Matrix, MatrixAsked } from './types.ts';

/**
 * Predicts from everybody to everybody. With `measure`, each pair is tried as well: all by one probing process on a host, side
 * by side, with at most four attempts under way to one target. `onPredicted` hears of the matrix before anything is sent.
 * Rejects with an AbortError when the signal fires, and with an EnvironmentError when a host is gone.
 */
export async function matrix(
  asked: MatrixAsked,
  view: View,
  signal: AbortSignal,
  { measure, onPredicted }: { measure: boolean; onPredicted?: (matrix: Matrix) => void },
): Promise<Matrix> {
  const seen = await snapshot(view.readers);
  const places = placesOf(seen).filter(
    ({ container, stack }) => stack !== undefined || container?.state === 'running',
  );
  const pairs = places.flatMap(from =>
    places.filter(to => to !== from).map(to => pairOf(seen, asked, from, to)),
  );
  const predicted: Matrix = {
    asked,
    places: places.map(({ label }) => label),
    cells: pairs.map(({ cell }) => cell),
    unread: seen.unread,
  };
  if (!measure) return predicted;
  onPredicted?.(predicted);
  const reached = await view.alone(() =>
    measureAll(pairs, ({ question }, unbounded) =>
      measureOne(asked, question, unbounded, seen, view, signal),
    ),
  );
  const cells = pairs.map((pair): Cell => {
    const measured = reached.get(pair);
    if (measured === undefined) return pair.cell;
    const agrees = agreement(pair.cell.predicted, measured);
    return { ...pair.cell, measured, ...(agrees === undefined ? {} : { agrees }) };
  });
  return { ...predicted, cells };
}

export type Pair = { readonly cell: Cell; readonly question: Question };

function pairOf(seen: Snapshot, asked: MatrixAsked, from: Place, to: Place): Pair {
  const named = asked.by === 'name' || asked.protocol === 'dns';
  const port = asked.protocol === 'tcp' ? (asked.port ?? portOf(to)) : undefined;
  const [address] = aimAt(seen, from, to.label).addresses;
  const question: Question = {
    from,
    to: named ? to.label : (address ?? to.label),
    protocol: asked.protocol === 'tcp' ? 'tcp' : 'icmp',
    port,
  };
  const { blocks, outcomes } = predict(seen, question);
  const causes = blocks.map(({ cause }) => cause);
  const cell = { from: from.label, to: to.label, port };
  if (asked.protocol !== 'dns') return { question, cell: { ...cell, predicted: outcomes, causes } };
  const name = blocks.filter(({ step }) => step === 'name');
  const known = name.every(({ passes }) => passes === true);
  return {
    question,
    cell: { ...cell, predicted: known ? ['open'] : outcomes, causes: name.map(one => one.cause) },
  };
}

/** The lowest port it listens on for others; else the lowest one it declares; else 80. */
function portOf({ stack, container }: Place): number {
  const heard = (stack?.listeners.tcp ?? [])
    .filter(({ address }) => !address.startsWith('127.') && address !== '::1')
    .map(({ port }) => port);
  const declared = (container?.declared ?? []).filter(one => one.endsWith('/tcp')).map(Number.parseFloat);
  const ports = heard.length > 0 ? heard : declared;
  return ports.length > 0 ? Math.min(...ports) : 80;
}

/** One pair, as a program at `from` would try it. */
async function measureOne(
  { protocol }: MatrixAsked,
  question: Question,
  unbounded: boolean,
  seen: Snapshot,
  view: View,
  signal: AbortSignal,
): Promise<Reached> {
  const { from, to, port = 0 } = question;
  const ns = namespaceOf(from);
  const prober = view.prober(from);
  if (ns === undefined || prober === undefined)
    return notRun(said('unmeasured.no-prober', { where: from.label }));
  const aim = aimAt(seen, from, to);
  let address = aim.addresses[0];
  if (aim.resolved !== undefined) {
    const name = to.replace(/^.*\//, '');
    const answer = await prober.ask('resolve', { ns, root: ns, name }, signal);
    if ('unmeasured' in answer) return notRun(said('unmeasured.probe', { reason: answer.unmeasured }));
    const unnamed = nameReached({ name, ...answer });
    if (unnamed !== undefined) return unnamed;
    address = goBy(seen, from, to, aim, answer.addresses);
    if (address === undefined) return misnamed({ name, ...answer });
    if (protocol === 'dns') return found(answer.ms);
  }
  // A machine is meant by what it is, and not by a name.
  if (protocol === 'dns') return found(0);
  if (address === undefined) return notRun(said('unmeasured.no-address', { where: to }));
  const how = { ns, address, forget: true } as const;
  // A ping waits in no queue.
  const target = protocol === 'icmp' ? {} : targetNs(seen, from, address, view);
  const answer =
    protocol === 'icmp'
      ? await prober.ask('ping', how, signal)
      : await prober.ask('connect', { ...how, ...target, port, ...(unbounded ? { unbounded } : {}) }, signal);
  if ('unmeasured' in answer) return notRun(said('unmeasured.probe', { reason: answer.unmeasured }));
  return reach(answer.attempts, answer.around, { watched: 'targetNs' in target });
}

/**
 * Whose listen queue an attempt at an address ends in: a full one loses calls, which looks like a rule that drops them. A
 * probing process sees those of its own host.
 */
function targetNs(
  seen: Snapshot,
  from: Place,
  address: string,
  view: View,
): { readonly targetNs?: Namespace } {
  const [owner] = ownersOf(seen, address, from.machine);
  const ns = owner !== undefined && view.prober(owner) === view.prober(from) ? namespaceOf(owner) : undefined;
  return ns === undefined ? {} : { targetNs: ns };
}

function found(ms: number): Reached {
  return {
    measured: true,
    outcome: 'open',
    got: said('outcome.open', { ms: figure(ms) }),
    control: undefined,
    proven: true,
  };
}

function notRun(why: Said): Reached {
  return { measured: false, why };
}
