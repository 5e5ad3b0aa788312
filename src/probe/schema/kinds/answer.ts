import * as z from 'zod';
import { said } from '../../said.ts';
import { envelope } from '../envelope.ts';
import { slug, text } from '../fields.ts';
import { kind } from '../kind.ts';

/** Compares what the learner typed with a value measured live. */
export const answer = kind(
  z.strictObject({
    probe: z.literal('answer'),
    ...envelope,
    is: text.describe('The value, nearly always a placeholder.'),
    as: z
      .enum(['address', 'word'])
      .describe(
        'How it is compared: `address` ignores prefix length and spaces, `word` ignores case and spaces.',
      ),
    confusions: z
      .record(slug, text)
      .default({})
      .describe(
        'Wrong values that deserve a sentence of their own: a key (its sentence stands in the prose) and the value.',
      ),
  }),
  {
    class: 'state',
    names: {},
    title: () => said('title.answer'),
    // What was typed doesn't change while it is looked at.
    isPositive: () => false,
  },
);
