import { type Match, matchAll, type Parts, partsOf } from './conditions.ts';
import type { AtHook } from './packet.ts';
import type { Chain, Rule, Tables } from './table.ts';

/** What the rules of one table at one hook do with a packet. */
export type Ending =
  /** `by` is absent where a policy, or no rule at all, lets it pass. */
  | { readonly is: 'accept'; readonly by?: Rule }
  | { readonly is: 'drop'; readonly by: Rule }
  | { readonly is: 'drop-policy'; readonly table: string; readonly chain: string }
  | { readonly is: 'reject'; readonly by: Rule; readonly answer: string }
  | { readonly is: 'translate'; readonly by: Rule; readonly to: Translation }
  /** A rule that asks what only the kernel knows would make a difference. */
  | { readonly is: 'unknown'; readonly at: Rule };

/** What is put in the place of an address: `masquerade` is that of the interface it leaves by. */
export type Translation =
  | {
      readonly kind: 'source' | 'destination';
      readonly address: string | undefined;
      readonly port: number | undefined;
    }
  | { readonly kind: 'masquerade' };

/** A packet on its way through the rules of a table. */
type Passage = {
  readonly chains: Readonly<Record<string, Chain>>;
  readonly hook: AtHook;
  /** Hears of each rule that counts it, or may. */
  readonly onMet: (rule: Rule) => void;
};

/**
 * Takes a packet through the rules of a table at a hook (`PREROUTING`, `FORWARD`, …), as the kernel would; `onMet` hears of
 * each rule that counts it, or may.
 */
export function traverse(
  tables: Tables,
  table: string,
  hookName: string,
  hook: AtHook,
  onMet: (rule: Rule) => void = () => {},
): Ending {
  const chains = tables[table] ?? {};
  const base = chains[hookName];
  if (base === undefined) return { is: 'accept' };
  const ending = through(base, 0, { chains, hook, onMet }, 0);
  if (ending !== 'return') return ending;
  return base.policy === 'DROP' ? { is: 'drop-policy', table, chain: hookName } : { is: 'accept' };
}

/** More than any sane set of rules nests; a ring of them cannot be loaded. */
const deepest = 40;

function through(chain: Chain, from: number, passage: Passage, depth: number): Ending | 'return' {
  for (let at = from; at < chain.rules.length; at++) {
    const rule = chain.rules[at];
    if (rule === undefined) break;
    const parts = partsOf(rule.words);
    const match: Match = matchAll(parts.conditions, passage.hook);
    if (match === 'no') continue;
    passage.onMet(rule);
    const done = apply(rule, parts, passage, depth);
    if (done === 'continue') continue;
    if (match === 'yes') return done;
    const else_ = through(chain, at + 1, passage, depth);
    // Where it comes to the same, it need not be known which of the two it was.
    return sameEnd(done, else_) ? else_ : { is: 'unknown', at: rule };
  }
  return 'return';
}

function apply(
  rule: Rule,
  { target }: Parts,
  passage: Passage,
  depth: number,
): Ending | 'return' | 'continue' {
  if (target === undefined) return 'continue';
  const option = (name: string): string | undefined => {
    const at = target.options.indexOf(name);
    return at < 0 ? undefined : target.options[at + 1];
  };
  switch (target.name) {
    case 'ACCEPT':
      return { is: 'accept', by: rule };
    case 'DROP':
      return { is: 'drop', by: rule };
    case 'RETURN':
      return 'return';
    case 'REJECT':
      return { is: 'reject', by: rule, answer: option('--reject-with') ?? 'icmp-port-unreachable' };
    case 'DNAT':
      return {
        is: 'translate',
        by: rule,
        to: { kind: 'destination', ...endpoint(option('--to-destination')) },
      };
    case 'SNAT':
      return { is: 'translate', by: rule, to: { kind: 'source', ...endpoint(option('--to-source')) } };
    case 'REDIRECT':
      return {
        is: 'translate',
        by: rule,
        to: { kind: 'destination', address: '127.0.0.1', port: portOf(option('--to-ports')) },
      };
    case 'MASQUERADE':
      return { is: 'translate', by: rule, to: { kind: 'masquerade' } };
    case 'LOG':
    case 'NFLOG':
    case 'MARK':
    case 'CONNMARK':
    case 'CLASSIFY':
    case 'TCPMSS':
    case 'TOS':
    case 'DSCP':
    case 'TTL':
    case 'TRACE':
    case 'CT':
      return 'continue';
  }
  const chain = passage.chains[target.name];
  if (chain === undefined || depth >= deepest) return { is: 'unknown', at: rule };
  const ending = through(chain, 0, passage, depth + 1);
  if (ending !== 'return') return ending;
  return target.goto ? 'return' : 'continue';
}

function sameEnd(one: Ending | 'return', other: Ending | 'return'): boolean {
  if (one === 'return' || other === 'return') return one === other;
  return one.is === other.is && one.is !== 'translate' && one.is !== 'reject';
}

/** `172.17.0.2:80`, or either part alone; of a range, the first. */
function endpoint(text: string | undefined): { address: string | undefined; port: number | undefined } {
  const [address = '', port] = (text ?? '').split(':');
  return { address: address.split('-')[0] || undefined, port: portOf(port) };
}

function portOf(text: string | undefined): number | undefined {
  const number = Number.parseInt(text ?? '', 10);
  return Number.isNaN(number) ? undefined : number;
}
