/** One thing that came from the keyboard: a single key sequence, or a whole paste without its marks. */
export type Token =
  | { readonly kind: 'key'; readonly bytes: Buffer }
  | { readonly kind: 'paste'; readonly bytes: Buffer };

const esc = 0x1b;
const pasteStart = Buffer.from('\x1b[200~');
const pasteEnd = Buffer.from('\x1b[201~');

/** Milliseconds after which the start of an escape sequence is taken for what it is: a person pressed Esc. */
const sequencePause = 25;
/** A paste comes in many reads; a terminal that never closes it must not swallow the keyboard for good. */
const pastePause = 1_000;

/**
 * Cuts terminal input into single keys, whatever the borders of the reads were: escape sequences, UTF-8 characters and
 * pastes come out whole. Bytes are never changed, so the concatenation of all keys is the input.
 */
export class KeySplitter {
  #pending: Buffer = Buffer.alloc(0);
  #pasting = false;

  /** Everything that is complete after this read. */
  feed(chunk: Uint8Array): Token[] {
    this.#pending = Buffer.concat([this.#pending, chunk]);
    const tokens: Token[] = [];
    for (;;) {
      const token = this.#pasting ? this.#takePaste() : this.#takeKey();
      if (token === undefined) return tokens;
      if (token !== 'again') tokens.push(token);
    }
  }

  /** How long to wait before {@link flush}, in milliseconds; undefined when nothing is held back. */
  get waiting(): number | undefined {
    if (this.#pasting) return pastePause;
    return this.#pending.length > 0 ? sequencePause : undefined;
  }

  /** Gives up waiting: what is held back, as it is. */
  flush(): Token[] {
    const bytes = this.#pending;
    const kind = this.#pasting ? 'paste' : 'key';
    this.#pending = Buffer.alloc(0);
    this.#pasting = false;
    return bytes.length > 0 ? [{ kind, bytes }] : [];
  }

  #takeKey(): Token | 'again' | undefined {
    const length = keyLength(this.#pending);
    if (length === undefined) return undefined;
    const bytes = this.#pending.subarray(0, length);
    this.#pending = this.#pending.subarray(length);
    if (!bytes.equals(pasteStart)) return { kind: 'key', bytes };
    this.#pasting = true;
    return 'again';
  }

  #takePaste(): Token | undefined {
    const end = this.#pending.indexOf(pasteEnd);
    if (end < 0) return undefined;
    const bytes = this.#pending.subarray(0, end);
    this.#pending = this.#pending.subarray(end + pasteEnd.length);
    this.#pasting = false;
    return { kind: 'paste', bytes };
  }
}

/** Length of the first key in bytes; undefined while it is not complete. */
function keyLength(bytes: Buffer): number | undefined {
  const first = bytes[0];
  if (first === undefined) return undefined;
  if (first !== esc) return characterLength(bytes, first);
  const second = bytes[1];
  if (second === undefined) return undefined;
  if (second === esc) return 1;
  if (second === 0x5b) return controlSequenceLength(bytes);
  // SS3: ESC O and one more, such as F1 to F4.
  if (second === 0x4f) return bytes.length > 2 ? 3 : undefined;
  // Alt and a character, which may be of several bytes.
  const rest = characterLength(bytes.subarray(1), second);
  return rest === undefined ? undefined : rest + 1;
}

function characterLength(bytes: Buffer, first: number): number | undefined {
  const length = first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc2 ? 2 : 1;
  for (let index = 1; index < length; index++) {
    const byte = bytes[index];
    if (byte === undefined) return undefined;
    // Not UTF-8 after all: the first byte stands alone, so that nothing after it is held back.
    if (byte < 0x80 || byte > 0xbf) return 1;
  }
  return length;
}

/** ECMA-48: parameters 0x30 to 0x3f, intermediates 0x20 to 0x2f, one final byte 0x40 to 0x7e. */
function controlSequenceLength(bytes: Buffer): number | undefined {
  for (let index = 2; index < bytes.length; index++) {
    const byte = bytes[index] ?? 0;
    // The Linux console sends F1 to F5 as ESC [ [ A.
    if (index === 2 && byte === 0x5b) continue;
    if (byte >= 0x40 && byte <= 0x7e) return index + 1;
    if (byte < 0x20 || byte > 0x7e) return index;
  }
  return undefined;
}
