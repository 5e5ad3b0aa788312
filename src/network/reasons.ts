import { type Cause, cause } from './cause.ts';
import type { Snapshot } from './model.ts';
import { stackOwner } from './names.ts';
import { networksAt, type Place } from './places.ts';
import { type Prediction, predict, type Question } from './predict.ts';

/** Why nothing stands in the way: what a check says that had hoped for something. Empty where something does. */
export function reasonsOpen(
  snapshot: Snapshot,
  question: Question,
  prediction: Prediction,
): readonly Cause[] {
  const { from } = question;
  const { route, blocks } = prediction;
  if (blocks.some(({ passes }) => passes !== true) || route?.there?.end === undefined) return [];
  const { there, target } = route;
  const to = target?.label ?? route.address;
  if (there.end?.stack.id === from.stack?.id)
    return target === undefined || target.label === from.label
      ? [cause('host-itself', { name: from.label })]
      : [cause('same-namespace', { name: from.label, other: to })];
  const shared = sharedNetwork(from, target);
  const unfiltered = withoutFiltering(snapshot, question);
  const translated = there.hops.find(hop => hop.is === 'translated' && hop.ending.to.kind === 'destination');
  if (unfiltered !== undefined) return [unfiltered];
  if (shared !== undefined)
    return [cause('shared-network', { name: from.label, other: to, network: shared })];
  if (translated?.is === 'translated')
    return [
      cause('published', {
        name: to,
        port: translated.before.port ?? '-',
        inner: translated.after.port ?? '-',
      }),
    ];
  return target?.at === 'host' ? [cause('own-host', { name: from.label, other: to })] : [];
}

function sharedNetwork(from: Place, target: Place | undefined): string | undefined {
  if (target?.container === undefined || from.machine !== target.machine) return undefined;
  const names = (place: Place) => {
    const container = stackOwner(place);
    return networksAt(container === undefined ? place : { ...place, container }).map(({ name }) => name);
  };
  const own = names(from);
  return names(target).find(network => own.includes(network));
}

/** Whether rules would have kept them apart, if packets within a bridge met any. */
function withoutFiltering(snapshot: Snapshot, question: Question): Cause | undefined {
  const off = Object.values(snapshot.stacks).filter(({ bridgeFiltering }) => bridgeFiltering === false);
  if (off.length === 0) return undefined;
  const stacks = Object.fromEntries(
    Object.entries(snapshot.stacks).map(([id, stack]) => [id, { ...stack, bridgeFiltering: true }]),
  );
  const filtered = { ...snapshot, stacks };
  const from: Place =
    question.from.stack === undefined
      ? question.from
      : { ...question.from, stack: stacks[question.from.stack.id] };
  const [block] = predict(filtered, { ...question, from }).blocks;
  if (block === undefined || block.step !== 'filter') return undefined;
  return cause('br-netfilter-off', {
    why: { code: `cause.${block.cause.id}`, params: block.cause.params },
  });
}
