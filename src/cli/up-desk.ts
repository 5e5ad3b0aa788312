import { existsSync } from 'node:fs';
import {
  type Desk,
  deskIn,
  environmentOn,
  findRecord,
  forgetGone,
  openUp,
  openUpRecords,
  type Up,
} from '../session/index.ts';
import type { Context } from './context.ts';
import { findLesson } from './lessons.ts';
import { runningEngine } from './running-engine.ts';

/**
 * Opens the lab a command is about, renews its lease, does `work` with it and lets go of it: the lab stays up. Builds and
 * starts nothing. Throws `EnvironmentError` where there is no lab, it is gone, or the engine does not answer.
 */
export async function withUp<Result>(
  context: Context,
  work: (up: Up, desk: Desk) => Promise<Result>,
): Promise<Result> {
  const records = openUpRecords();
  const record = await findRecord(records, context.lab);
  const lesson = findLesson(existsSync(record.folder) ? record.folder : record.lesson);
  const engine = await runningEngine(context, context.engineHost ?? record.engine);
  if (engine === undefined) throw await forgetGone(records, record);
  const environment = environmentOn(engine);
  try {
    const desk = deskIn(environment);
    const up = await openUp(desk, record, lesson);
    try {
      return await work(up, desk);
    } finally {
      await up.leave();
    }
  } finally {
    await environment.close();
  }
}
