import * as z from 'zod';
import { said } from '../../said.ts';
import { envelope } from '../envelope.ts';
import { from } from '../fields.ts';
import { kind } from '../kind.ts';
import { placeSaid } from '../words.ts';

/** Looks at the Docker daemon of the lab host. */
export const daemon = kind(
  z.strictObject({
    probe: z.literal('daemon'),
    ...envelope,
    from: from.default('host'),
    running: z.boolean().describe('Whether it must be running.'),
    bridgeOptions: z
      .record(z.string(), z.string())
      .optional()
      .describe('Options the network `bridge` must have, as the running daemon sees them.'),
  }),
  {
    class: 'state',
    names: {},
    title: ({ from, running }) =>
      said(running ? 'title.daemon.up' : 'title.daemon.down', { where: placeSaid(from) }),
    isPositive: ({ running }) => running,
  },
);
