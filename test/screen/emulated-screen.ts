import { UnicodeGraphemesAddon } from '@xterm/addon-unicode-graphemes';
import headless from '@xterm/headless';

/** What a test waits for: a text anywhere on the screen, a pattern in it, or a condition on its rows. */
export type Wanted = string | RegExp | ((rows: readonly string[]) => boolean);

/** A terminal that a program under test writes to, and that a test looks at. */
export class EmulatedScreen {
  readonly #emulator: headless.Terminal;
  readonly #bytes: Buffer[] = [];
  /** Those who wait for something, to look again. */
  readonly #waiters = new Set<() => void>();

  /** `newlines`: whether a newline also returns to the first column, as the kernel's terminal driver makes it do. */
  constructor(columns: number, rows: number, newlines = false) {
    this.#emulator = new headless.Terminal({
      convertEol: newlines,
      cols: columns,
      rows,
      scrollback: 2_000,
      allowProposedApi: true,
    });
    this.#emulator.loadAddon(new UnicodeGraphemesAddon());
  }

  /** Takes output; waiters look again once it is parsed. */
  feed(output: Uint8Array | string): void {
    const bytes = Buffer.from(output);
    this.#bytes.push(bytes);
    this.#emulator.write(bytes, () => {
      for (const look of this.#waiters) look();
    });
  }

  /** What the terminal answers to queries (device attributes, cursor position). */
  onAnswer(listener: (answer: string) => void): void {
    this.#emulator.onData(listener);
  }

  /** The rows now on the screen, without trailing blanks. */
  rows(): string[] {
    const { cols, rows, buffer } = this.#emulator;
    const { active } = buffer;
    // A line keeps its cells beyond the right edge when the screen gets narrower; nobody sees them.
    return Array.from({ length: rows }, (_, y) =>
      (active.getLine(active.viewportY + y)?.translateToString(true, 0, cols) ?? '').trimEnd(),
    );
  }

  text(): string {
    return this.rows().join('\n');
  }

  /** Everything written so far, as bytes. */
  raw(): Buffer {
    return Buffer.concat(this.#bytes);
  }

  /** Zero-based place of the cursor. */
  cursor(): { readonly x: number; readonly y: number } {
    const { active } = this.#emulator.buffer;
    return { x: active.cursorX, y: active.cursorY };
  }

  /** What a row shows in inverse video, each piece followed by a newline. */
  inverted(y: number): string {
    const { cols, buffer } = this.#emulator;
    const line = buffer.active.getLine(buffer.active.viewportY + y);
    return Array.from({ length: cols }, (_, x) => line?.getCell(x))
      .map(cell => (cell?.isInverse() ? cell.getChars() || ' ' : '\n'))
      .join('')
      .replace(/\n+/g, '\n');
  }

  /** Whether the alternate screen is shown. */
  alternate(): boolean {
    return this.#emulator.buffer.active.type === 'alternate';
  }

  resize(columns: number, rows: number): void {
    this.#emulator.resize(columns, rows);
  }

  /** Resolves with the rows once the screen is as wanted; rejects after `ms` with the screen in the message. */
  until(wanted: Wanted, ms = 10_000): Promise<readonly string[]> {
    const { promise, resolve, reject } = Promise.withResolvers<readonly string[]>();
    const give = setTimeout(
      () => reject(new Error(`never saw ${String(wanted)} in ${ms} ms. The screen:\n${this.text()}`)),
      ms,
    );
    const look = () => {
      if (this.#shows(wanted)) resolve(this.rows());
    };
    this.#waiters.add(look);
    look();
    return promise.finally(() => {
      this.#waiters.delete(look);
      clearTimeout(give);
    });
  }

  /** Resolves once nothing has been written for `gap` ms: before a screen is compared as a whole. */
  async idle(gap = 60, ms = 10_000): Promise<readonly string[]> {
    const { promise, resolve, reject } = Promise.withResolvers<readonly string[]>();
    const give = setTimeout(() => reject(new Error(`the screen never came to rest\n${this.text()}`)), ms);
    let rest = setTimeout(() => resolve(this.rows()), gap);
    const look = () => {
      clearTimeout(rest);
      rest = setTimeout(() => resolve(this.rows()), gap);
    };
    this.#waiters.add(look);
    return promise.finally(() => {
      this.#waiters.delete(look);
      clearTimeout(give);
      clearTimeout(rest);
    });
  }

  #shows(wanted: Wanted): boolean {
    if (typeof wanted === 'function') return wanted(this.rows());
    return typeof wanted === 'string' ? this.text().includes(wanted) : wanted.test(this.text());
  }
}
