import { existsSync } from 'node:fs';
import { defaultGeneration, generations } from '../../lab/index.ts';
import { prepare } from '../../session/index.ts';
import { mayInstall } from '../ask.ts';
import { type Run, textOption } from '../command-spec.ts';
import { readEngines } from '../engines-option.ts';
import { exit } from '../exit.ts';
import { note, printJson, words } from '../output.ts';
import { showStages } from '../progress.ts';
import { UsageError } from '../usage-error.ts';

/** Makes ready everything a first run needs, with progress. Does nothing that is done already. */
export const run: Run = async (context, _args, options) => {
  const bundle = textOption(options, 'from');
  if (bundle !== undefined && !existsSync(bundle)) throw new UsageError('cli.no-such-file', { word: bundle });
  const asked = (await readEngines(options, 'engines')) ?? [];
  const wanted = generations.filter(one => one === defaultGeneration || asked.includes(one));
  const environment = await prepare({
    engineHost: context.engineHost,
    onStage: showStages(context),
    mayInstall: packages => mayInstall(context, packages),
    signal: context.signal,
    bundle,
    generations: wanted,
  });
  try {
    const { engine } = environment;
    if (context.json) {
      const images = await Promise.all(
        wanted.map(async generation => ({ engine: generation, ...(await environment.image(generation)) })),
      );
      printJson({ engine: { socket: engine.endpoint.socket, version: engine.version }, images });
    } else note(words(context, 'cli.setup.done', { engines: wanted.join(', ') }));
    return exit.done;
  } finally {
    await environment.close();
  }
};
