import type { Said } from '../../probe/schema/index.ts';
import { troubleOf } from './trouble.ts';
import type { Page } from './ui-state.ts';
import type { UiStore } from './ui-store.ts';

/** What a page that is worked for is drawn from. */
export type PageWorkOptions = {
  readonly store: UiStore;
  /** Told of an error that is not the environment's. */
  readonly onDefect: (error: unknown) => void;
};

type WorkedFor = Extract<Page, { kind: 'why' | 'matrix' }>;

/** Work whose results are shown on a page as they come. One at a time: beginning anew ends what is under way. */
export class PageWork<Shown extends WorkedFor> {
  readonly #options: PageWorkOptions;
  #current = new AbortController();

  constructor(options: PageWorkOptions) {
    this.#options = options;
  }

  /** Opens a page, and begins what is to fill it: `show` adds what has come to it, unless nobody waits for it any more. */
  begin(
    page: Shown,
    work?: (show: (news: Partial<Shown>) => void, signal: AbortSignal) => Promise<void>,
  ): void {
    this.stop();
    this.#current = new AbortController();
    const { signal } = this.#current;
    const { store, onDefect } = this.#options;
    store.update({ page, scroll: 0 });
    const show = (news: Partial<Shown> | { readonly trouble: Said }): void => {
      const { page: now } = store.getSnapshot();
      if (!signal.aborted && now?.kind === page.kind) store.update({ page: { ...now, ...news } as Page });
    };
    work?.(show, signal).catch(error => {
      if (signal.aborted) return;
      const trouble = troubleOf(error);
      if (trouble === undefined) onDefect(error);
      else show({ trouble });
    });
  }

  /** Ends what is under way. */
  stop(): void {
    this.#current.abort();
  }
}
