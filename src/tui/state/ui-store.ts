import { calculateLayout } from '../layout.ts';
import { nextTick } from './next-tick.ts';
import type { UiState } from './ui-state.ts';

/** The state of the interface, who is told of its changes, and its clock. What a change means is decided elsewhere. */
export class UiStore {
  #state: UiState;
  readonly #listeners = new Set<() => void>();
  #tick: NodeJS.Timeout | undefined;
  #scrollLimit = 0;

  constructor(columns: number, rows: number) {
    this.#state = {
      view: { kind: 'list' },
      layout: calculateLayout(columns, rows),
      columns,
      rows,
      catalogue: undefined,
      filter: '',
      highlighted: undefined,
      listHelp: false,
      page: undefined,
      prefixed: false,
      scroll: 0,
      zoomed: false,
      shell: undefined,
      awaited: false,
      odd: undefined,
      commandsBefore: 0,
      filled: {},
      now: Date.now(),
      ending: false,
    };
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly getSnapshot = (): UiState => this.#state;

  /** The only way state changes. */
  update(changes: Partial<UiState>): void {
    this.#state = { ...this.#state, ...changes, now: Date.now() };
    clearTimeout(this.#tick);
    const wait = nextTick(this.#state);
    if (wait !== undefined) this.#tick = setTimeout(() => this.update({}), wait);
    for (const listener of this.#listeners) listener();
  }

  /** Rows the text on the screen can be scrolled down; told by what draws it. */
  setScrollLimit(limit: number): void {
    this.#scrollLimit = limit;
  }

  /** Scrolls the text by rows; never past its ends. */
  scrollText(rows: number): void {
    const from = Math.min(this.#scrollLimit, this.#state.scroll);
    const scroll = Math.max(0, Math.min(this.#scrollLimit, from + rows));
    if (scroll !== this.#state.scroll) this.update({ scroll });
  }
}
