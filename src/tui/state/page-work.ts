import type { Said } from '../../probe/schema/index.ts';
import { troubleOf } from './trouble.ts';

/** Work whose results are shown on a page as they come. One at a time: beginning anew ends what is under way. */
export class PageWork {
  readonly #onDefect: (error: unknown) => void;
  #current = new AbortController();

  /** `onDefect` is told of an error that is not the environment's. */
  constructor(onDefect: (error: unknown) => void) {
    this.#onDefect = onDefect;
  }

  /** Begins some work; `onTrouble` hears what of the environment kept it from its end. */
  begin(work: (signal: AbortSignal) => Promise<void>, onTrouble: (trouble: Said) => void): void {
    this.stop();
    this.#current = new AbortController();
    const { signal } = this.#current;
    work(signal).catch(error => {
      if (signal.aborted) return;
      const trouble = troubleOf(error);
      if (trouble === undefined) this.#onDefect(error);
      else onTrouble(trouble);
    });
  }

  /** Ends what is under way. */
  stop(): void {
    this.#current.abort();
  }
}
