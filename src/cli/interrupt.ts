import { exit } from './exit.ts';

/** What standard output is gone for; as the reason of an abort, what was begun is put away as for Ctrl-C. */
export class OutputGone extends Error {
  override readonly name = 'AbortError';
  /** A reader that goes away (`netdojo list | head -1`) is no failure; a full disk behind `>` is the environment's. */
  readonly exitCode: number;

  constructor(error: NodeJS.ErrnoException) {
    super(error.message);
    this.exitCode = error.code === 'EPIPE' ? exit.done : exit.environment;
  }
}

/**
 * A signal that fires at Ctrl-C, at a request to end, and when nobody takes our output any more, so that commands put away
 * what they began. A second Ctrl-C ends the process at once.
 */
export function interruptSignal(): AbortSignal {
  const controller = new AbortController();
  // Not the second hang-up: a shell passes on the one the kernel has sent already.
  process.on('SIGINT', () => {
    if (controller.signal.aborted) process.exit(130);
    controller.abort();
  });
  for (const name of ['SIGTERM', 'SIGHUP'] as const) process.on(name, () => controller.abort());
  process.stdout.on('error', (error: NodeJS.ErrnoException) => controller.abort(new OutputGone(error)));
  // A closed terminal takes standard error along, and then there is nowhere left to say so.
  process.stderr.on('error', () => {});
  return controller.signal;
}
