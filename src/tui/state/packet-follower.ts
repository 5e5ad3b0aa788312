import type { CheckRef, WhyStep } from '../../session/index.ts';
import type { Opened } from '../options.ts';
import { troubleOf } from './trouble.ts';
import type { Page } from './ui-state.ts';
import type { UiStore } from './ui-store.ts';
import { nextToFollow } from './why-checks.ts';

/** Follows the packet of a check, and shows on the page `why` how far it has got. One at a time. */
export class PacketFollower {
  readonly #store: UiStore;
  readonly #onDefect: (error: unknown) => void;
  /** Ends the following that nobody looks at any more. */
  #current = new AbortController();

  /** `onDefect` is told of an error that is not the environment's. */
  constructor({ store, onDefect }: { store: UiStore; onDefect: (error: unknown) => void }) {
    this.#store = store;
    this.#onDefect = onDefect;
  }

  /** Opens the page for the check that fails first, or after the one that is shown for the next. */
  next(): void {
    const { view, page } = this.#store.getSnapshot();
    if (view.kind !== 'lesson') return;
    const shown = page?.kind === 'why' ? page.check : undefined;
    const check = nextToFollow(view.opened.session.lesson, view.state, shown, view.opened.reaches);
    this.stop();
    this.#current = new AbortController();
    this.#store.update({ page: { kind: 'why', check, steps: [] }, scroll: 0 });
    if (check !== undefined) void this.#follow(view.opened, check, this.#current.signal);
  }

  /** Ends what is being followed. */
  stop(): void {
    this.#current.abort();
  }

  async #follow({ session }: Opened, check: CheckRef, signal: AbortSignal): Promise<void> {
    const show = (news: Partial<Extract<Page, { kind: 'why' }>>): void => {
      const { page } = this.#store.getSnapshot();
      if (!signal.aborted && page?.kind === 'why') this.#store.update({ page: { ...page, ...news } });
    };
    const steps: WhyStep[] = [];
    const onStep = (step: WhyStep): void => {
      steps.push(step);
      show({ steps: [...steps] });
    };
    try {
      const told = await session.why(check, onStep, signal);
      if (told === undefined) show({ trouble: { code: 'tui.why.nothing-yet' } });
      else if ('is' in told) show({ trouble: { code: 'tui.why.no-place', params: { name: told.name } } });
      else show({ told });
    } catch (error) {
      if (signal.aborted) return;
      const trouble = troubleOf(error);
      if (trouble === undefined) this.#onDefect(error);
      else show({ trouble });
    }
  }
}
