import * as z from 'zod';
import { said } from '../../said.ts';
import { envelope } from '../envelope.ts';
import { port, text } from '../fields.ts';
import { kind } from '../kind.ts';

/** Looks whether, and how, a port of a container is published on its host. */
export const published = kind(
  z.strictObject({
    probe: z.literal('published'),
    ...envelope,
    container: text.describe('Name of the container.'),
    port: port.describe('Port of the container.'),
    protocol: z.enum(['tcp', 'udp']).default('tcp').describe('Protocol.'),
    published: z.boolean().describe('Whether it must be published.'),
    hostPort: port.optional().describe('Port of the host it must be published as.'),
    address: text
      .optional()
      .describe(
        'Address of the host it must be published on: `any` (all of them), `loopback`, or one address; placeholders allowed.',
      ),
  }),
  {
    class: 'state',
    names: { container: 'container' },
    title: ({ container, port, published }) =>
      said(published ? 'title.published.yes' : 'title.published.no', { container, port }),
    isPositive: ({ published }) => published,
  },
);
