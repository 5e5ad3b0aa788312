/** Written once the daemon answers (20.10 to 28.5): what stands before it belongs to an earlier run. */
const ready = 'Daemon has completed initialization';

/**
 * The sentence with which a daemon ended by itself, from the end of its log; undefined when it was stopped.
 * Log lines begin with `time=`; a daemon that gives up prints one bare line (`failed to start daemon: …`). Go's own logger
 * prints bare lines too, dated (`2026/11/20 19:00:30 http: superfluous …` when a client goes away): they end nothing.
 */
export function lastDaemonError(log: string): string | undefined {
  const lines = log.split('\n').map(line => line.trim());
  const since = lines.slice(lines.findLastIndex(line => line.includes(ready)) + 1);
  const last = since.findLast(
    line => line !== '' && (/level=fatal/.test(line) || !/^(time=|\d{4}\/\d\d\/\d\d )/.test(line)),
  );
  return last?.replace(/^time=\S+ level=\w+ msg="?/, '').replace(/"$/, '');
}
