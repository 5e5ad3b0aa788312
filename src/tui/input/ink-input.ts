import { PassThrough } from 'node:stream';

/**
 * What Ink reads instead of the real standard input, which has one owner: the router. Raw mode is the router's too, so
 * Ink's wishes about it change nothing.
 */
export class InkInput extends PassThrough {
  readonly isTTY = true;

  setRawMode(): this {
    return this;
  }

  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }
}
