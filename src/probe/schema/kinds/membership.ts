import * as z from 'zod';
import { said } from '../../said.ts';
import { envelope } from '../envelope.ts';
import { text } from '../fields.ts';
import { kind } from '../kind.ts';

/** Looks at whether, and how, a container is attached to a network. */
export const membership = kind(
  z.strictObject({
    probe: z.literal('membership'),
    ...envelope,
    container: text.describe('Name of the container.'),
    network: text.describe('Name of the network.'),
    attached: z.boolean().describe('Whether it must be attached.'),
    alias: text.optional().describe('Alias it must have there.'),
    address: text.optional().describe('Address it must have there; placeholders allowed.'),
  }),
  {
    class: 'state',
    names: { container: 'container', network: 'network', alias: 'alias' },
    title: ({ container, network, attached }) =>
      said(attached ? 'title.membership.attached' : 'title.membership.not-attached', { container, network }),
    isPositive: ({ attached }) => attached,
  },
);
