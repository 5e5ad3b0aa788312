import * as z from 'zod';
import { said } from '../../said.ts';
import { envelope } from '../envelope.ts';
import { from, text } from '../fields.ts';
import { kind } from '../kind.ts';
import { placeSaid, valueSaid } from '../words.ts';

/** Looks at an interface, found by the subnet of a network or by name. */
export const netInterface = kind(
  z.strictObject({
    probe: z.literal('interface'),
    ...envelope,
    from,
    network: text.optional().describe('Network whose subnet the interface must have an address in.'),
    name: text.optional().describe('Name of the interface; for the host only. Placeholders allowed.'),
    present: z.boolean().describe('Whether it must be there.'),
    up: z.boolean().optional().describe('Whether it must be up with a carrier.'),
    address: text
      .optional()
      .describe('Address it must have, with or without the prefix length; placeholders allowed.'),
  }),
  {
    class: 'state',
    names: { network: 'network' },
    title(check) {
      const { network, name = '' } = check;
      const where = placeSaid(check.from);
      const presence = check.present ? 'present' : 'absent';
      return network === undefined
        ? said(`title.interface.${presence}`, { where, name: valueSaid(name) })
        : said(`title.interface.${presence}-on`, { where, network });
    },
    isPositive: ({ present }) => present,
  },
);
