import type { Run } from '../command-spec.ts';
import { machineOf } from '../machine.ts';
import { withUp } from '../up-desk.ts';
import { UsageError } from '../usage-error.ts';

/** Connects this terminal to a shell on a lab host, or on outside, until the shell ends. Gives the shell's exit code. */
export const run: Run = async (context, [name]) => {
  const { stdin, stdout } = process;
  if (!stdin.isTTY || !stdout.isTTY) throw new UsageError('cli.no-terminal');
  return await withUp(context, async up => {
    const size = () => ({ columns: stdout.columns, rows: stdout.rows });
    const shell = await machineOf(up.lab, name).openShell(size());
    const stopMarks = shell.onMark(mark => {
      const at = Date.now();
      const own = { shell: shell.id, at };
      if (mark.kind === 'start') void up.ran([{ type: 'command-started', ...own, text: mark.command }]);
      if (mark.kind === 'end') void up.ran([{ type: 'command-ended', ...own, exitCode: mark.exitCode }]);
    });
    const resize = () => shell.resize(stdout.columns, stdout.rows);
    const type = (bytes: Buffer) => shell.write(bytes);
    const close = () => void shell.close();
    // Ctrl-C is a key for the shell here; only being told to end by somebody else ends us.
    stdin.setRawMode(true);
    stdin.on('data', type);
    stdout.on('resize', resize);
    context.signal.addEventListener('abort', close);
    shell.onBytes(bytes => {
      // A terminal slower than the shell must not pile up in memory.
      if (stdout.write(bytes)) return;
      shell.pause();
      stdout.once('drain', () => shell.resume());
    });
    try {
      return await shell.ended;
    } finally {
      stopMarks();
      stdin.setRawMode(false);
      stdin.off('data', type);
      stdin.pause();
      stdout.off('resize', resize);
      context.signal.removeEventListener('abort', close);
    }
  });
};
