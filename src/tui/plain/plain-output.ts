/** CSI, OSC and other strings, and two-byte escapes. */
const escapes = /\x1b(?:\[[0-?]*[ -/]*[@-~]|[\]P_^X][^\x07\x1b]*(?:\x07|\x1b\\)|[ -/]*[0-Z\\^-~])/g;
/** The start of one of those at the end of a read. */
const unfinished = /\x1b(?:\[[0-?]*[ -/]*|[\]P_^X][^\x07\x1b]*\x1b?|[ -/]*)?$/;

/**
 * Turns what a shell prints into plain lines: no escape sequences, no bells, a carriage return is a new line. Reads may
 * end anywhere, within a character or a sequence.
 */
export class PlainOutput {
  readonly #decoder = new TextDecoder();
  #held = '';
  /** The last text ended with a new line. */
  #atStart = true;
  /** What the shell will echo of the line just sent, where the learner's own terminal has echoed it already. */
  #echo = '';

  /** The text of these bytes, and of what was held back before them. */
  take(bytes: Uint8Array): string {
    const all = this.#held + this.#decoder.decode(bytes, { stream: true });
    const cut = unfinished.exec(all)?.index ?? all.length;
    // `\r` at the end may be half of a `\r\n`.
    const end = all.slice(0, cut).endsWith('\r') ? cut - 1 : cut;
    this.#held = all.slice(end);
    const text = all
      .slice(0, end)
      .replace(escapes, '')
      .replace(/\r+\n/g, '\n')
      // A carriage return where a row begins moves nothing: bash prints one before each command's output.
      .replace(this.#atStart ? /(^|\n)\r+/g : /(\n)\r+/g, '$1')
      .replace(/\r/g, '\n')
      .replace(/[\x00-\x08\x0b-\x1f\x7f]/g, '');
    if (text !== '') this.#atStart = text.endsWith('\n');
    return this.#withoutEcho(text);
  }

  /** A line was typed that the reader has seen already. */
  expectEcho(line: string): void {
    this.#echo = `${line}\n`;
  }

  #withoutEcho(text: string): string {
    const same = Math.min(this.#echo.length, text.length);
    if (this.#echo.slice(0, same) === text.slice(0, same)) {
      this.#echo = this.#echo.slice(same);
      return text.slice(same);
    }
    this.#echo = '';
    return text;
  }
}
