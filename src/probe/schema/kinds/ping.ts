import * as z from 'zod';
import { envelope } from '../envelope.ts';
import { from, outcome, text } from '../fields.ts';
import { kind } from '../kind.ts';
import { opens, reachTitle } from '../reaching.ts';
import { valueSaid } from '../words.ts';

/** Sends ICMP echo requests. */
export const ping = kind(
  z.strictObject({
    probe: z.literal('ping'),
    ...envelope,
    from,
    to: text.describe('A name or an address; placeholders allowed. A name is resolved as `from` would.'),
    expect: outcome,
  }),
  {
    class: 'traffic',
    names: { to: 'container' },
    title: check => reachTitle(check, valueSaid(check.to)),
    isPositive: opens,
  },
);
