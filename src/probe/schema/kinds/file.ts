import * as z from 'zod';
import { said } from '../../said.ts';
import { envelope } from '../envelope.ts';
import { from, text } from '../fields.ts';
import { kind } from '../kind.ts';
import { placeSaid } from '../words.ts';

/** Looks at a file. */
export const file = kind(
  z.strictObject({
    probe: z.literal('file'),
    ...envelope,
    from: from.describe('Whose file: a container, `host`, or `outside`.'),
    path: z.string().startsWith('/').describe('Path of the file; links are followed as there.'),
    exists: z.boolean().describe('Whether it, or a folder of that name, must be there.'),
    contains: text.optional().describe('Text it must contain; placeholders allowed.'),
    lacks: text.optional().describe('Text it must not contain; placeholders allowed.'),
  }),
  {
    class: 'state',
    names: {},
    title: ({ from, path, exists }) =>
      said(exists ? 'title.file.present' : 'title.file.absent', { where: placeSaid(from), path }),
    isPositive: ({ exists, lacks }) => exists && lacks === undefined,
  },
);
