import { join } from 'node:path';
import envPaths from 'env-paths';

/** Where progress, the record of `up` labs and the session logs are kept: XDG state on Linux. Made on first writing. */
export function stateFolder(): string {
  const { log, data } = envPaths('netdojo', { suffix: '' });
  // On Linux env-paths calls XDG_STATE_HOME `log`; on macOS its `log` is a folder people empty.
  return process.platform === 'linux' ? log : data;
}

/** Where results are kept as long as nobody asks for another place. */
export function resultFolder(state: string = stateFolder()): string {
  return `${join(state, 'results')}/`;
}

/** Where the event logs of sessions are kept. */
export function sessionLogFolder(state: string = stateFolder()): string {
  return join(state, 'sessions');
}
