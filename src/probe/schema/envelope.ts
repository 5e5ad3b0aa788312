import * as z from 'zod';
import { slug } from './fields.ts';

/** What every check has, of whichever kind. */
export const envelope = {
  id: slug.describe('Name of the check, unique in its lesson. Prose for it stands under `### ID`.'),
  holds: z
    .union([z.enum(['step', 'lesson']), z.strictObject({ until: z.string().min(1) })])
    .default('step')
    .describe(
      'How long the check is kept alive after its step: `step`, `lesson`, or `{until: STEP}` (that step included).',
    ),
  within: z
    .number()
    .int()
    .min(0)
    .max(15_000)
    .default(3_000)
    .describe(
      'Milliseconds a positive may be polled in `check`, `prove` and fast-forward. Live rounds never wait.',
    ),
  needs: z
    .array(z.string().min(1))
    .default([])
    .describe('Checks of the same step that must pass before this one is tried.'),
};
