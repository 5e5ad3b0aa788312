import * as z from 'zod';
import { allowSchema, modeSchema, saidSchema, stepRecordSchema } from './record-schema.ts';

const time = z.iso.datetime();

/** A check as it was last judged. */
const resultCheckSchema = z.object({
  id: z.string(),
  bystander: z.boolean(),
  verdict: z.enum(['pass', 'fail', 'could-not-measure']),
  asked: saidSchema,
  expected: saidSchema,
  got: saidSchema,
  evidence: z.object({ command: z.string(), output: z.string() }).exactOptional(),
  at: time,
});

const resultStepSchema = z.object({
  id: z.string(),
  ...stepRecordSchema.shape,
  /** When the step was first opened and last left; breaks are in between too. */
  openedAt: time.exactOptional(),
  leftAt: time.exactOptional(),
  checks: z.array(resultCheckSchema),
});

/** What one learner did in one lesson, from its first step to its last: the file a learner hands in. */
export const resultSchema = z.object({
  kind: z.literal('netdojo-result'),
  version: z.literal(1),
  learner: z.string().min(1),
  lesson: z.object({ id: z.string().min(1), hash: z.string() }),
  mode: modeSchema,
  allow: allowSchema.exactOptional(),
  versions: z.object({ netdojo: z.string(), engine: z.string() }),
  state: z.enum(['started', 'done', 'done-with-help']),
  step: z.string(),
  startedAt: time,
  changedAt: time,
  finishedAt: time.exactOptional(),
  steps: z.array(resultStepSchema),
});

export type Result = z.output<typeof resultSchema>;
export type ResultStep = Result['steps'][number];
export type ResultCheck = ResultStep['checks'][number];
