import * as z from 'zod';
import { said } from '../../said.ts';
import { envelope } from '../envelope.ts';
import { text } from '../fields.ts';
import { kind } from '../kind.ts';

/** Looks at a container. */
export const container = kind(
  z.strictObject({
    probe: z.literal('container'),
    ...envelope,
    name: text.describe('Name of the container.'),
    state: z.enum(['running', 'exited', 'created', 'paused', 'absent']).describe('State it must be in.'),
    image: text.optional().describe('Image it must come from, as the learner names it.'),
    tty: z
      .boolean()
      .optional()
      .describe('Whether it must have a terminal and an open standard input (`-it`).'),
    containerId: text
      .optional()
      .describe('Id it must have, as `{seen:KEY}` of an `{id:NAME}`: not a new one of the same name.'),
    restarts: z
      .strictObject({
        atLeast: z.number().int().min(0).max(1_000).optional(),
        atMost: z.number().int().min(0).max(1_000).optional(),
      })
      .optional()
      .describe(
        'How often Docker has started it again by itself, by its restart policy: `atLeast`, `atMost`, or both.',
      ),
    networkMode: text.optional().describe('Network mode it must have been started with.'),
  }),
  {
    class: 'state',
    names: { name: 'container' },
    title: ({ name, state }) => said(`title.container.${state}`, { name }),
    isPositive: ({ state }) => state !== 'absent',
  },
);
