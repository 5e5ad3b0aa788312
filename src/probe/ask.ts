import type { LabHost, Questions } from '../lab/index.ts';
import { type Obstacle, unmeasured } from './obstacle.ts';

/**
 * Asks a host's probing process; where it could not look, that is the obstacle. Rejects with an AbortError when the signal
 * fires and with an EnvironmentError when the host is gone.
 */
export async function ask<O extends keyof Questions>(
  host: LabHost,
  op: O,
  question: Questions[O]['ask'],
  signal: AbortSignal,
): Promise<Questions[O]['answer'] | Obstacle> {
  const answer = await host.prober.ask(op, question, signal);
  return 'unmeasured' in answer ? unmeasured('probe', { reason: answer.unmeasured }) : answer;
}
