import { nearest } from '../../lesson/index.ts';
import type { Run } from '../command-spec.ts';
import { scripts } from '../completion/scripts.ts';
import { shells } from '../completion/values.ts';
import { exit } from '../exit.ts';
import { print } from '../output.ts';
import { UsageError } from '../usage-error.ts';

/** Prints what a shell must run so that Tab completes netdojo's commands. */
export const run: Run = async (_context, [word = '']) => {
  const shell = shells.find(one => one === word);
  if (shell === undefined) throw new UsageError('cli.unknown-shell', { word }, nearest(word, shells));
  print(scripts[shell]);
  return exit.done;
};
