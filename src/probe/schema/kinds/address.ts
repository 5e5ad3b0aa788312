import * as z from 'zod';
import { said } from '../../said.ts';
import { envelope } from '../envelope.ts';
import { from, text } from '../fields.ts';
import { kind } from '../kind.ts';
import { placeSaid, valueSaid } from '../words.ts';

/** Looks for an address on the interfaces of a place. */
export const address = kind(
  z.strictObject({
    probe: z.literal('address'),
    ...envelope,
    from,
    address: text.describe('The address, with or without the prefix length; placeholders allowed.'),
    present: z.boolean().describe('Whether some interface must have it.'),
    on: text
      .optional()
      .describe(
        'Interface that must have it, by its name or by that of a Docker network it is on; placeholders allowed.',
      ),
    mac: text.optional().describe('MAC address the interface with it must have; placeholders allowed.'),
  }),
  {
    class: 'state',
    names: {},
    title: ({ from, address, present }) =>
      said(present ? 'title.address.present' : 'title.address.absent', {
        where: placeSaid(from),
        address: valueSaid(address),
      }),
    isPositive: ({ present }) => present,
  },
);
