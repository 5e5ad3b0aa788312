import { partsOf } from './conditions.ts';
import type { Chain, Rule, Tables } from './table.ts';

/** A rule, or the policy of a chain, that kept packets from going on, and how many. */
export type Risen = {
  readonly table: string;
  readonly chain: string;
  /** As `iptables -S` prints it; a policy as `-P FORWARD DROP`. */
  readonly text: string;
  readonly packets: number;
};

/**
 * Which rules that drop or reject have counted packets between two readings. Known by their counters alone, so in whatever
 * chain: the layout changed with Docker 28.0, 28.0.1 and 29.
 */
export function risenBetween(before: Tables, after: Tables): readonly Risen[] {
  return Object.entries(after).flatMap(([table, chains]) =>
    Object.values(chains).flatMap(chain => {
      const earlier = before[table]?.[chain.name];
      return [...policyOf(table, chain, earlier), ...rulesOf(chain, earlier)];
    }),
  );
}

function policyOf(table: string, { name, policy, packets }: Chain, earlier: Chain | undefined): Risen[] {
  const more = packets - (earlier?.packets ?? packets);
  return policy === 'DROP' && more > 0
    ? [{ table, chain: name, text: `-P ${name} DROP`, packets: more }]
    : [];
}

/** Rules are compared place by place while the chain is the same; one that was changed meanwhile tells nothing. */
function rulesOf({ rules }: Chain, earlier: Chain | undefined): Risen[] {
  if (earlier === undefined || earlier.rules.length !== rules.length) return [];
  return rules.flatMap((rule, at) => {
    const was = earlier.rules[at];
    if (was?.text !== rule.text || !stops(rule)) return [];
    const more = rule.packets - was.packets;
    const { table, chain, text } = rule;
    return more > 0 ? [{ table, chain, text, packets: more }] : [];
  });
}

function stops({ words }: Rule): boolean {
  const target = partsOf(words).target?.name;
  return target === 'DROP' || target === 'REJECT';
}
