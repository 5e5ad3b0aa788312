import * as z from 'zod';
import { said } from '../../said.ts';
import { envelope } from '../envelope.ts';
import { from, text } from '../fields.ts';
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
    config: z
      .strictObject({
        icc: z.boolean().optional(),
        'ip-masq': z.boolean().optional(),
        mtu: z.number().int().min(68).max(65_535).optional(),
        ip: text.optional(),
        bridge: text.optional(),
        bip: text.optional(),
        'fixed-cidr': text.optional(),
      })
      .optional()
      .describe(
        'Settings of `daemon.json` the running daemon must have: `icc`, `ip-masq`, `mtu`, `ip`, `bridge`, `bip`, `fixed-cidr`. Fails with what the file has to do with it.',
      ),
  }),
  {
    class: 'state',
    names: {},
    title: ({ from, running }) =>
      said(running ? 'title.daemon.up' : 'title.daemon.down', { where: placeSaid(from) }),
    isPositive: ({ running }) => running,
  },
);
