import { causeSaid, predict, type Question, reasonsOpen, resolveAt } from '../network/index.ts';
import { isObstacle, type Obstacle } from './obstacle.ts';
import { fill, fillPort } from './resolve.ts';
import { openScene, type Scene } from './scene.ts';
import type { Check, CheckResult, Outcome, Said } from './schema/index.ts';
import type { ProbeContext } from './types.ts';
import type { Asked } from './why/types.ts';
import { locate } from './why/why.ts';

/** Who is to reach what by a check, with its placeholders filled; undefined for a check that is about something else. */
export async function askedBy(check: Check, scene: Scene): Promise<Asked | Obstacle | undefined> {
  switch (check.probe) {
    case 'ping':
      return await filled(check, 'icmp', undefined, scene);
    case 'tcp':
    case 'http':
      return await filled(check, 'tcp', check.port, scene);
    case 'udp':
      return await filled(check, 'udp', check.port, scene);
    case 'dns':
      return { from: check.from, to: check.name, protocol: 'icmp', port: undefined };
    default:
      return undefined;
  }
}

/** The same on a lab as it is now. */
export async function whyAsked(
  check: Check,
  context: ProbeContext,
  signal: AbortSignal,
): Promise<Asked | Obstacle | undefined> {
  return await askedBy(check, openScene(context, signal));
}

async function filled(
  { from, to }: { readonly from: string; readonly to: string },
  protocol: Asked['protocol'],
  port: number | string | undefined,
  scene: Scene,
): Promise<Asked | Obstacle> {
  const target = await fill(to, scene);
  if (isObstacle(target)) return target;
  if (port === undefined) return { from, to: target.text, protocol, port: undefined };
  const number = await fillPort(port, scene);
  return isObstacle(number) ? number : { from, to: target.text, protocol, port: number.port };
}

/**
 * Why a check got what it got, from the network as it is now: what stands in the way, or where nothing does and something
 * should, why not. Empty where the model says otherwise than was measured: then it does not know. Rejects as `snapshot` does.
 */
export async function becauseOf(check: Check, result: CheckResult, scene: Scene): Promise<readonly Said[]> {
  const felt = outcomeOf(check, result);
  if (felt === undefined) return [];
  const asked = await askedBy(check, scene);
  if (asked === undefined || isObstacle(asked)) return [];
  const seen = await scene.network();
  const from = locate(seen, asked);
  if ('is' in from) return [];
  const question: Question = { ...asked, from };
  const prediction = predict(seen, question);
  // A machine is followed by what it is, also without a name server that knows it; a check has asked one for its name.
  if (prediction.aim.resolved === undefined && felt.includes('no-such-name')) {
    const resolved = resolveAt(seen, from, asked.to);
    return resolved.is === 'not-found' ? [causeSaid(resolved.cause)] : [];
  }
  if (!prediction.outcomes.some(one => felt.includes(one))) return [];
  // What only bears on large packets is no reason for what a small one met.
  const block = prediction.blocks.find(({ step }) => step !== 'size');
  if (block !== undefined) return [causeSaid(block.cause)];
  return reasonsOpen(seen, question, prediction).slice(0, 1).map(causeSaid);
}

/** What was felt, in the outcomes that a prediction knows; undefined where nothing was. */
function outcomeOf({ probe }: Check, { got: { code } }: CheckResult): readonly Outcome[] | undefined {
  switch (code) {
    case 'outcome.open':
    case 'udp.answer':
      return ['open'];
    // The kernel takes the call for a program that doesn't read it, and a proxy for one that isn't there.
    case 'outcome.no-data':
      return ['no-data'];
    case 'outcome.refused':
      return ['refused'];
    case 'outcome.unreachable':
      return ['unreachable'];
    case 'outcome.no-route':
      return ['no-route'];
    case 'outcome.dropped':
      return ['dropped'];
    case 'udp.silence':
      return ['dropped', 'no-data'];
    case 'outcome.no-such-name':
      return ['no-such-name'];
    default:
      return probe === 'dns' && code.startsWith('dns.') ? ['open'] : undefined;
  }
}
