import type { Key } from '../../text/index.ts';

/** `run`, `start`, `attach`: the container's own program. `exec`: one beside it. Both with a terminal (`-it`). */
const interactive = /\bdocker\s+(?:container\s+)?(run|exec|start|attach)\b(.*)/;
const terminalFlags = /(?:^|\s)-(?:[a-z]*t[a-z]*|-tty)\b/;

/** What to say about a command that has not come back: most are stopped by Ctrl-C, a shell in a container is not. */
export function runningNote(command: string): Key {
  const match = interactive.exec(command);
  const [, verb, rest = ''] = match ?? [];
  if (verb === undefined) return 'tui.note.running';
  const attached = verb === 'attach' || (terminalFlags.test(rest) && !/(?:^|\s)-[a-z]*d[a-z]*\b/.test(rest));
  if (!attached) return 'tui.note.running';
  return verb === 'exec' ? 'tui.note.inside-exec' : 'tui.note.inside-run';
}
