import * as z from 'zod';
import { said } from '../../said.ts';
import { attempt, attemptSaid } from '../attempt.ts';
import { envelope } from '../envelope.ts';
import { kind } from '../kind.ts';
import { ruleFields, ruleSaid } from '../rule.ts';

/** Watches the packet counter of a firewall rule during an attempt. */
export const counter = kind(
  z.strictObject({
    probe: z.literal('counter'),
    ...envelope,
    ...ruleFields,
    during: attempt.describe('The attempt: `probe` (`ping`, `tcp` or `udp`), `from`, `to`, and `port`.'),
    rises: z.boolean().describe('Whether the counter must go up. Such a rule must be there either way.'),
  }),
  {
    class: 'traffic',
    alone: true,
    names: {},
    title: check =>
      said(check.rises ? 'title.counter.rises' : 'title.counter.still', {
        rule: ruleSaid(check),
        attempt: attemptSaid(check.during),
      }),
    isPositive: ({ rises }) => rises,
  },
);
