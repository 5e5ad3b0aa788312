/** A piece of one of a command's two outputs. */
export type Piece = { readonly stream: 'stdout' | 'stderr'; readonly bytes: Buffer };

const headerSize = 8;
const stderrStream = 2;

/**
 * Takes apart what the engine sends for a command without a terminal: frames of one byte stream number, three of padding,
 * four of length, then the bytes. Feed it chunks as they come; a frame that arrives in parts is handed on in parts, so
 * nothing is kept but a header.
 */
export class FrameReader {
  readonly #header = Buffer.alloc(headerSize);
  #headerHas = 0;
  #bodyLacks = 0;

  read(chunk: Buffer): Piece[] {
    const pieces: Piece[] = [];
    let at = 0;
    while (at < chunk.length) {
      if (this.#bodyLacks === 0) {
        const taken = chunk.copy(this.#header, this.#headerHas, at, at + headerSize - this.#headerHas);
        at += taken;
        this.#headerHas += taken;
        if (this.#headerHas < headerSize) break;
        this.#headerHas = 0;
        this.#bodyLacks = this.#header.readUInt32BE(4);
      } else {
        const bytes = chunk.subarray(at, at + this.#bodyLacks);
        at += bytes.length;
        this.#bodyLacks -= bytes.length;
        pieces.push({ stream: this.#header[0] === stderrStream ? 'stderr' : 'stdout', bytes });
      }
    }
    return pieces;
  }
}
