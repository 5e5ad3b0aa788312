import * as z from 'zod';
import { said } from '../../said.ts';
import { envelope } from '../envelope.ts';
import { from, text } from '../fields.ts';
import { kind } from '../kind.ts';
import { placeSaid } from '../words.ts';

/** Reads a kernel setting in a network namespace. */
export const sysctl = kind(
  z.strictObject({
    probe: z.literal('sysctl'),
    ...envelope,
    from,
    key: text
      .regex(/^[a-z0-9_.-]+$/i, 'a name with dots')
      .describe('Name with dots, such as `net.ipv4.ip_forward`.'),
    is: text.describe('Value it must have.'),
  }),
  {
    class: 'state',
    names: {},
    title: ({ from, key, is }) => said('title.sysctl', { where: placeSaid(from), key, value: is }),
    isPositive: () => true,
  },
);
