import { downLab, findRecord } from '../../session/index.ts';
import type { Run } from '../command-spec.ts';
import { exit } from '../exit.ts';
import { note, printJson, words } from '../output.ts';
import { withDesk } from '../up-desk.ts';

/** Ends the current lab, or the one named with `--lab`. Nothing to end is no failure. */
export const run: Run = async context =>
  await withDesk(context, async desk => {
    const none = context.lab === undefined && (await desk.records.all()).length === 0;
    if (none) {
      if (context.json) printJson({ ended: [] });
      else note(words(context, 'cli.down.none'));
      return exit.done;
    }
    const record = await findRecord(desk.records, context.lab);
    await downLab(desk, record);
    if (context.json) printJson({ ended: [record.lab] });
    else note(words(context, 'cli.down.done', { lab: record.lab }));
    return exit.done;
  });
