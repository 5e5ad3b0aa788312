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
import { version } from './version.ts';

/**
 * Opens the lab a command is about, does `work` with it, its lease renewed all the while, and lets go of it: the lab stays
 * up. Builds and starts nothing. Throws `EnvironmentError` where there is no lab, it is gone, or the engine does not answer.
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
    const desk = deskIn(environment, version());
    const up = await openUp(desk, record, lesson);
    const keep = setInterval(() => {
      // A lab that is gone shows in the work itself.
      up.lab.renew(record.seconds).catch(() => undefined);
    }, renewMs(record.seconds));
    try {
      return await work(up, desk);
    } finally {
      clearInterval(keep);
      await up.leave();
    }
  } finally {
    await environment.close();
  }
}

/** How often a lease of `seconds` is renewed under a command that runs long, in milliseconds: well before it is over. */
function renewMs(seconds: number): number {
  return Math.min(seconds / 2, 60) * 1_000;
}
