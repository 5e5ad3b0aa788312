import type { Opened } from '../options.ts';
import type { InterfaceStore } from './interface-store.ts';
import { fillKey, textsToFill } from './placeholders.ts';

/** Keeps the current step's texts filled with what the lab says: addresses, names of interfaces. */
export class TextFiller {
  readonly #store: InterfaceStore;
  #filledFor = '';

  constructor(store: InterfaceStore) {
    this.#store = store;
  }

  /** Asks the lab again if what it said may have become stale. */
  async follow({ session }: Opened): Promise<void> {
    const state = session.getSnapshot();
    const key = fillKey(state);
    if (key === this.#filledFor) return;
    this.#filledFor = key;
    const texts = textsToFill(session.lesson, session.lang, state);
    if (texts.length === 0) return;
    try {
      const pairs = await Promise.all(texts.map(async text => [text, await session.fill(text)] as const));
      if (this.#filledFor !== key) return;
      const { filled } = this.#store.getSnapshot();
      const news = pairs.filter(([text, value]) => filled[text] !== value);
      if (news.length > 0) this.#store.update({ filled: { ...filled, ...Object.fromEntries(news) } });
    } catch {
      // The lab went away while it was asked. What is shown stays; the session itself says what happened.
      this.#filledFor = '';
    }
  }

  /** For the next lesson. */
  forget(): void {
    this.#filledFor = '';
  }
}
