import { type Said, type SaidParam, said } from '../probe/schema/index.ts';

/** What explains why something is open: there is nothing to mend. */
const openings = [
  'same-namespace',
  'shared-network',
  'published',
  'rule-translates',
  'rule-accepts',
  'rules-gone',
  'proxied',
  'host-itself',
  'own-host',
  'forwarded',
  'neighbour',
  'br-netfilter-off',
] as const;

/** Everything that may keep one from reaching another, or explains why it can. The words stand in `text` under `cause.ID`. */
export const causeIds = [
  // Where it starts.
  'source-not-running',
  'none-mode',
  // Names.
  'name-default-bridge',
  'name-no-shared-network',
  'name-stopped',
  'name-of-host',
  'name-host-mode',
  'name-outside',
  'name-other-host',
  'alias-other-network',
  'alias-ambiguous',
  'name-unknown',
  'resolver-changed',
  'server-unreachable',
  'hosts-entry-stale',
  // Addresses and routes.
  'localhost-is-itself',
  'address-of-nobody',
  'address-family',
  'no-route',
  'wrong-gateway',
  'link-down',
  'loopback-down',
  'subnet-overlap',
  // Between.
  'no-shared-network',
  'icc-off',
  'internal',
  'firewall-drop',
  'firewall-reject',
  'firewall-policy',
  'forwarding-off',
  'not-translated',
  'direct-access',
  'overlay-apart',
  'overlay-tunnel',
  'mtu',
  // Where it ends.
  'target-not-running',
  'target-not-started',
  'start-failed',
  'port-taken',
  'target-paused',
  'program-error',
  'nobody-listens',
  'loopback-only',
  'host-port-inside',
  'not-published',
  'published-on-loopback',
  'wrong-protocol',
  'ping-ignored',
  'old-namespace',
  'no-way-back',
  ...openings,
  // Nobody knows.
  'undetermined',
] as const;

export type CauseId = (typeof causeIds)[number];

/** A cause, with what goes into its sentence. */
export type Cause = { readonly id: CauseId; readonly params: Readonly<Record<string, SaidParam>> };

/** Builds a {@link Cause}. */
export function cause(id: CauseId, params: Cause['params'] = {}): Cause {
  return { id, params };
}

/** That something cannot be told: what was not read, and how it can be found out. */
export function undetermined(
  what: 'namespace' | 'rule' | 'rules' | 'tables' | 'policies' | 'beyond' | 'swarm',
  params: Cause['params'],
): Cause {
  return cause('undetermined', {
    what: said(`undetermined.${what}`, params),
    how: said(`undetermined.${what}-how`, params),
  });
}

/** A cause as something to say. */
export function causeSaid({ id, params }: Cause): Said {
  return said(`cause.${id}`, params);
}

/** What can be done about it, as something to say; undefined where nothing has to be. */
export function remedySaid({ id, params }: Cause): Said | undefined {
  return openings.some(one => one === id) ? undefined : said(`fix.${id}`, params);
}
