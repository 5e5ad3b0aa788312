import * as z from 'zod';
import { said } from '../../said.ts';
import { envelope } from '../envelope.ts';
import { from, text } from '../fields.ts';
import { kind } from '../kind.ts';
import { placeSaid } from '../words.ts';

const some = z.union([text, z.array(text)]);

/** Looks at what a resolv.conf says. */
export const resolver = kind(
  z.strictObject({
    probe: z.literal('resolver'),
    ...envelope,
    from: from.describe('Whose resolv.conf: a container, `host`, `outside`, or `netns:NAME`.'),
    server: some
      .optional()
      .describe('Name server it must name, or several in their order, and no other; placeholders allowed.'),
    search: some
      .optional()
      .describe('Search domain it must have, or several in their order, and no other; `[]` for none.'),
    options: z.array(text).min(1).optional().describe('Options it must have, such as `ndots:0`.'),
  }),
  {
    class: 'state',
    names: {},
    title: ({ from }) => said('title.resolver', { where: placeSaid(from) }),
    isPositive: () => true,
  },
);
