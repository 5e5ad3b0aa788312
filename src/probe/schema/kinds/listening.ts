import * as z from 'zod';
import { said } from '../../said.ts';
import { envelope } from '../envelope.ts';
import { from, port, text } from '../fields.ts';
import { kind } from '../kind.ts';
import { placeSaid } from '../words.ts';

/** Looks whether somebody listens on a port, by the kernel's own list. */
export const listening = kind(
  z.strictObject({
    probe: z.literal('listening'),
    ...envelope,
    from,
    port,
    protocol: z.enum(['tcp', 'udp']).default('tcp').describe('Protocol.'),
    listening: z
      .boolean()
      .describe("Whether somebody must listen there. Docker's own name server on 127.0.0.11 does not count."),
    address: text
      .optional()
      .describe(
        'Address it must listen on: `any` (all of them), `loopback` (nothing else), or one address; placeholders allowed.',
      ),
  }),
  {
    class: 'state',
    names: {},
    title: ({ from, port, protocol, listening, address }) =>
      said(
        address === 'loopback'
          ? 'title.listening.loopback'
          : listening
            ? 'title.listening.yes'
            : 'title.listening.no',
        { where: placeSaid(from), port, protocol },
      ),
    isPositive: ({ listening }) => listening,
  },
);
