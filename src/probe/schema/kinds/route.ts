import * as z from 'zod';
import { said } from '../../said.ts';
import { envelope } from '../envelope.ts';
import { from, text } from '../fields.ts';
import { kind } from '../kind.ts';
import { placeSaid, valueSaid } from '../words.ts';

/** Looks at a route. */
export const route = kind(
  z.strictObject({
    probe: z.literal('route'),
    ...envelope,
    from,
    to: text.describe('`default` or a CIDR; placeholders allowed.'),
    present: z.boolean().describe('Whether it must be there.'),
    via: text.optional().describe('Next hop it must have; placeholders allowed.'),
    dev: text.optional().describe('Interface it must leave by; placeholders allowed.'),
  }),
  {
    class: 'state',
    names: {},
    title: ({ from, to, present }) =>
      said(present ? 'title.route.present' : 'title.route.absent', {
        where: placeSaid(from),
        to: valueSaid(to),
      }),
    isPositive: ({ present }) => present,
  },
);
