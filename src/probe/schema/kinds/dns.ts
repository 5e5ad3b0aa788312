import * as z from 'zod';
import { said } from '../../said.ts';
import { envelope } from '../envelope.ts';
import { from, text } from '../fields.ts';
import { kind } from '../kind.ts';
import { placeSaid } from '../words.ts';

/** Asks for a name the way a container's own programs would. */
export const dns = kind(
  z.strictObject({
    probe: z.literal('dns'),
    ...envelope,
    from,
    name: text.describe('The name to ask for.'),
    expect: z.enum(['resolves', 'no-such-name']).describe('Whether there is an answer.'),
    via: z
      .enum(['dns', 'hosts'])
      .optional()
      .describe('Where the answer must come from: a name server or the hosts file.'),
    is: z
      .array(text)
      .min(1)
      .optional()
      .describe('The addresses it must give, in any order; placeholders allowed.'),
  }),
  {
    class: 'traffic',
    names: { name: 'container' },
    title: ({ from, name, expect }) => said(`title.dns.${expect}`, { from: placeSaid(from), name }),
    isPositive: ({ expect }) => expect === 'resolves',
  },
);
