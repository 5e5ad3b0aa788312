import * as z from 'zod';
import type { Said } from '../probe/schema/index.ts';
import { modes, permissions } from './types.ts';

/** A code with its parameters, as it stands in a file. */
export const saidSchema: z.ZodType<Said> = z.lazy(() =>
  z.object({
    code: z.string(),
    params: z
      .record(
        z.string(),
        z.union([z.string(), z.number(), saidSchema, z.array(z.union([z.string(), saidSchema]))]),
      )
      .exactOptional(),
  }),
);

const measured = z.object({
  choice: z.string().optional(),
  got: saidSchema,
  evidence: z.object({ command: z.string(), output: z.string() }).exactOptional(),
});

/** A step's record as it stands in a file. */
export const stepRecordSchema = z.object({
  status: z.enum(['open', 'passed', 'skipped', 'passed-over']),
  hints: z.number().int().min(0),
  solutionShown: z.boolean(),
  predicted: z.string().exactOptional(),
  measured: measured.transform(({ choice, ...rest }) => ({ choice, ...rest })).exactOptional(),
  answered: z.string().exactOptional(),
});

export const modeSchema = z.enum(modes);
export const allowSchema = z.array(z.enum(permissions));
