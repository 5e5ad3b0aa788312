import { watchesPackets } from '../lesson/index.ts';
import type { SessionState, ShellState } from './types.ts';

/**
 * The shell whose foreground command keeps checks that send packets from running by themselves: the command started last,
 * wherever it runs, or one that shows packets or counters as they come. A server left running in one shell while the
 * learner works in another holds nothing back.
 */
export function heldBackBy({
  shells,
  commands,
}: Pick<SessionState, 'shells' | 'commands'>): ShellState | undefined {
  const running = shells.filter(({ busySince }) => busySince !== undefined);
  const command = (id: string): string =>
    commands.findLast(({ shell, exitCode }) => shell === id && exitCode === undefined)?.text ?? '';
  return (
    running.find(({ id }) => id === commands.at(-1)?.shell) ??
    running.find(({ id }) => watchesPackets(command(id)))
  );
}
