import * as z from 'zod';
import { said } from '../../said.ts';
import { envelope } from '../envelope.ts';
import { text } from '../fields.ts';
import { kind } from '../kind.ts';

/** Looks at a network. */
export const network = kind(
  z.strictObject({
    probe: z.literal('network'),
    ...envelope,
    name: text.describe('Name of the network.'),
    exists: z.boolean().describe('Whether it must be there.'),
    driver: text.optional().describe('Driver it must have.'),
    subnet: text.optional().describe('Subnet it must have, as a CIDR.'),
    internal: z.boolean().optional().describe('Whether it must be internal.'),
    options: z.record(z.string(), z.string()).optional().describe('Driver options it must have.'),
  }),
  {
    class: 'state',
    names: { name: 'network' },
    title: ({ name, exists }) => said(exists ? 'title.network.present' : 'title.network.absent', { name }),
    isPositive: ({ exists }) => exists,
  },
);
