import {
  deskIn,
  downLab,
  environmentOn,
  findRecord,
  openUpRecords,
  type UpRecord,
} from '../../session/index.ts';
import type { Run } from '../command-spec.ts';
import type { Context } from '../context.ts';
import { exit } from '../exit.ts';
import { note, printJson, words } from '../output.ts';
import { runningEngine } from '../running-engine.ts';
import { version } from '../version.ts';

/** Ends the current lab, or the one named with `--lab`. Nothing to end is no failure. */
export const run: Run = async context => {
  const records = openUpRecords();
  if (context.lab === undefined && (await records.all()).length === 0) {
    if (context.json) printJson({ ended: [] });
    else note(words(context, 'cli.down.none'));
    return exit.done;
  }
  const record = await findRecord(records, context.lab);
  await end(context, record);
  if (context.json) printJson({ ended: [record.lab] });
  else note(words(context, 'cli.down.done', { lab: record.lab }));
  return exit.done;
};

async function end(context: Context, record: UpRecord): Promise<void> {
  const engine = await runningEngine(context, context.engineHost ?? record.engine);
  // With netdojo's own engine its labs have ended too.
  if (engine === undefined) return await openUpRecords().forget(record.lab);
  const environment = environmentOn(engine);
  try {
    await downLab(deskIn(environment, version()), record);
  } finally {
    await environment.close();
  }
}
