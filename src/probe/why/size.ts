import type { Prediction, Question } from '../../network/index.ts';
import { said } from '../schema/index.ts';
import { namespaceOf, type View } from '../view-of.ts';
import type { WhyStep } from './types.ts';

/** Bytes of an IPv4 packet before the payload of a ping. */
const heads = 28;

/**
 * Where a large packet is predicted to be lost, sends one: a ping as large as the sender's interface takes. Undefined where
 * nothing is narrower than that.
 */
export async function sizeStep(
  { from }: Question,
  { blocks, route }: Prediction,
  view: View,
  signal: AbortSignal,
): Promise<WhyStep | undefined> {
  const block = blocks.find(({ step }) => step === 'size');
  if (block === undefined || route === undefined) return undefined;
  const size = Number(block.cause.params.size);
  const step = { id: 'size', causes: [block.cause] } as const;
  const ns = namespaceOf(from);
  const ping = { ns: ns ?? 'host', address: route.address, bytes: size - heads, bare: true } as const;
  const answer = ns === undefined ? undefined : await view.prober(from)?.ask('ping', ping, signal);
  if (answer === undefined || 'unmeasured' in answer)
    return { ...step, verdict: 'unknown', found: said('why.size.skipped') };
  const passes = answer.attempts.some(({ result }) => result === 'ok');
  return passes
    ? { ...step, verdict: 'ok', found: said('why.size.passes', { size }) }
    : { ...step, verdict: 'fail', found: said('why.size.lost', { size }) };
}
