import type { UiState } from './ui-state.ts';

/** Who gets the keys: the shell, unless a page, the prefix or a screen without a shell has them. */
export function keyboardOwner(ui: UiState): 'shell' | 'interface' {
  if (ui.view.kind !== 'lesson' || ui.prefixed || ui.page !== undefined || ui.layout.kind === 'too-small')
    return 'interface';
  const { phase } = ui.view.state;
  if (phase === 'boot' || phase === 'broken' || ui.shell === undefined) return 'interface';
  return 'shell';
}
