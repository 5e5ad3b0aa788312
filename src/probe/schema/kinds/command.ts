import * as z from 'zod';
import { said } from '../../said.ts';
import { envelope } from '../envelope.ts';
import { from, text } from '../fields.ts';
import { kind } from '../kind.ts';

/** Runs a read-only command on a lab host (or outside) and judges what it prints. */
export const command = kind(
  z.strictObject({
    probe: z.literal('command'),
    ...envelope,
    from: from
      .default('host')
      .describe(
        '`host` or `outside`; inside a container only the network is entered. What runs outside counts as traffic: it is there to call.',
      ),
    run: z.array(text).min(1).describe('Program and arguments, no shell; placeholders allowed.'),
    exit: z.number().int().min(0).max(255).default(0).describe('Exit code it must end with.'),
    contains: text.optional().describe('Text the output must contain; placeholders allowed.'),
    lacks: text.optional().describe('Text the output must not contain; placeholders allowed.'),
    json: z
      .strictObject({ path: text, equals: z.union([z.string(), z.number(), z.boolean()]) })
      .optional()
      .describe('A value inside JSON output: dotted path and what it must equal.'),
  }),
  {
    class: { field: 'from', classes: { outside: 'traffic' }, otherwise: 'state' },
    names: {},
    title: ({ run }) => said('title.command', { command: run.join(' ') }),
    isPositive: ({ lacks }) => lacks === undefined,
  },
);
