import { missingPackages } from '../../engine/packages/index.ts';
import type { Generation } from '../../lab/index.ts';
import type { Environment, Rules } from '../../session/index.ts';
import { defaultPrefix, type Prefix, parsePrefix, type StartLesson } from '../../tui/index.ts';
import { type Options, type Run, textOption } from '../command-spec.ts';
import type { Context } from '../context.ts';
import { readEngine } from '../engines-option.ts';
import { exit } from '../exit.ts';
import { readRules } from '../rules-option.ts';
import { UsageError } from '../usage-error.ts';
import { version } from '../version.ts';

/**
 * How lessons are taken: what the learner may do, on which engine (undefined: the default one), and the options that say
 * whose the results are and where they go.
 */
type Choices = Rules & { readonly generation?: Generation | undefined; readonly place?: Options };

/** Opens a lesson in the interface. */
export const run: Run = async (context, [lesson], options) => {
  return await openInterface(context, lesson, textOption(options, 'step'), {
    ...(await readRules(options)),
    generation: await readEngine(options),
    place: options,
  });
};

/**
 * Opens the interface: the list, or a lesson. Where there is no terminal: the list as plain text, or the lesson as plain
 * lines. Gives the exit code.
 */
export async function openInterface(
  context: Context,
  lesson: string | undefined,
  step: string | undefined,
  choices: Choices = { mode: 'guided' },
): Promise<number> {
  const prefix = readPrefix(context.prefix);
  if (lesson !== undefined) {
    const { findLesson, findStep } = await import('../lessons.ts');
    findStep(findLesson(lesson), step);
  }
  if ((choices.place?.result ?? choices.place?.learner) !== undefined) {
    const { readResultPlace } = await import('../result-options.ts');
    await readResultPlace(choices.place ?? {});
  }
  const environments = openEnvironments(context, choices);
  try {
    if (context.fancy && process.stdin.isTTY) {
      await askBeforehand(context);
      const { runTui } = await import('../../tui/index.ts');
      const notes = new Set<string>();
      await runTui({
        lang: context.lang,
        catalogue: async () => {
          const read = await (await import('../catalogue.ts')).catalogue(context);
          for (const line of read.notes) notes.add(line);
          return read;
        },
        startLesson: environments.startLesson,
        ...(lesson === undefined ? {} : { initial: { lesson, ...(step === undefined ? {} : { step }) } }),
        prefix,
        colour: !process.env.NO_COLOR,
        signal: context.signal,
      });
      // The list has no place for them, and while it was shown the terminal was not ours to write to.
      for (const line of notes) process.stderr.write(`${line}\n`);
      return exit.done;
    }
    if (lesson === undefined) return await (await import('./list.ts')).run(context, [], {});
    const { runPlain } = await import('../../tui/index.ts');
    const opened = await environments.startLesson(lesson, step);
    await runPlain({
      opened,
      input: process.stdin,
      output: process.stdout,
      echoed: process.stdin.isTTY === true,
      width: process.stdout.columns || 80,
      signal: context.signal,
    });
    return opened.session.getSnapshot().phase === 'broken' ? exit.environment : exit.done;
  } finally {
    await environments.close();
  }
}

/**
 * Asks for packages while there is still a plain terminal to ask on, and installs them; the image is then built behind the
 * first page. Where a Docker daemon is installed this only looks for a few files: nothing may hold up the first frame.
 */
async function askBeforehand(context: Context): Promise<void> {
  if (process.platform !== 'linux' || missingPackages().length === 0) return;
  const [{ openEngine }, { mayInstall }, { showStages }] = await Promise.all([
    import('../../engine/index.ts'),
    import('../ask.ts'),
    import('../progress.ts'),
  ]);
  const engine = await openEngine({
    host: context.engineHost,
    onStage: showStages(context),
    mayInstall: packages => mayInstall(context, packages),
    signal: context.signal,
  });
  await engine.close();
}

function readPrefix(written: string | undefined): Prefix {
  if (written === undefined) return defaultPrefix;
  const prefix = parsePrefix(written);
  if (prefix === undefined) throw new UsageError('cli.bad-prefix', { word: written });
  return prefix;
}

/**
 * An environment for each lesson started and each retry: the engine may have gone meanwhile. They are closed together at the
 * end, for while the next lesson starts the lab of the one before is still being removed.
 */
function openEnvironments(
  context: Context,
  { generation, place = {}, ...rules }: Choices,
): { startLesson: StartLesson; close(): Promise<void> } {
  const opened: Environment[] = [];
  const startLesson: StartLesson = async (id, step) => {
    const [
      session,
      { reaches, titleOf },
      { commandPlace, shellPlaces },
      { findLesson },
      { mayInstall },
      { readResultPlace },
    ] = await Promise.all([
      import('../../session/index.ts'),
      import('../../probe/index.ts'),
      import('../../lesson/index.ts'),
      import('../lessons.ts'),
      import('../ask.ts'),
      import('../result-options.ts'),
    ]);
    const lesson = findLesson(id);
    const started = await session.startSession({
      lesson,
      ...(await readResultPlace(place)),
      netdojo: version(),
      lang: context.lang,
      ...rules,
      generation,
      step,
      progress: session.openProgress(),
      logFolder: session.sessionLogFolder(),
      prepare: async (onStage, signal) => {
        const environment = await session.prepare({
          engineHost: context.engineHost,
          onStage,
          mayInstall: packages => mayInstall(context, packages),
          signal,
          ...(generation === undefined ? {} : { generations: [generation] }),
        });
        opened.push(environment);
        return environment;
      },
    });
    const saveRecap = async (): Promise<string> =>
      session.writeRecap(process.cwd(), id, (await started.recap()) ?? '');
    const { offered, forbidden, policySaid, heldBackBy, goalOf } = session;
    return {
      session: started,
      offered,
      forbidden,
      policySaid,
      heldBackBy,
      commandPlace,
      shellPlaces,
      saveRecap,
      titleOf,
      reaches,
      goalOf,
    };
  };
  const close = async (): Promise<void> => {
    await Promise.all(opened.map(environment => environment.close()));
  };
  return { startLesson, close };
}
