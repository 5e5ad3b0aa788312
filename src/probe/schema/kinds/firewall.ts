import * as z from 'zod';
import { said } from '../../said.ts';
import { envelope } from '../envelope.ts';
import { kind } from '../kind.ts';
import { ruleFields, ruleSaid } from '../rule.ts';

/** Looks for a firewall rule. */
export const firewall = kind(
  z.strictObject({
    probe: z.literal('firewall'),
    ...envelope,
    ...ruleFields,
    present: z.boolean().describe('Whether there must be such a rule.'),
  }),
  {
    class: 'state',
    names: {},
    title: check =>
      said(check.present ? 'title.firewall.present' : 'title.firewall.absent', { rule: ruleSaid(check) }),
    isPositive: ({ present }) => present,
  },
);
