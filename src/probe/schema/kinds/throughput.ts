import * as z from 'zod';
import { said } from '../../said.ts';
import { envelope } from '../envelope.ts';
import { from, targetPort, text } from '../fields.ts';
import { kind } from '../kind.ts';
import { portSaid } from '../reaching.ts';
import { placeSaid } from '../words.ts';

const way = z.strictObject({ from, to: text, port: targetPort.default(80) });

/** Compares how fast two ways are. */
export const throughput = kind(
  z.strictObject({
    probe: z.literal('throughput'),
    ...envelope,
    fast: way.describe('The way that must be faster: `from`, `to` and `port` (80) of a `toolbox hello`.'),
    slow: way.describe('The other way.'),
    atLeast: z.number().min(1.1).max(100).describe('How many times as fast it must be, at least.'),
  }),
  {
    class: 'request',
    alone: true,
    names: {},
    title: ({ fast, slow }) =>
      said('title.throughput', {
        from: placeSaid(fast.from),
        to: portSaid(fast),
        other: placeSaid(slow.from),
        target: portSaid(slow),
      }),
    isPositive: () => true,
  },
);
