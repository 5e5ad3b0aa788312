import { once } from 'node:events';
import type { Run } from '../command-spec.ts';
import { exit } from '../exit.ts';
import { explain } from '../failure.ts';
import { machineOf } from '../machine.ts';
import { withUp } from '../up-desk.ts';
import { UsageError } from '../usage-error.ts';

/**
 * Runs a command on a lab host or on outside: `exec [host] -- command…`. Its output, error output and exit code are passed through;
 * 125 is netdojo's own, as in Docker.
 */
export const run: Run = async (context, args) => {
  const split = process.argv.indexOf('--');
  const command = split < 0 ? [] : process.argv.slice(split + 1);
  if (command.length === 0) throw new UsageError('cli.no-command');
  const host = args.length > command.length ? args[0] : undefined;
  try {
    return await withUp(context, async up => {
      const at = Date.now();
      const done = await machineOf(up.lab, host).exec(command, {
        signal: context.signal,
        deadlineMs: Number.POSITIVE_INFINITY,
        onOutput: ({ stream, bytes }) => written(process[stream], bytes),
        ...(process.stdin.isTTY ? {} : { stdin: process.stdin }),
      });
      const own = { shell: `exec-${at}`, at };
      await up.ran([
        { type: 'command-started', ...own, text: shellWords(command) },
        { type: 'command-ended', ...own, at: Date.now(), exitCode: done.exitCode },
      ]);
      return done.exitCode;
    });
  } catch (error) {
    const code = await explain(context, error);
    return code === exit.environment ? exit.execEnvironment : code;
  }
};

/** A command as it may be typed in a shell. */
function shellWords(command: readonly string[]): string {
  return command
    .map(word => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`))
    .join(' ');
}

/** Resolves when the reader of our output has room for more: a slow one must hold up the command, not fill our memory. */
async function written(stream: NodeJS.WriteStream, bytes: Uint8Array): Promise<void> {
  if (!stream.write(bytes)) await once(stream, 'drain');
}
