import { asRecord, has, recordLookup, typed } from '../evidence.ts';
import { type Judgement, judgeReached } from '../judgement.ts';
import { isObstacle } from '../obstacle.ts';
import { figure, type Lookup, nameReached } from '../reach.ts';
import { fillAll } from '../resolve.ts';
import { type CheckOf, placeSaid, type SaidParam, said, valueSaid } from '../schema/index.ts';
import { type ShellSide, sourceOf } from '../source.ts';
import { lookUp } from '../target.ts';
import { all, type Probe } from './probe.ts';

export type DnsRaw = {
  readonly from: SaidParam;
  readonly shell: ShellSide;
  readonly lookup: Lookup;
  /** The addresses it must give, placeholders filled. */
  readonly wanted: readonly string[] | undefined;
};

/** Asks for a name the way the programs at the source would: hosts file first, then the name server. */
export const dns: Probe<'dns', DnsRaw> = {
  codes: [
    'dns.resolves',
    'dns.hosts-file',
    'dns.name-server',
    'dns.other-address',
    'outcome.no-such-name',
    'unmeasured.no-control',
    'unmeasured.resolver',
    'unmeasured.resolver-silent',
  ],

  async run(check, scene, signal) {
    const source = await sourceOf(check.from, scene, signal);
    if (isObstacle(source)) return source;
    const wanted = await fillAll(check.is ?? [], scene);
    if (isObstacle(wanted)) return wanted;
    const lookup = await lookUp(check.name, source, signal);
    if (isObstacle(lookup)) return lookup;
    return { from: source.label, shell: source.shell, lookup, wanted: check.is && wanted.texts };
  },

  judge(check, raw) {
    const evidence = {
      command: typedLookup(raw.shell, raw.lookup),
      output: asRecord([recordLookup(raw.lookup)]),
    };
    return { ...judgeLookup(check, raw), evidence };
  },

  asked: check => said('asked.dns', { from: placeSaid(check.from), name: check.name }),
  expected(check) {
    if (check.expect === 'no-such-name') return said('expect.no-such-name');
    return all([
      said(check.via === undefined ? 'expect.dns.resolves' : `expect.dns.${check.via}`),
      ...(check.is === undefined
        ? []
        : [said('expect.dns.is', { addresses: check.is.map(address => valueSaid(address)) })]),
    ]);
  },
};

function judgeLookup(check: CheckOf<'dns'>, { lookup, wanted }: DnsRaw): Judgement {
  const { name, source, addresses } = lookup;
  const nothing = nameReached(lookup);
  if (nothing !== undefined)
    return judgeReached(check.expect === 'resolves' ? 'open' : check.expect, nothing);
  const resolves = said('dns.resolves', {
    name,
    addresses,
    by: source === 'hosts' ? said('dns.by-hosts') : (lookup.server ?? ''),
    ms: figure(lookup.ms),
  });
  if (check.expect === 'no-such-name') return { verdict: 'fail', got: resolves };
  if (check.via === 'dns' && source === 'hosts')
    return { verdict: 'fail', got: said('dns.hosts-file', { name, addresses }) };
  if (check.via === 'hosts' && source === 'dns')
    return {
      verdict: 'fail',
      got: said('dns.name-server', { name, addresses, server: lookup.server ?? '' }),
    };
  if (wanted === undefined || sameSet(wanted, addresses)) return { verdict: 'pass', got: resolves };
  return { verdict: 'fail', got: said('dns.other-address', { name, addresses, wanted }) };
}

function sameSet(a: readonly string[], b: readonly string[]): boolean {
  const left = new Set(a);
  const right = new Set(b);
  return left.size === right.size && [...left].every(item => right.has(item));
}

function typedLookup(shell: ShellSide, { name, source, server }: Lookup): string {
  if (source === 'hosts') {
    // The file Docker keeps for the container: readable whatever its image holds.
    return shell.at === 'container'
      ? `cat $(docker inspect -f '{{.HostsPath}}' ${shell.name})`
      : typed(shell, ['cat', '/etc/hosts']);
  }
  if (shell.at === 'container' && has(shell, 'nslookup')) return typed(shell, ['nslookup', name]);
  // In the namespace alone dig would read the host's resolv.conf: name the server that was asked.
  return typed(shell, ['dig', '+short', name, ...(server === null ? [] : [`@${server}`])]);
}
