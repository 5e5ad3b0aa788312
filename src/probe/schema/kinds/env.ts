import * as z from 'zod';
import { said } from '../../said.ts';
import { envelope } from '../envelope.ts';
import { text } from '../fields.ts';
import { kind } from '../kind.ts';

/** Looks at an environment variable in a container. */
export const env = kind(
  z.strictObject({
    probe: z.literal('env'),
    ...envelope,
    container: text.describe('Name of the container.'),
    name: text.describe('Name of the variable.'),
    of: z
      .enum(['program', 'exec'])
      .describe(
        '`program`: what its first process was started with. `exec`: what `docker exec CONTAINER env` prints; runs only when asked for.',
      ),
    set: z.boolean().describe('Whether it must be set.'),
    is: text.optional().describe('Value it must have; placeholders allowed.'),
  }),
  {
    // A program in the container is an event of Docker's, and events are what rounds start on.
    class: { field: 'of', classes: { program: 'state', exec: 'request' } },
    names: { container: 'container' },
    title: ({ container, name, of, set }) =>
      said(set ? 'title.env.set' : 'title.env.unset', { name, whose: said(`env.of.${of}`, { container }) }),
    isPositive: ({ set }) => set,
  },
);
