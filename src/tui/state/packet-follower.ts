import type { Said } from '../../probe/schema/index.ts';
import type { CheckRef, NotLocated, WhyStep } from '../../session/index.ts';
import type { Opened } from '../options.ts';
import { PageWork, type PageWorkOptions } from './page-work.ts';
import type { Page } from './ui-state.ts';
import type { UiStore } from './ui-store.ts';
import { nextToFollow } from './why-checks.ts';

type WhyPage = Extract<Page, { kind: 'why' }>;

/** Follows the packet of a check, and shows on the page `why` how far it has got. One at a time. */
export class PacketFollower {
  readonly #store: UiStore;
  readonly #work: PageWork<WhyPage>;

  constructor(options: PageWorkOptions) {
    this.#store = options.store;
    this.#work = new PageWork(options);
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

  /** Ends what is being followed. */
  stop(): void {
    this.#work.stop();
  }

  #open(opened: Opened, check: CheckRef | undefined): void {
    const page: WhyPage = { kind: 'why', check, steps: [] };
    if (check === undefined) this.#work.begin(page);
    else this.#work.begin(page, (show, signal) => follow(opened, check, show, signal));
  }
}

async function follow(
  { session }: Opened,
  check: CheckRef,
  show: (news: Partial<WhyPage>) => void,
  signal: AbortSignal,
): Promise<void> {
  const steps: WhyStep[] = [];
  const onStep = (step: WhyStep): void => {
    steps.push(step);
    show({ steps: [...steps] });
  };
  const told = await session.why(check, onStep, signal);
  if (told === undefined) show({ trouble: { code: 'tui.why.nothing-yet' } });
  else if ('is' in told) show({ trouble: told.is === 'not-there' ? told.why : noPlace(told) });
  else show({ told });
}

/** Why nobody of that name is found. */
function noPlace({ name, silent }: NotLocated): Said {
  return silent.length > 0
    ? { code: 'tui.why.silent', params: { name, hosts: [...silent] } }
    : { code: 'tui.why.no-place', params: { name } };
}
