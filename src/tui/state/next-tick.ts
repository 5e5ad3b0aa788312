import type { UiState } from './ui-state.ts';

/** Milliseconds a check whose verdict changed stays lit. */
export const litFor = 2_500;
/** Milliseconds after which a command is said to be still running. */
export const runningAfter = 5_000;
/** Times on the boot page move in tenths of a second. */
const bootTick = 100;

/** Milliseconds until the passing of time changes what is shown; undefined when it changes nothing. */
export function nextTick(ui: UiState): number | undefined {
  if (ui.ending) return undefined;
  if (ui.view.kind === 'opening') return bootTick;
  if (ui.view.kind !== 'lesson') return undefined;
  const { state } = ui.view;
  if (state.phase === 'boot') return bootTick;
  const due: number[] = [];
  for (const check of state.checks) if (check.changed !== undefined) due.push(check.changed.at + litFor);
  for (const shell of state.shells)
    if (shell.busySince !== undefined) due.push(shell.busySince + runningAfter);
  const ahead = due.filter(at => at > ui.now);
  return ahead.length === 0 ? undefined : Math.min(...ahead) - ui.now;
}
