import { openEngine } from '../engine/index.ts';
import { type Desk, deskIn, environmentOn, findRecord, openUp, type Up } from '../session/index.ts';
import type { Context } from './context.ts';
import { findLesson } from './lessons.ts';

/**
 * Opens the lab a command is about, renews its lease, does `work` with it and lets go of it: the lab stays up.
 * Throws `EnvironmentError` where there is no lab, it is gone, or the engine does not answer.
 */
export async function withUp<Result>(
  context: Context,
  work: (up: Up, desk: Desk) => Promise<Result>,
): Promise<Result> {
  return await withDesk(context, async desk => {
    const record = await findRecord(desk.records, context.lab);
    const up = await openUp(desk, record, findLesson(record.lesson));
    try {
      return await work(up, desk);
    } finally {
      await up.leave();
    }
  });
}

/** Opens the engine that carries the labs, does `work`, and lets it go. Builds nothing and installs nothing. */
export async function withDesk<Result>(
  context: Context,
  work: (desk: Desk) => Promise<Result>,
): Promise<Result> {
  const engine = await openEngine({ host: context.engineHost, signal: context.signal });
  const environment = environmentOn(engine);
  try {
    return await work(deskIn(environment));
  } finally {
    await environment.close();
  }
}
