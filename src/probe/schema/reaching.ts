import type { Outcome } from '../result.ts';
import { type Said, type SaidParam, said } from '../said.ts';
import { placeholders } from './placeholder.ts';
import { isName, placeSaid, valueSaid } from './words.ts';

/** What ping, tcp and http have in common: somebody is to be reached, or not. */
type Reaching = { readonly from: string; readonly to: string; readonly expect: Outcome };

/** Whether a kind of check reaches for something, so that there is a way to follow. */
export function reaches({ probe }: { readonly probe: string }): boolean {
  return ['ping', 'tcp', 'http', 'udp', 'dns'].includes(probe);
}

/** Whether an answer is waited for. */
export function opens({ expect }: Pick<Reaching, 'expect'>): boolean {
  return expect === 'open' || expect === 'no-data';
}

/** Who reaches what, or what becomes of it instead. */
export function reachTitle(check: Reaching, to: SaidParam): Said {
  const from = placeSaid(check.from);
  if (check.expect === 'no-such-name') return said('title.reach.no-such-name', { from, to: check.to });
  const byName = check.expect === 'open' && isName(check.to);
  return said(`title.reach.${byName ? 'open-by-name' : check.expect}`, { from, to });
}

/** A port of somebody: of a container, where its address is meant. */
export function portSaid(
  { to, port }: { readonly to: string; readonly port: number | string },
  protocol: 'tcp' | 'udp' = 'tcp',
): Said {
  const [only] = placeholders(to);
  const owner = only?.kind === 'ip' && only.text === to ? only.of : undefined;
  const of = owner === undefined ? valueSaid(to) : placeSaid(owner);
  if (typeof port === 'string') return said('target.published', { of, port: valueSaid(port) });
  return said(protocol === 'tcp' ? 'target.port' : 'target.udp-port', { of, port });
}
