import type { Session } from '../../session/index.ts';
import { fillKey, isFilled, textsToFill } from './placeholders.ts';
import type { UiStore } from './ui-store.ts';

/**
 * Keeps the texts of one session filled with what the lab says: addresses, names of interfaces. What may have become stale is asked for
 * again, and at every change of the session what the lab had no value for: a container gets its address while the command
 * that starts it still runs.
 */
export class TextFiller {
  readonly #store: UiStore;
  readonly #session: Session;
  #filledFor = '';
  #asking = false;
  #again = false;

  constructor(store: UiStore, session: Session) {
    this.#store = store;
    this.#session = session;
  }

  /** Asks the lab if there is something to ask. One question at a time; what happens meanwhile is looked at after it. */
  async follow(): Promise<void> {
    if (this.#asking) {
      this.#again = true;
      return;
    }
    this.#asking = true;
    try {
      do {
        this.#again = false;
        await this.#fill();
      } while (this.#again);
    } catch {
      // The lab went away while it was asked. What is shown stays; the session itself says what happened.
      this.#filledFor = '';
    } finally {
      this.#asking = false;
    }
  }

  async #fill(): Promise<void> {
    const session = this.#session;
    const state = session.getSnapshot();
    const key = fillKey(state);
    const known = this.#store.getSnapshot().filled;
    const stale = key !== this.#filledFor;
    const texts = textsToFill(session.lesson, session.lang, state).filter(
      text => stale || !isFilled(session, text, known[text]),
    );
    this.#filledFor = key;
    const pairs = await Promise.all(texts.map(async text => [text, await session.fill(text)] as const));
    const { view, filled } = this.#store.getSnapshot();
    if (view.kind !== 'lesson' || view.opened.session !== session) return;
    const news = pairs.filter(([text, value]) => filled[text] !== value);
    if (news.length > 0) this.#store.update({ filled: { ...filled, ...Object.fromEntries(news) } });
  }
}
