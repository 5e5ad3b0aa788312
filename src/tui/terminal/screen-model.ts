import { UnicodeGraphemesAddon } from '@xterm/addon-unicode-graphemes';
import headless from '@xterm/headless';
import type { Terminal } from '../../session/index.ts';
import { rowToSgr } from './row-to-sgr.ts';

/** What a shell's terminal shows at one moment. */
export type Frame = {
  /** One string with SGR codes per row, no trailing blanks. */
  readonly rows: readonly string[];
  /** Zero-based; undefined while hidden or scrolled away. */
  readonly cursor: { readonly x: number; readonly y: number } | undefined;
  /** Rows the view stands above the newest one. */
  readonly scrolledBy: number;
  /** A full-screen program (`vi`, `less`, `top`) has the terminal. */
  readonly alternate: boolean;
};

/** Bytes given to the emulator and not parsed yet: above the first the flow stops, below the second it goes on. */
const highWater = 256 * 1024;
const lowWater = 32 * 1024;
/** Milliseconds between frames: 60 a second. Two throttles of 30 in a row made key repeat lag by 43 ms. */
const framePause = 1000 / 60;
/** Milliseconds a new size must stand before the shell hears of it: a dragged window sends dozens. */
const resizePause = 60;

/** A terminal emulator fed by a learner's shell; {@link Frame}s come out, at most 60 a second, the first at once. */
export class ScreenModel {
  readonly terminal: Terminal;
  readonly #emulator: headless.Terminal;
  readonly #listeners = new Set<() => void>();
  readonly #stop: () => void;
  #frame: Frame;
  #cursorShown = true;
  #unparsed = 0;
  #paused = false;
  #emittedAt = 0;
  #emitting: NodeJS.Timeout | undefined;
  #resizing: NodeJS.Timeout | undefined;

  constructor(terminal: Terminal, columns: number, rows: number) {
    this.terminal = terminal;
    this.#emulator = new headless.Terminal({
      cols: columns,
      rows,
      scrollback: 5_000,
      allowProposedApi: true,
    });
    // The built-in width table is Unicode 6: emoji would be one cell here and two on the screen.
    this.#emulator.loadAddon(new UnicodeGraphemesAddon());
    this.#watchCursor();
    // Answers to what programs ask of a terminal (device attributes, cursor position).
    this.#emulator.onData(answer => terminal.write(answer));
    this.#frame = this.#read();
    this.#stop = terminal.onBytes(this.#take);
    terminal.resize(columns, rows);
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly getSnapshot = (): Frame => this.#frame;

  get applicationCursor(): boolean {
    return this.#emulator.modes.applicationCursorKeysMode;
  }

  get bracketedPaste(): boolean {
    return this.#emulator.modes.bracketedPasteMode;
  }

  /** Changes the size; the shell hears of the last of several. */
  resize(columns: number, rows: number): void {
    if (this.#emulator.cols === columns && this.#emulator.rows === rows) return;
    this.#emulator.resize(columns, rows);
    this.#emit();
    clearTimeout(this.#resizing);
    this.#resizing = setTimeout(() => this.terminal.resize(columns, rows), resizePause);
  }

  /** Moves the view by rows, negative towards older ones. */
  scroll(rows: number): void {
    this.#emulator.scrollLines(rows);
    this.#emit();
  }

  scrollToEnd(): void {
    this.#emulator.scrollToBottom();
    this.#emit();
  }

  dispose(): void {
    this.#stop();
    clearTimeout(this.#emitting);
    clearTimeout(this.#resizing);
    this.#emulator.dispose();
    this.#listeners.clear();
  }

  readonly #take = (bytes: Uint8Array): void => {
    this.#unparsed += bytes.length;
    if (this.#unparsed > highWater && !this.#paused) {
      this.#paused = true;
      this.terminal.pause();
    }
    this.#emulator.write(bytes, () => {
      this.#unparsed -= bytes.length;
      if (this.#paused && this.#unparsed < lowWater) {
        this.#paused = false;
        this.terminal.resume();
      }
      this.#schedule();
    });
  };

  /** The emulator does not say whether the cursor is shown (DECTCEM, `CSI ? 25 h` and `l`). */
  #watchCursor(): void {
    const watch = (final: 'h' | 'l') =>
      this.#emulator.parser.registerCsiHandler({ prefix: '?', final }, parameters => {
        if (parameters.includes(25)) this.#cursorShown = final === 'h';
        return false;
      });
    watch('h');
    watch('l');
  }

  #schedule(): void {
    if (this.#emitting !== undefined) return;
    const rest = this.#emittedAt + framePause - performance.now();
    if (rest <= 0) this.#emit();
    else
      this.#emitting = setTimeout(() => {
        this.#emitting = undefined;
        this.#emit();
      }, rest);
  }

  #emit(): void {
    this.#emittedAt = performance.now();
    this.#frame = this.#read();
    for (const listener of this.#listeners) listener();
  }

  #read(): Frame {
    const { cols, rows, buffer } = this.#emulator;
    const { active } = buffer;
    const cell = active.getNullCell();
    const scrolledBy = active.baseY - active.viewportY;
    const cursorY = active.cursorY + scrolledBy;
    return {
      rows: Array.from({ length: rows }, (_, y) => {
        const line = active.getLine(active.viewportY + y);
        return line === undefined ? '' : rowToSgr(line, cols, cell);
      }),
      cursor:
        this.#cursorShown && cursorY < rows
          ? { x: Math.min(active.cursorX, cols - 1), y: cursorY }
          : undefined,
      scrolledBy,
      alternate: active.type === 'alternate',
    };
  }
}
