import { resetUp } from '../../session/index.ts';
import type { Run } from '../command-spec.ts';
import { exit } from '../exit.ts';
import { note, printJson, words } from '../output.ts';
import { showStages } from '../progress.ts';
import { withUp } from '../up-desk.ts';

/** Replaces the lab by a new one at the same step. */
export const run: Run = async context =>
  await withUp(context, async (up, desk) => {
    const fresh = await resetUp(desk, up, { onStage: showStages(context), signal: context.signal });
    const { lab, step, lesson } = fresh.record();
    await fresh.leave();
    if (context.json) printJson({ lab, lesson, step });
    else note(words(context, 'cli.reset.done', { lab, step }));
    return exit.done;
  });
