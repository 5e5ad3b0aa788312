import { KeySplitter, type Token } from './key-splitter.ts';
import { isPrefix, type Prefix } from './prefix.ts';

/** Where keys go. The router asks for every single key, because a key may change the answer. */
export type InputTarget = {
  owner(): 'shell' | 'interface';
  /** The prefix came while the shell had the keyboard. */
  onPrefix(): void;
  /** Bytes for the shell, as they came. */
  onShell(bytes: Buffer): void;
  /** Whether the shell's program asked for application cursor keys (DECCKM). */
  wantsApplicationCursor(): boolean;
  /** A paste, without its marks. */
  onPaste(bytes: Buffer): void;
  /** A key for the interface; true when it was taken, false to hand it to Ink's components. */
  onKey(bytes: Buffer): boolean;
};

/** Standard input as the router needs it. */
export type KeyboardSource = {
  on(event: 'data', listener: (chunk: Buffer) => void): unknown;
  off(event: 'data', listener: (chunk: Buffer) => void): unknown;
};

/** What a terminal sends for a cursor key: `ESC [ A`. `less` and `vi` wait for `ESC O A` once they set DECCKM. */
const cursorKey = /^\x1b\[([ABCDHF])$/;

/**
 * The one reader of the keyboard. While the shell has it, bytes go through untouched but for the prefix, cursor keys and
 * pastes. Keys for the interface go one per turn of the event loop: ink-select-input handles two keys of one read with
 * the state before the first, so that a burst of down, down, Enter picks the first item.
 */
export class InputRouter {
  readonly #source: KeyboardSource;
  readonly #prefix: Prefix;
  readonly #target: InputTarget;
  readonly #toInk: (bytes: Buffer) => void;
  readonly #splitter = new KeySplitter();
  #queue: Token[] = [];
  #turn: NodeJS.Immediate | undefined;
  #pause: NodeJS.Timeout | undefined;

  constructor(options: {
    readonly source: KeyboardSource;
    readonly prefix: Prefix;
    readonly target: InputTarget;
    readonly toInk: (bytes: Buffer) => void;
  }) {
    this.#source = options.source;
    this.#prefix = options.prefix;
    this.#target = options.target;
    this.#toInk = options.toInk;
  }

  /** Starts reading. */
  start(): void {
    this.#source.on('data', this.#read);
  }

  /** Stops reading and forgets what has not been handed on. */
  stop(): void {
    this.#source.off('data', this.#read);
    clearTimeout(this.#pause);
    clearImmediate(this.#turn);
    this.#queue = [];
  }

  readonly #read = (chunk: Buffer): void => {
    clearTimeout(this.#pause);
    this.#queue.push(...this.#splitter.feed(chunk));
    const pause = this.#splitter.waiting;
    if (pause !== undefined)
      this.#pause = setTimeout(() => {
        this.#queue.push(...this.#splitter.flush());
        this.#drain();
      }, pause);
    this.#drain();
  };

  /** Hands on what can go at once: everything for the shell, or one key for the interface and then its own turn. */
  #drain(): void {
    if (this.#turn !== undefined) return;
    let forShell: Buffer[] = [];
    const send = () => {
      if (forShell.length > 0) this.#target.onShell(Buffer.concat(forShell));
      forShell = [];
    };
    for (let token = this.#queue.shift(); token !== undefined; token = this.#queue.shift()) {
      if (token.kind === 'key' && this.#target.owner() === 'shell' && !isPrefix(token.bytes, this.#prefix)) {
        forShell.push(this.#forShell(token.bytes));
        continue;
      }
      send();
      this.#handle(token);
      this.#turn = setImmediate(() => {
        this.#turn = undefined;
        this.#drain();
      });
      return;
    }
    send();
  }

  #handle(token: Token): void {
    if (token.kind === 'paste') this.#target.onPaste(token.bytes);
    else if (this.#target.owner() === 'shell') this.#target.onPrefix();
    else if (!this.#target.onKey(token.bytes)) this.#toInk(token.bytes);
  }

  #forShell(bytes: Buffer): Buffer {
    const arrow = cursorKey.exec(bytes.toString('latin1'))?.[1];
    if (arrow === undefined || !this.#target.wantsApplicationCursor()) return bytes;
    return Buffer.from(`\x1bO${arrow}`);
  }
}
