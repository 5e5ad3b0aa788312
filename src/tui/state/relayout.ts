import { calculateLayout } from '../layout.ts';
import type { Controls } from './controls.ts';
import type { UiState } from './ui-state.ts';

/** Lays the screen out anew for another size, or for one pane instead of two. */
export function relayout(
  { store, current }: Pick<Controls, 'store' | 'current'>,
  changes: Partial<Pick<UiState, 'columns' | 'rows' | 'zoomed'>>,
): void {
  const { columns, rows, zoomed } = { ...store.getSnapshot(), ...changes };
  const layout = calculateLayout(columns, rows, zoomed);
  current.fit(layout);
  store.update({ layout, columns, rows, zoomed });
}
