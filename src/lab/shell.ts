import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { EnvironmentError } from '../engine/index.ts';
import { type Command, exitCodeOf, type HostAddress, startCommand } from './command.ts';
import { execOn } from './exec.ts';
import { shellWrapperPath } from './image-paths.ts';
import { MarkReader } from './marks.ts';
import type { Mark, Shell } from './types.ts';

/** A window that is being dragged sends dozens of sizes; only where it comes to rest matters. Milliseconds. */
const resizeSettleMs = 40;

/** How long a shell may take from when it was ended until the engine says so, in ms. Usual is 20. */
const endMs = 700;

/** Exit code of a shell that ended with its host: as of a process that was killed. */
const killed = 137;

/**
 * Starts a learner's shell: bash on a terminal of that size, on the host or on the outside machine beside it. Its marks are parsed from its output and stay in it (OSC 133:
 * terminals ignore it). Throws `host-gone` when the host is no more.
 */
export async function openShellOn(
  host: HostAddress,
  size: { columns: number; rows: number },
  outside = false,
): Promise<Shell> {
  const id = randomUUID();
  const command = await startCommand(host, {
    argv: [
      shellWrapperPath,
      'run',
      id,
      String(size.rows),
      String(size.columns),
      ...(outside ? ['outside'] : []),
    ],
    env: ['TERM=xterm-256color', 'LANG=C.UTF-8'],
    stdin: true,
    terminal: true,
  });
  return new HostShell(host, id, command);
}

class HostShell implements Shell {
  readonly id: string;
  readonly host: string;
  readonly ended: Promise<number>;
  readonly #address: HostAddress;
  readonly #command: Command;
  readonly #marks = new MarkReader();
  readonly #bytes = new Listeners<Uint8Array>();
  readonly #heard = new Listeners<Mark>();
  readonly #size: Size;
  #busy = false;
  #over = false;
  /** It would not end, so its end is not waited for. */
  #left = false;
  #closing: Promise<void> | undefined;

  constructor(address: HostAddress, id: string, command: Command) {
    this.#address = address;
    this.id = id;
    this.host = address.name;
    this.#command = command;
    this.#size = new Size(size => command.exec.resize(size));
    command.stream.on('data', (chunk: Buffer) => this.#receive(chunk));
    this.ended = this.#end();
  }

  get busy(): boolean {
    return this.#busy;
  }

  write(bytes: Uint8Array | string): void {
    if (!this.#over && this.#command.stream.writable) this.#command.stream.write(bytes);
  }

  onBytes(listener: (bytes: Uint8Array) => void): () => void {
    return this.#bytes.add(listener);
  }

  onMark(listener: (mark: Mark) => void): () => void {
    return this.#heard.add(listener);
  }

  pause(): void {
    this.#command.stream.pause();
  }

  resume(): void {
    this.#command.stream.resume();
  }

  resize(columns: number, rows: number): void {
    if (!this.#over) this.#size.set({ w: columns, h: rows });
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  #receive(chunk: Buffer): void {
    // The first output shows that the process is there: the engine refuses a resize before.
    this.#size.mayChange();
    for (const mark of this.#marks.read(chunk)) {
      this.#busy = mark.kind === 'start';
      this.#heard.send(mark);
    }
    this.#bytes.send(chunk);
  }

  async #end(): Promise<number> {
    const { stream } = this.#command;
    await new Promise<void>(resolve => {
      stream.once('close', resolve);
      stream.once('end', resolve);
      // The connection broke: what became of the shell, the engine says below.
      stream.on('error', () => resolve());
    });
    this.#over = true;
    this.#busy = false;
    this.#size.close();
    if (this.#left) return killed;
    try {
      return await exitCodeOf(this.#command, this.#address);
    } catch (error) {
      if (error instanceof EnvironmentError) return killed;
      throw error;
    }
  }

  async #close(): Promise<void> {
    // Nobody may be reading any more, and the end of a stream comes after all of its bytes.
    this.resume();
    try {
      // More than once: one that was started only just now may not have noted its pid yet.
      for (let attempt = 0; attempt < 3 && !this.#over; attempt++) {
        await execOn(this.#address, [shellWrapperPath, 'end', this.id], { deadlineMs: 5_000 });
        await Promise.race([this.ended, delay(endMs, undefined, { ref: false })]);
      }
    } catch (error) {
      // With the host its shells have ended. One that cannot be ended, because the learner has taken away what does it or
      // left no process to do it with, ends with its host.
      if (!(error instanceof EnvironmentError)) throw error;
    }
    this.#left = !this.#over;
    this.#command.stream.destroy();
    await this.ended;
  }
}

/** Listeners, and what came before the first one. */
class Listeners<T> {
  readonly #listeners = new Set<(value: T) => void>();
  #kept: T[] | undefined = [];

  add(listener: (value: T) => void): () => void {
    const own = (value: T) => listener(value);
    this.#listeners.add(own);
    const kept = this.#kept ?? [];
    this.#kept = undefined;
    for (const value of kept) own(value);
    return () => this.#listeners.delete(own);
  }

  send(value: T): void {
    if (this.#kept !== undefined) this.#kept.push(value);
    else for (const listener of [...this.#listeners]) listener(value);
  }
}

type Dimensions = { readonly w: number; readonly h: number };

/** Passes on the size the window came to rest at, not before the terminal can take it. */
class Size {
  readonly #apply: (size: Dimensions) => Promise<unknown>;
  #wanted: Dimensions | undefined;
  #timer: NodeJS.Timeout | undefined;
  #ready = false;

  constructor(apply: (size: Dimensions) => Promise<unknown>) {
    this.#apply = apply;
  }

  set(size: Dimensions): void {
    this.#wanted = size;
    this.#schedule();
  }

  mayChange(): void {
    if (this.#ready) return;
    this.#ready = true;
    this.#schedule();
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#wanted = undefined;
  }

  #schedule(): void {
    clearTimeout(this.#timer);
    if (!this.#ready || this.#wanted === undefined) return;
    this.#timer = setTimeout(() => {
      const size = this.#wanted;
      this.#wanted = undefined;
      // The shell may have ended meanwhile (404, 409, 500 by engine version); then its size matters to nobody.
      if (size !== undefined) this.#apply(size).catch(() => {});
    }, resizeSettleMs);
  }
}
