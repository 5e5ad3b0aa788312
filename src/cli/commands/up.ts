import { defaultGeneration } from '../../lab/index.ts';
import { deskIn, downLab, policyOf, policySaid, prepare, upLab } from '../../session/index.ts';
import { mayInstall } from '../ask.ts';
import { type Run, textOption } from '../command-spec.ts';
import { parseDuration } from '../duration.ts';
import { readEngine } from '../engines-option.ts';
import { exit } from '../exit.ts';
import { findLesson, findStep } from '../lessons.ts';
import { note, printJson, spoken, words } from '../output.ts';
import { showStages } from '../progress.ts';
import { readResultPlace } from '../result-options.ts';
import { readRules } from '../rules-option.ts';
import { UsageError } from '../usage-error.ts';
import { version } from '../version.ts';

/** Part of the names of containers: short enough for a host name, and no hexadecimal number that could be taken for an id. */
const labNames = /^[g-z][a-z0-9-]{0,19}$/;

function labName(word: string | undefined): string | undefined {
  if (word !== undefined && !labNames.test(word)) throw new UsageError('cli.bad-lab', { word });
  return word;
}

/** Boots a lesson's lab and leaves it up. It becomes the user's current lab; the one before it is ended. */
export const run: Run = async (context, [word = ''], options) => {
  const lesson = findLesson(word);
  const step = findStep(lesson, textOption(options, 'step'));
  const rules = await readRules(options);
  const generation = (await readEngine(options)) ?? defaultGeneration;
  const place = await readResultPlace(options);
  const lab = labName(context.lab);
  const seconds = parseDuration(textOption(options, 'for') ?? '2h');
  const onStage = showStages(context);
  const environment = await prepare({
    engineHost: context.engineHost,
    generations: [generation],
    onStage,
    mayInstall: packages => mayInstall(context, packages),
    signal: context.signal,
  });
  try {
    const desk = deskIn(environment, version());
    const before = (await desk.records.all()).at(-1);
    const up = await upLab(desk, {
      lesson,
      generation,
      ...rules,
      ...place,
      seconds,
      lab,
      step,
      onStage,
      signal: context.signal,
    });
    const record = up.record();
    const { engine } = up.lab;
    await up.leave();
    // The old one goes only when the new one stands, and stays beside one that was given a name. On another engine it ends by its lease.
    if (before?.engine === record.engine && lab === undefined) {
      if (await downLab(desk, before)) note(words(context, 'cli.up.replaced', { lab: before.lab }));
    }
    if (context.json)
      printJson({
        lab: record.lab,
        lesson: lesson.id,
        step: record.step,
        ...policyOf(rules),
        seconds,
        engine,
        learner: record.learner,
        result: record.result,
        hosts: lesson.hosts,
      });
    else {
      note(
        words(context, 'cli.up.ready', {
          lesson: lesson.id,
          lab: record.lab,
          step: record.step,
          engine,
          minutes: Math.round(seconds / 60),
        }),
      );
      note(spoken(context, policySaid(policyOf(rules))));
      note(words(context, 'cli.up.result', { file: record.result }));
    }
    return exit.done;
  } finally {
    await environment.close();
  }
};
