import { createInterface } from 'node:readline/promises';
import { EnvironmentError } from '../engine/index.ts';
import type { Context } from './context.ts';
import { words } from './output.ts';

/**
 * Whether system packages may be installed: yes with `--yes` or where `CI` is set; else the user is asked on the
 * terminal. Without a terminal there is nobody to ask: throws, with the command to type.
 */
export async function mayInstall(
  context: Pick<Context, 'lang' | 'yes' | 'signal'>,
  packages: readonly string[],
): Promise<boolean> {
  if (context.yes) return true;
  if (!process.stdin.isTTY || !process.stderr.isTTY) throw new EnvironmentError('nobody-to-ask');
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    const answer = await lines.question(
      words(context, 'cli.ask-install', { packages: packages.join(', ') }),
      { signal: context.signal },
    );
    return /^(y|yes|是|好)$/i.test(answer.trim());
  } finally {
    lines.close();
  }
}
