import { existsSync } from 'node:fs';
import { defaultGeneration } from '../../lab/index.ts';
import { prepare } from '../../session/index.ts';
import { mayInstall } from '../ask.ts';
import { type Run, textOption } from '../command-spec.ts';
import { exit } from '../exit.ts';
import { note, printJson, words } from '../output.ts';
import { showStages } from '../progress.ts';
import { UsageError } from '../usage-error.ts';

/** Makes ready everything a first run needs, with progress. Does nothing that is done already. */
export const run: Run = async (context, _args, options) => {
  const bundle = textOption(options, 'from');
  if (bundle !== undefined && !existsSync(bundle)) throw new UsageError('cli.no-such-file', { word: bundle });
  const environment = await prepare({
    engineHost: context.engineHost,
    onStage: showStages(context),
    mayInstall: packages => mayInstall(context, packages),
    signal: context.signal,
    bundle,
  });
  const { engine } = environment;
  const image = await environment.image(defaultGeneration);
  if (context.json) printJson({ engine: { socket: engine.endpoint.socket, version: engine.version }, image });
  else note(words(context, 'cli.setup.done'));
  await environment.close();
  return exit.done;
};
