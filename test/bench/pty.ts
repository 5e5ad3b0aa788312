import pty from '@lydell/node-pty';

/** A program in a pseudo-terminal, with the time each piece of its output came. */
export type Running = {
  readonly pid: number;
  write(text: string): void;
  /** Resolves with the milliseconds since the start when the output so far fits. Rejects after ten seconds. */
  until(fits: (output: string) => boolean): Promise<number>;
  kill(): void;
};

/** Starts a program of this size. `env` replaces the environment. */
export function start(
  argv: readonly string[],
  env: Record<string, string>,
  columns = 120,
  rows = 40,
): Running {
  const [file = '', ...args] = argv;
  const began = performance.now();
  const child = pty.spawn(file, args, { cols: columns, rows, env, name: 'xterm-256color' });
  let output = '';
  const waiting = new Set<() => void>();
  child.onData(text => {
    output += text;
    for (const look of waiting) look();
  });
  return {
    pid: child.pid,
    write: text => child.write(text),
    until: fits =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          waiting.delete(look);
          reject(new Error(`never came; the last output: ${JSON.stringify(output.slice(-500))}`));
        }, 10_000);
        const look = () => {
          if (!fits(output)) return;
          clearTimeout(timer);
          waiting.delete(look);
          resolve(performance.now() - began);
        };
        waiting.add(look);
        look();
      }),
    kill: () => child.kill('SIGKILL'),
  };
}
