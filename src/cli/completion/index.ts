import type { Context } from '../context.ts';
import { candidates } from './candidates.ts';

/**
 * Answers Tab: a line for each word that fits, with what it does behind a tab character for shells that show it, and
 * `:files` or `:folders` where the shell is to offer those. Says nothing where nothing can be said: a Tab is no place for
 * complaints.
 */
export async function answerTab(
  context: Pick<Context, 'lang'>,
  shell: string,
  line: readonly string[],
): Promise<void> {
  try {
    const { words, paths } = candidates(shell === 'bash' ? joined(line) : line);
    // bash shows words alone, and need not wait for ours.
    const say = shell === 'bash' ? undefined : (await import('../../text/index.ts')).text;
    const lines = words.map(({ word, about }) =>
      say === undefined || about === undefined ? word : `${word}\t${say(context.lang, about)}`,
    );
    if (paths !== undefined) lines.push(`:${paths}`);
    process.stdout.write(lines.map(line => `${line}\n`).join(''));
  } catch {
    // An installation without lessons says so when a command is run.
  }
}

/** bash cuts `--lang=zh` into three words, and replaces the last one: the value alone is what fits there. */
function joined(line: readonly string[]): string[] {
  const words = line.filter((word, at) => word !== '=' || at === line.length - 1);
  return words.map((word, at) => (word === '=' && at === words.length - 1 ? '' : word));
}
