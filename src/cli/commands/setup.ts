import { defaultGeneration } from '../../lab/index.ts';
import { prepare } from '../../session/index.ts';
import { mayInstall } from '../ask.ts';
import type { Run } from '../command-spec.ts';
import { exit } from '../exit.ts';
import { note, printJson, words } from '../output.ts';
import { showStages } from '../progress.ts';

/** Makes ready everything a first run needs, with progress. Does nothing that is done already. */
export const run: Run = async context => {
  const environment = await prepare({
    engineHost: context.engineHost,
    onStage: showStages(context),
    mayInstall: packages => mayInstall(context, packages),
    signal: context.signal,
  });
  const { engine } = environment;
  const image = await environment.image(defaultGeneration, showStages(context));
  if (context.json) printJson({ engine: { socket: engine.endpoint.socket, version: engine.version }, image });
  else note(words(context, 'cli.setup.done'));
  await environment.close();
  return exit.done;
};
