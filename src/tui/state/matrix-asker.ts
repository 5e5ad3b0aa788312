import type { MatrixAsked } from '../../session/index.ts';
import type { Opened } from '../options.ts';
import { PageWork, type PageWorkOptions } from './page-work.ts';
import type { Page } from './ui-state.ts';
import type { UiStore } from './ui-store.ts';

type MatrixPage = Extract<Page, { kind: 'matrix' }>;

/** What is asked of every pair, in the order in which one key goes through it. */
const questions: readonly MatrixAsked[] = [
  { protocol: 'tcp', by: 'name' },
  { protocol: 'tcp', by: 'address' },
  { protocol: 'icmp', by: 'name' },
  { protocol: 'dns', by: 'name' },
];

/** Asks who reaches whom, and shows on the page `matrix` what is to be expected, and then what was measured. */
export class MatrixAsker {
  readonly #store: UiStore;
  readonly #work: PageWork<MatrixPage>;

  constructor(options: PageWorkOptions) {
    this.#store = options.store;
    this.#work = new PageWork(options);
  }

  /** Opens the page with the first question, or goes on to the one after that which is shown. */
  next(): void {
    const { view, page } = this.#store.getSnapshot();
    if (view.kind !== 'lesson') return;
    const shown = page?.kind === 'matrix' ? questions.indexOf(page.asked) : -1;
    const asked = questions[(shown + 1) % questions.length];
    if (asked !== undefined) this.#open(view.opened, asked);
  }

  /** Asks what is shown once more. */
  again(): void {
    const { view, page } = this.#store.getSnapshot();
    if (view.kind === 'lesson' && page?.kind === 'matrix') this.#open(view.opened, page.asked);
  }

  /** Ends what is being asked. */
  stop(): void {
    this.#work.stop();
  }

  #open({ session }: Opened, asked: MatrixAsked): void {
    this.#work.begin({ kind: 'matrix', asked }, async (show, signal) => {
      const told = await session.matrix(asked, seen => show({ seen }), signal);
      show(told === undefined ? { trouble: { code: 'tui.matrix.no-lab' } } : { seen: told, measured: true });
    });
  }
}
