import { nearest } from '../../lesson/index.ts';
import { deskIn, downLab, type Mode, modes, prepare, upLab } from '../../session/index.ts';
import { mayInstall } from '../ask.ts';
import { type Run, textOption } from '../command-spec.ts';
import { parseDuration } from '../duration.ts';
import { exit } from '../exit.ts';
import { findLesson, findStep } from '../lessons.ts';
import { note, printJson, words } from '../output.ts';
import { showStages } from '../progress.ts';
import { UsageError } from '../usage-error.ts';

/** Boots a lesson's lab and leaves it up. It becomes the user's current lab; the one before it is ended. */
export const run: Run = async (context, [word = ''], options) => {
  const lesson = findLesson(word);
  const step = findStep(lesson, textOption(options, 'step'));
  const mode = readMode(textOption(options, 'mode') ?? 'guided');
  const seconds = parseDuration(textOption(options, 'for') ?? '2h');
  const onStage = showStages(context);
  const environment = await prepare({
    engineHost: context.engineHost,
    onStage,
    mayInstall: packages => mayInstall(context, packages),
    signal: context.signal,
  });
  try {
    const desk = deskIn(environment);
    const before = (await desk.records.all()).at(-1);
    const up = await upLab(desk, { lesson, mode, seconds, step, onStage, signal: context.signal });
    const record = up.record();
    await up.leave();
    // The old one goes only when the new one stands, and never one asked for by its id. On another engine it ends by its lease.
    if (before?.engine === record.engine && context.lab === undefined) {
      if (await downLab(desk, before)) note(words(context, 'cli.up.replaced', { lab: before.lab }));
    }
    if (context.json)
      printJson({
        lab: record.lab,
        lesson: lesson.id,
        step: record.step,
        mode,
        seconds,
        hosts: lesson.hosts,
      });
    else
      note(
        words(context, 'cli.up.ready', {
          lesson: lesson.id,
          lab: record.lab,
          step: record.step,
          minutes: Math.round(seconds / 60),
        }),
      );
    return exit.done;
  } finally {
    await environment.close();
  }
};

function readMode(word: string): Mode {
  const mode = modes.find(one => one === word);
  if (mode === undefined) throw new UsageError('cli.unknown-mode', { word }, nearest(word, modes));
  return mode;
}
