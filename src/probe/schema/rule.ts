import * as z from 'zod';
import { type Said, said } from '../said.ts';
import { from, targetPort, text } from './fields.ts';
import { portNumber, valueSaid } from './words.ts';

/** What a rule is known by. A rule matches when it has every one of these that is given. */
export const ruleFields = {
  from: from.default('host').describe('Whose rules: `host`, or those of a container.'),
  table: z.enum(['filter', 'nat', 'raw', 'mangle']).default('filter').describe('Table it stands in.'),
  chain: text.optional().describe('Chain it stands in. Docker’s own differ from engine to engine.'),
  in: text.optional().describe('Interface packets come in by; `!NAME`: any but that. Placeholders allowed.'),
  out: text.optional().describe('Interface packets go out by; `!NAME`: any but that. Placeholders allowed.'),
  source: text
    .optional()
    .describe('Address or CIDR packets come from; `!CIDR`: any but those. Placeholders allowed.'),
  destination: text
    .optional()
    .describe('Address or CIDR packets go to; `!CIDR`: any but those. Placeholders allowed.'),
  protocol: text.optional().describe('`tcp`, `udp`, `icmp`; `!NAME`: any but that.'),
  port: targetPort.optional().describe('Destination port, which it names alone, in a list or in a range.'),
  sourcePort: targetPort.optional().describe('Source port, likewise.'),
  target: text.optional().describe('What becomes of the packet: `DROP`, `ACCEPT`, `DNAT`, a chain.'),
};

/** The fields that tell one rule from another, in the order in which a sentence has them. */
export const ruleMarks = [
  'chain',
  'in',
  'out',
  'source',
  'destination',
  'protocol',
  'port',
  'sourcePort',
  'target',
] as const;
export type RuleMark = (typeof ruleMarks)[number];

type RuleCheck = { readonly table: string } & { readonly [M in RuleMark]?: string | number | undefined };

/** The rule a check means, as a sentence names it. */
export function ruleSaid(check: RuleCheck): Said {
  const marks = ruleMarks.flatMap(mark => {
    const value = check[mark];
    if (value === undefined) return [];
    const isPort = mark === 'port' || mark === 'sourcePort';
    return [said(`rule.${mark}`, { value: isPort ? portNumber(value) : valueSaid(String(value)) })];
  });
  const table = check.table === 'filter' ? [] : [said('rule.table', { value: check.table })];
  return said('rule', { marks: [...table, ...marks] });
}

/** Whether a check says which rule it means. */
export function saysWhichRule(check: RuleCheck): boolean {
  return ruleMarks.some(mark => check[mark] !== undefined);
}
