import { StringDecoder } from 'node:string_decoder';

/** Puts lines together from chunks that may end anywhere, within a character too. What follows the last `\n` waits. */
export class LineReader {
  readonly #decoder = new StringDecoder('utf8');
  #rest = '';

  read(chunk: Buffer): string[] {
    const lines = (this.#rest + this.#decoder.write(chunk)).split('\n');
    this.#rest = lines.pop() ?? '';
    return lines;
  }
}
