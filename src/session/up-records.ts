import { join } from 'node:path';
import * as z from 'zod';
import { generations } from '../lab/index.ts';
import { resultFolder, stateFolder } from './folders.ts';
import type { UpRecord } from './headless-types.ts';
import { allowSchema, modeSchema, stepRecordSchema } from './record-schema.ts';
import { resultName, systemUser } from './result-file.ts';
import { stateFile } from './state-file.ts';

const words = z.record(z.string(), z.string());

const upRecordSchema: z.ZodType<UpRecord> = z
  .object({
    lab: z.string(),
    lesson: z.string(),
    folder: z.string(),
    learner: z.string().exactOptional(),
    begun: z.number().exactOptional(),
    result: z.string().exactOptional(),
    mode: modeSchema,
    allow: allowSchema.exactOptional(),
    generation: z.enum(generations),
    step: z.string(),
    finished: z.boolean(),
    steps: z.record(z.string(), stepRecordSchema),
    seen: words,
    answers: words,
    seconds: z.number(),
    startedAt: z.number(),
    engine: z.string(),
  })
  // A lab that is up when netdojo is replaced by a newer one has none of these.
  .transform(({ learner = systemUser(), begun, result, ...record }) => {
    const attempt = { learner, begun: begun ?? record.startedAt };
    const file = result ?? join(resultFolder(), resultName({ ...attempt, lesson: record.lesson }));
    return { ...record, ...attempt, result: file };
  });

const fileSchema = z.object({
  version: z.literal(1),
  /** Oldest first: the last one is the current lab. */
  labs: z.array(upRecordSchema),
});

/** What is remembered of the labs that are up, oldest first: the last one is the user's current lab. */
export type UpRecords = {
  all(): Promise<readonly UpRecord[]>;
  /** Puts a record in the place of the one with the id `replaces` (default: its own), or last. */
  put(record: UpRecord, replaces?: string): Promise<void>;
  forget(lab: string): Promise<void>;
};

/** The records in a folder, `labs.json`. A damaged file starts anew: the labs end by their lease. */
export function openUpRecords(folder: string = stateFolder()): UpRecords {
  const file = stateFile(join(folder, 'labs.json'), fileSchema, { version: 1, labs: [] });
  return {
    all: async () => (await file.read()).value.labs,
    put: async (record, replaces = record.lab) => {
      await file.update(({ labs, ...rest }) => {
        const at = labs.findIndex(one => one.lab === replaces);
        return { ...rest, labs: at < 0 ? [...labs, record] : labs.with(at, record) };
      });
    },
    forget: async lab => {
      await file.update(({ labs, ...rest }) => ({ ...rest, labs: labs.filter(one => one.lab !== lab) }));
    },
  };
}
