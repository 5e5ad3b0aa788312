import type { Attempt, Surroundings } from '../lab/index.ts';
import { embeddedServer } from '../network/index.ts';
import type { Outcome } from './result.ts';
import { type Said, said } from './schema/index.ts';

/** What became of the attempts to reach something. */
export type Reached =
  | {
      readonly measured: true;
      readonly outcome: Outcome;
      /** The outcome with its figures. */
      readonly got: Said;
      /** What shows that the probe itself worked. */
      readonly control: Said | undefined;
      /** Whether the outcome may be believed where it is the wanted one. */
      readonly proven: boolean;
    }
  | { readonly measured: false; readonly why: Said };

/** What was known about the target when it was tried. */
export type Tried = {
  /** Whether the target's namespace is known and its listen queue was watched. */
  readonly watched: boolean;
};

/**
 * From the attempts to the outcome. `dropped` is said only when every attempt stayed silent, no SYN was lost in a full
 * listen queue (BusyBox httpd's has 9 places; the kernel sends again only after 1 s), the next hop has answered ARP, and
 * the same namespace got a TCP answer from somewhere.
 */
export function reach(attempts: readonly Attempt[], around: Surroundings | null, tried: Tried): Reached {
  const broken = attempts.find(attempt => attempt.result.startsWith('unmeasured'));
  if (broken !== undefined) return unknown('probe', { reason: broken.result });
  const answer = attempts.find(attempt => !isSilent(attempt.result));
  if (answer === undefined) return silent(attempts, around, tried);
  return outcomeOf(answer, around);
}

function outcomeOf(answer: Attempt, around: Surroundings | null): Reached {
  const ms = figure(answer.ms);
  const control = controlOf(around);
  switch (answer.result) {
    case 'ok':
      return measured('open', { ms }, undefined, true);
    case 'no-data':
      return measured('no-data', { ms }, undefined, true);
    case 'ECONNREFUSED':
      // A refusal is itself an answer: no control is needed.
      return measured('refused', { ms }, undefined, true);
    case 'ENETUNREACH':
    case 'ENETDOWN':
    case 'EADDRNOTAVAIL':
      return measured('unreachable', { ms }, control, control !== undefined);
    case 'EHOSTUNREACH':
      return measured('no-route', { ms }, control, control !== undefined);
    default:
      return unknown('errno', { errno: answer.result });
  }
}

function silent(attempts: readonly Attempt[], around: Surroundings | null, tried: Tried): Reached {
  if (attempts.length === 0 || around === null) return unknown('no-surroundings');
  const ms = figure(attempts.reduce((sum, attempt) => sum + attempt.ms, 0));
  const control = controlOf(around);
  if (around.neighbour === 'INCOMPLETE' || around.neighbour === 'FAILED')
    return measured('no-route', { ms }, control, control !== undefined);
  // Nothing can have been sent to a next hop that found no room in the table of neighbours, which all namespaces share.
  if (around.neighbour === 'FULL')
    return unknown('neighbours-full', { hop: around.nextHop ?? said('value.none') });
  if (control === undefined)
    return unknown('no-control', { target: around.controlTarget ?? said('value.none') });
  if (tried.watched && around.listenOverflows === null) return unknown('overflow-unreadable');
  if (around.listenOverflows !== null && around.listenOverflows > 0)
    return unknown('overflow', { count: around.listenOverflows });
  return measured('dropped', { ms, attempts: attempts.length }, control, true);
}

/** What a name server, or the hosts file, made of a name. */
export type Lookup = {
  readonly name: string;
  readonly source: 'hosts' | 'dns' | null;
  readonly server: string | null;
  readonly addresses: readonly string[];
  readonly code: string | null;
  readonly ms: number;
};

/** From a look-up without an address to `no-such-name`: only where a resolver answered. Undefined when there is an address. */
export function nameReached(lookup: Lookup): Reached | undefined {
  if (lookup.addresses.length > 0) return undefined;
  const { name, code } = lookup;
  const server = lookup.server ?? said('value.none');
  if (code === 'timeout') return unknown('resolver-silent', { server });
  const answered =
    code === 'NXDOMAIN' || code === 'NOERROR' || (code === 'SERVFAIL' && lookup.server === embeddedServer);
  const noServer = code === null || /^E[A-Z]+$/.test(code);
  if (!answered && !noServer) return unknown('resolver', { server, answer: code });
  const control = answered ? said('control.resolver', { server, answer: code ?? '' }) : undefined;
  return measured('no-such-name', { name, server, ms: figure(lookup.ms) }, control, answered);
}

/** From a look-up that has come to somebody else than is meant: who is meant has no such name there. */
export function misnamed({ name, server, addresses }: Lookup): Reached {
  const got = said('why.name.answered', { name, server: server ?? '-', addresses: [...addresses] });
  return { measured: true, outcome: 'no-such-name', got, control: undefined, proven: true };
}

function measured(
  outcome: Outcome,
  params: NonNullable<Said['params']>,
  control: Said | undefined,
  proven: boolean,
): Reached {
  return { measured: true, outcome, got: said(`outcome.${outcome}`, params), control, proven };
}

function unknown(why: string, params?: Said['params']): Reached {
  return { measured: false, why: said(`unmeasured.${why}`, params) };
}

function isSilent(result: string): boolean {
  return result === 'timeout' || result === 'ETIMEDOUT';
}

function controlOf(around: Surroundings | null): Said | undefined {
  if (around?.control !== 'ok' && around?.control !== 'ECONNREFUSED') return undefined;
  const outcome = said(around.control === 'ok' ? 'expect.open' : 'expect.refused');
  return said('control.tcp', { target: around.controlTarget ?? '', outcome });
}

/** Milliseconds as a person reads them: one decimal below ten. */
export function figure(ms: number): number {
  return ms < 10 ? Math.round(ms * 10) / 10 : Math.round(ms);
}

/** Codes a traffic probe may get by itself. */
export const reachCodes = [
  'outcome.open',
  'outcome.no-data',
  'outcome.refused',
  'outcome.unreachable',
  'outcome.no-route',
  'outcome.dropped',
  'outcome.no-such-name',
  'unmeasured.errno',
  'unmeasured.no-surroundings',
  'unmeasured.no-control',
  'unmeasured.neighbours-full',
  'unmeasured.overflow',
  'unmeasured.overflow-unreadable',
  'unmeasured.resolver-silent',
  'unmeasured.resolver',
] as const;
