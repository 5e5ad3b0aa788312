import type { Said } from '../../probe/schema/index.ts';
import type { CheckRef, NotLocated, WhyStep } from '../../session/index.ts';
import type { Opened } from '../options.ts';
import { PageWork } from './page-work.ts';
import type { Page } from './ui-state.ts';
import type { UiStore } from './ui-store.ts';
import { nextToFollow } from './why-checks.ts';

/** Why nobody of that name is found. */
function noPlace({ name, silent }: NotLocated): Said {
  return silent.length > 0
    ? { code: 'tui.why.silent', params: { name, hosts: [...silent] } }
    : { code: 'tui.why.no-place', params: { name } };
}

type WhyPage = Extract<Page, { kind: 'why' }>;

/** Follows the packet of a check, and shows on the page `why` how far it has got. One at a time. */
export class PacketFollower {
  readonly #store: UiStore;
  readonly #work: PageWork;

  /** `onDefect` is told of an error that is not the environment's. */
  constructor({ store, onDefect }: { store: UiStore; onDefect: (error: unknown) => void }) {
    this.#store = store;
    this.#work = new PageWork(onDefect);
  }

  /** Opens the page for the check that fails first, or after the one that is shown for the next. */
  next(): void {
    const { view, page } = this.#store.getSnapshot();
    if (view.kind !== 'lesson') return;
    const { opened, state } = view;
    const shown = page?.kind === 'why' ? page.check : undefined;
    this.#open(opened, nextToFollow(opened.session.lesson, state, shown, opened.reaches));
  }

  /** Follows the packet that is shown once more. */
  again(): void {
    const { view, page } = this.#store.getSnapshot();
    if (view.kind === 'lesson' && page?.kind === 'why') this.#open(view.opened, page.check);
  }

  #open(opened: Opened, check: CheckRef | undefined): void {
    this.stop();
    this.#store.update({ page: { kind: 'why', check, steps: [] }, scroll: 0 });
    if (check === undefined) return;
    this.#work.begin(
      signal => this.#follow(opened, check, signal),
      trouble => this.#show({ trouble }),
    );
  }

  /** Ends what is being followed. */
  stop(): void {
    this.#work.stop();
  }

  async #follow({ session }: Opened, check: CheckRef, signal: AbortSignal): Promise<void> {
    const steps: WhyStep[] = [];
    const onStep = (step: WhyStep): void => {
      steps.push(step);
      if (!signal.aborted) this.#show({ steps: [...steps] });
    };
    const told = await session.why(check, onStep, signal);
    if (signal.aborted) return;
    if (told === undefined) this.#show({ trouble: { code: 'tui.why.nothing-yet' } });
    else if ('is' in told) this.#show({ trouble: told.is === 'not-there' ? told.why : noPlace(told) });
    else this.#show({ told });
  }

  #show(news: Partial<WhyPage>): void {
    const { page } = this.#store.getSnapshot();
    if (page?.kind === 'why') this.#store.update({ page: { ...page, ...news } });
  }
}
