import { join } from 'node:path';
import * as z from 'zod';
import { stateFolder } from './folders.ts';
import { modeSchema, stepRecordSchema } from './record-schema.ts';
import { type Read, stateFile } from './state-file.ts';

const lessonProgressSchema = z.object({
  /** Step to go on with. */
  step: z.string(),
  mode: modeSchema,
  /** Whose the attempt under way is. */
  learner: z.string().exactOptional(),
  steps: z.record(z.string(), stepRecordSchema),
  /** Best that was ever reached: doing a lesson again takes nothing away. */
  state: z.enum(['started', 'done', 'done-with-help']),
  /** Milliseconds since the epoch. */
  startedAt: z.number(),
  changedAt: z.number(),
  /** When the lesson was last finished; absent while it is under way. */
  finishedAt: z.number().exactOptional(),
});

const progressSchema = z.object({
  version: z.literal(1),
  lessons: z.record(z.string(), lessonProgressSchema),
});

/** How far a learner is in one lesson. Steps are named by id, so a lesson may gain and lose steps. */
export type LessonProgress = z.output<typeof lessonProgressSchema>;
/** Everything on disk: by lesson id. */
export type Progress = z.output<typeof progressSchema>;

/** Progress on disk. Two netdojos at once keep each other's work. */
export type ProgressStore = {
  /** All of it. `damaged`: a file that made no sense was moved there, and this starts empty. */
  read(): Promise<Read<Progress>>;
  /** Changes one lesson's entry as it stands on disk now. Throws `EnvironmentError` when it cannot be written. */
  update(
    lesson: string,
    change: (entry: LessonProgress | undefined) => LessonProgress,
  ): Promise<{ readonly damaged?: string }>;
};

/** The progress file in a folder, `progress.json`. */
export function openProgress(folder: string = stateFolder()): ProgressStore {
  const file = stateFile(join(folder, 'progress.json'), progressSchema, { version: 1, lessons: {} });
  return {
    read: () => file.read(),
    update: async (lesson, change) => {
      const { value: _all, ...rest } = await file.update(progress => ({
        ...progress,
        lessons: { ...progress.lessons, [lesson]: change(progress.lessons[lesson]) },
      }));
      return rest;
    },
  };
}
