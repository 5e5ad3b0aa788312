import { type IPty, spawn } from '@lydell/node-pty';
import { EmulatedScreen, type Wanted } from './emulated-screen.ts';

/** Key sequences as a terminal sends them. */
export const keys = {
  down: '\x1b[B',
  enter: '\r',
  esc: '\x1b',
  tab: '\t',
  backspace: '\x7f',
  pageUp: '\x1b[5~',
  end: '\x1b[F',
  ctrlC: '\x03',
  prefix: '\x1d',
} as const;

export type LaunchOptions = {
  readonly columns?: number;
  readonly rows?: number;
  /** On top of a small fixed environment: nothing of the test runner's (`CI`, `NO_COLOR`) leaks in. */
  readonly env?: Readonly<Record<string, string>>;
};

/** How a program ended. `signal` is 0 unless one ended it. */
export type Exit = { readonly exitCode: number; readonly signal: number };

/** Milliseconds after which a wait is in vain. Long, so that a busy machine decides no test. */
const patience = 60_000;

/** A program in a pseudo-terminal of its own, with an emulator that shows what a person would see. */
export class LaunchedTerminal {
  readonly screen: EmulatedScreen;
  readonly exited: Promise<Exit>;
  readonly #pty: IPty;
  #running = true;

  constructor(argv: readonly string[], options: LaunchOptions = {}) {
    const { columns = 120, rows = 40 } = options;
    const [program = '', ...rest] = argv;
    this.screen = new EmulatedScreen(columns, rows);
    this.#pty = spawn(program, rest, {
      cols: columns,
      rows,
      cwd: process.cwd(),
      // Bytes, undecoded: a character may be cut in two by the reads.
      encoding: null,
      env: {
        PATH: process.env.PATH ?? '',
        HOME: process.env.HOME ?? '',
        TERM: 'xterm-256color',
        LANG: 'C.UTF-8',
        ...options.env,
      },
    });
    this.#pty.onData(output => this.screen.feed(output));
    this.screen.onAnswer(answer => this.send(answer));
    this.exited = new Promise(resolve => {
      this.#pty.onExit(({ exitCode, signal }) => {
        this.#running = false;
        resolve({ exitCode, signal: signal ?? 0 });
      });
    });
  }

  get pid(): number {
    return this.#pty.pid;
  }

  /** Types, in one write: several keys arrive as one burst. */
  send(typed: string): void {
    if (this.#running) this.#pty.write(typed);
  }

  until(wanted: Wanted): Promise<readonly string[]> {
    return this.screen.until(wanted, patience);
  }

  resize(columns: number, rows: number): void {
    this.screen.resize(columns, rows);
    if (this.#running) this.#pty.resize(columns, rows);
  }

  /** Sends a signal to the program, and only to it. */
  signal(name: NodeJS.Signals): void {
    if (this.#running) process.kill(this.#pty.pid, name);
  }

  /** Ends the program if it still runs; for `afterEach`. */
  async kill(): Promise<void> {
    if (!this.#running) return;
    this.signal('SIGKILL');
    await this.exited;
  }
}

/** Starts a program in a pseudo-terminal. Do not type before the first frame is seen: raw mode is on by then. */
export function launch(argv: readonly string[], options: LaunchOptions = {}): LaunchedTerminal {
  return new LaunchedTerminal(argv, options);
}
