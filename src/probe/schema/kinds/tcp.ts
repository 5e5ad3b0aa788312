import * as z from 'zod';
import { envelope } from '../envelope.ts';
import { from, outcome, targetPort, text } from '../fields.ts';
import { kind } from '../kind.ts';
import { opens, portSaid, reachTitle } from '../reaching.ts';

/** Opens a TCP connection. */
export const tcp = kind(
  z.strictObject({
    probe: z.literal('tcp'),
    ...envelope,
    from,
    to: text.describe('A name or an address; placeholders allowed.'),
    port: targetPort,
    expect: outcome,
  }),
  {
    class: 'traffic',
    names: { to: 'container' },
    title: check => reachTitle(check, portSaid(check)),
    isPositive: opens,
  },
);
