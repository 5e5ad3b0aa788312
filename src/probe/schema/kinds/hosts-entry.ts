import * as z from 'zod';
import { said } from '../../said.ts';
import { envelope } from '../envelope.ts';
import { from, text } from '../fields.ts';
import { kind } from '../kind.ts';
import { placeSaid } from '../words.ts';

/** Looks for a name in a hosts file. */
export const hostsEntry = kind(
  z.strictObject({
    probe: z.literal('hosts-entry'),
    ...envelope,
    from: from.describe('Whose hosts file: a container, `host`, `outside`, or `netns:NAME`.'),
    name: text.describe('The name to look for; placeholders allowed.'),
    present: z.boolean().describe('Whether it must be there.'),
    address: text.optional().describe('Address it must have there; placeholders allowed.'),
  }),
  {
    class: 'state',
    names: {},
    title: ({ from, name, present }) =>
      said(present ? 'title.hosts-entry.present' : 'title.hosts-entry.absent', {
        where: placeSaid(from),
        name,
      }),
    isPositive: ({ present }) => present,
  },
);
