import type { Mark } from './types.ts';

const escapeByte = 0x1b;
const bellByte = 0x07;
const opening = Buffer.from('\x1b]133;');
/** A mark longer than this is none of ours: `image/bashrc` cuts the command. */
const longest = 64 * 1024;

/**
 * Reads the shell's marks (OSC 133, written by `image/bashrc`) from its output. They stay in the output: a terminal
 * ignores them. Chunks may end anywhere.
 *
 * The sequence of one command: `C;cmdline_url=…` when it starts (control characters and `%` percent-encoded), `D;CODE`
 * when it ended, `A` before the prompt and `B` after it, where typing begins. `B` stands in the prompt itself, which
 * readline also prints again on a resize or Ctrl-L; only the first after an `A` counts.
 */
export class MarkReader {
  /** Bytes of a possible mark so far; empty outside one. */
  #held: number[] = [];
  #promptDue = false;

  read(chunk: Uint8Array): Mark[] {
    const marks: Mark[] = [];
    for (let at = 0; at < chunk.length; at++) {
      if (this.#held.length === 0) {
        at = chunk.indexOf(escapeByte, at);
        if (at < 0) break;
      }
      const mark = this.#take(chunk[at] ?? 0);
      if (mark !== undefined) marks.push(mark);
    }
    return marks;
  }

  #take(byte: number): Mark | undefined {
    const held = this.#held;
    if (held.length < opening.length) {
      if (byte === opening[held.length]) held.push(byte);
      else this.#held = byte === escapeByte ? [byte] : [];
      return undefined;
    }
    const previous = held.at(-1);
    held.push(byte);
    const ended = byte === bellByte ? 1 : previous === escapeByte && byte === 0x5c ? 2 : 0;
    if (ended > 0) {
      this.#held = [];
      return this.#meaning(Buffer.from(held.slice(opening.length, -ended)).toString());
    }
    // An escape that doesn't end the sequence begins another one.
    if (previous === escapeByte) this.#held = byte === opening[1] ? [escapeByte, byte] : [];
    else if (held.length > longest) this.#held = [];
    return undefined;
  }

  #meaning(body: string): Mark | undefined {
    const [kind, ...fields] = body.split(';');
    switch (kind) {
      case 'A':
        this.#promptDue = true;
        return undefined;
      case 'B': {
        const due = this.#promptDue;
        this.#promptDue = false;
        return due ? { kind: 'prompt' } : undefined;
      }
      case 'C':
        return { kind: 'start', command: commandIn(fields.join(';')) };
      case 'D':
        return { kind: 'end', exitCode: Number.parseInt(fields[0] ?? '', 10) || 0 };
      default:
        return undefined;
    }
  }
}

function commandIn(field: string): string {
  const text = field.startsWith('cmdline_url=') ? field.slice('cmdline_url='.length) : '';
  return text.replace(/%([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
