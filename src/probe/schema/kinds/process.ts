import * as z from 'zod';
import { said } from '../../said.ts';
import { envelope } from '../envelope.ts';
import { from, text } from '../fields.ts';
import { kind } from '../kind.ts';
import { placeSaid } from '../words.ts';

/** Looks whether a program runs. */
export const process = kind(
  z.strictObject({
    probe: z.literal('process'),
    ...envelope,
    from: from.describe(
      "Where it runs: a container, `outside`, or `host` (the containers' programs don't count there).",
    ),
    program: text.describe('Name of the program, without a path.'),
    running: z.boolean().describe('Whether it must run.'),
    args: z
      .array(text)
      .min(1)
      .optional()
      .describe('Arguments it must have been started with, in any order; placeholders allowed.'),
  }),
  {
    class: 'state',
    names: {},
    title: ({ from, program, running }) =>
      said(running ? 'title.process.running' : 'title.process.absent', { where: placeSaid(from), program }),
    isPositive: ({ running }) => running,
  },
);
