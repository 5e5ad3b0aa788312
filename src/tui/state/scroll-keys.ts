import type { Controls } from './controls.ts';
import type { UiState } from './ui-state.ts';

/** Scrolls the text if the key does that; false when it does not. */
export function scrollKey({ store }: Pick<Controls, 'store'>, name: string): boolean {
  const step = scrollStep(name, pageRows(store.getSnapshot()));
  if (step !== undefined) store.scrollText(step);
  return step !== undefined;
}

/** Scrolls the terminal if the key does that; false when it does not. */
export function scrollbackKey({ store, current }: Controls, name: string): boolean {
  const step = scrollStep(name, pageRows(store.getSnapshot()));
  if (step !== undefined) current.screen?.scroll(step);
  return step !== undefined;
}

/** More rows than any text has: to the end, or to the start. */
export const far = 1_000_000;

function scrollStep(name: string, page: number): number | undefined {
  const steps: Readonly<Record<string, number>> = {
    up: -1,
    down: 1,
    pageup: -page,
    pagedown: page,
    ' ': page,
    home: -far,
    end: far,
  };
  return steps[name];
}

/** Rows a page key moves by: the pane's height less two that stay in sight. */
export function pageRows(ui: UiState): number {
  return ui.layout.kind === 'too-small' ? 1 : Math.max(1, ui.layout.terminal.height - 2);
}

/** Shows the terminal's newest rows again. */
export function backToNewest({ current }: Controls): void {
  current.screen?.scrollToEnd();
}
