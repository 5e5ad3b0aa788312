import {
  findPlace,
  goBy,
  isUnread,
  meantBy,
  type Place,
  type Prediction,
  predict,
  type Question,
  reasonsOpen,
  type Snapshot,
  type StepId,
  snapshot,
} from '../../network/index.ts';
import { type Lookup, misnamed, nameReached, type Reached } from '../reach.ts';
import { isName, type Outcome, said, splitHost } from '../schema/index.ts';
import { namespaceOf, type View } from '../view-of.ts';
import { type Attempted, attempt } from './attempt.ts';
import { foundAt, type Measured } from './found.ts';
import { sizeStep } from './size.ts';
import type { Asked, NotLocated, WhyResult, WhyStep } from './types.ts';
import { comparisonOf, verdictOf } from './verdict.ts';

/**
 * Follows a packet from name to listener: reads, predicts and measures it, step by step. `onStep` hears of each as it is
 * known. Rejects with an AbortError when the signal fires, and with an EnvironmentError when a host is gone.
 */
export async function why(
  asked: Asked,
  view: View,
  signal: AbortSignal,
  onStep: (step: WhyStep) => void,
): Promise<WhyResult | NotLocated> {
  const seen = await snapshot(view.readers);
  const from = locate(seen, asked);
  if ('is' in from) return from;
  const { protocol, port } = asked;
  const question: Question = { from, to: asked.as ?? asked.to, protocol, port };
  const steps: WhyStep[] = [];
  const tell = (id: StepId, prediction: Prediction, measured: Measured): void => {
    const step = stepOf(id, prediction, question, measured);
    steps.push(step);
    onStep(step);
  };
  const first = predict(seen, question);
  const nothing: Measured = { lookup: undefined, risen: undefined };
  tell('source', first, nothing);
  const lookup = await lookUp(first, question, view, signal);
  tell('name', first, { lookup, risen: undefined });
  // From here on it is about the address that the name has really come to.
  const address =
    lookup === undefined ? undefined : goBy(seen, from, question.to, first.aim, lookup.addresses);
  const prediction = address === undefined ? first : predict(seen, { ...question, by: address });
  tell('route', prediction, nothing);
  const tried =
    prediction.route === undefined
      ? undefined
      : await attempt(seen, question, prediction.route, view, signal);
  for (const id of ['filter', 'target', 'listener', 'return'] as const)
    tell(id, prediction, { lookup, risen: tried?.risen });
  const size = await sizeStep(question, prediction, view, signal);
  if (size !== undefined) {
    steps.push(size);
    onStep(size);
  }
  const unnamed = lookup === undefined || address !== undefined ? undefined : unnamedBy(lookup);
  return resultOf(asked, seen, question, { first, steps, unnamed, tried });
}

/** The place where the way begins; or what is the matter with a name. */
export function locate(seen: Snapshot, { from, to }: Asked): Place | NotLocated {
  const start = findPlace(seen, from);
  const silent = seen.machines.flatMap(({ name, docker }) =>
    docker !== undefined && isUnread(docker) ? [name] : [],
  );
  if (start.is === 'unknown') return { is: 'unknown', name: from, near: start.near, silent };
  if (start.is === 'ambiguous') return { is: 'ambiguous', name: from, near: start.choices, silent };
  const end = meantBy(seen, start.place, to) === undefined ? findPlace(seen, to) : undefined;
  return end?.is === 'ambiguous' ? { is: 'ambiguous', name: to, near: end.choices, silent } : start.place;
}

type Known = {
  /** By what the name should come to. */
  readonly first: Prediction;
  readonly steps: readonly WhyStep[];
  /** What the name came to, where it came to nobody who is meant. */
  readonly unnamed: Reached | undefined;
  readonly tried: Attempted | undefined;
};

function unnamedBy(lookup: Lookup): Reached | undefined {
  return lookup.addresses.length > 0 ? misnamed(lookup) : nameReached(lookup);
}

function resultOf(
  asked: Asked,
  seen: Snapshot,
  question: Question,
  { first, steps, unnamed, tried }: Known,
): WhyResult {
  const measured = unnamed ?? tried?.reached ?? unmeasured(question.from);
  const blocking = first.blocks.map(({ cause }) => cause);
  const small = agreement(first.outcomes, measured);
  const large = steps.find(({ id }) => id === 'size')?.verdict;
  // A large packet is predicted to be lost wherever one is sent.
  const agrees = large === 'ok' ? false : small;
  return {
    asked,
    steps,
    predicted: first.outcomes,
    measured,
    verdict: verdictOf(asked, measured, steps, first.outcomes),
    comparison: comparisonOf(first.outcomes, measured, agrees),
    agrees,
    causes: blocking.length > 0 ? blocking : reasonsOpen(seen, question, first),
    risen: [...(tried?.risen.there ?? []), ...(tried?.risen.back ?? [])],
    unread: seen.unread,
  };
}

/** Whether a prediction and a measurement say the same; undefined where one of them says nothing. */
export function agreement(predicted: readonly Outcome[], measured: Reached): boolean | undefined {
  if (predicted.length === 0 || !measured.measured) return undefined;
  // A connect is answered by the kernel: that no program reads from it shows only later.
  return predicted.some(
    one => one === measured.outcome || (one === 'no-data' && measured.outcome === 'open'),
  );
}

function unmeasured({ label }: Place): Reached {
  return { measured: false, why: said('unmeasured.no-prober', { where: label }) };
}

/** Asks for the name as programs there would. Undefined where there is none to ask for, or nobody to ask. */
async function lookUp(
  { aim }: Prediction,
  { from, to }: Question,
  view: View,
  signal: AbortSignal,
): Promise<Lookup | undefined> {
  const ns = namespaceOf(from);
  const { name } = splitHost(to);
  const machineMeant = aim.resolved === undefined && aim.meant !== undefined;
  if (ns === undefined || machineMeant || !isName(name)) return undefined;
  const answer = await view.prober(from)?.ask('resolve', { ns, root: ns, name }, signal);
  return answer === undefined || 'unmeasured' in answer ? undefined : { name, ...answer };
}

function stepOf(id: StepId, prediction: Prediction, question: Question, measured: Measured): WhyStep {
  const own = prediction.blocks.filter(({ step }) => step === id);
  const found = foundAt(id, prediction, question, measured);
  return {
    id,
    verdict: stepVerdict(own, found.code),
    found,
    causes: own.map(({ cause }) => cause),
  };
}

function stepVerdict(own: Prediction['blocks'], code: string): WhyStep['verdict'] {
  if (code === 'why.filter.counted') return 'fail';
  if (own.length === 0) return code.endsWith('.skipped') ? 'skipped' : 'ok';
  return own.every(({ cause }) => cause.id === 'undetermined') ? 'unknown' : 'fail';
}
