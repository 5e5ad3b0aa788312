import { runningAfter } from '../state/next-tick.ts';
import type { UiState } from '../state/ui-state.ts';
import type { Frame } from '../terminal/screen-model.ts';
import { cellWidth, cutCells } from '../text/cell-width.ts';
import { type Line, type Role, type Span, span } from '../theme.ts';
import type { Words } from '../words.ts';
import { runningNote } from './running-note.ts';

/** The most pressing thing to say about the terminal, if there is one. It stands below it and never blocks. */
export function terminalNote(
  ui: UiState,
  frame: Pick<Frame, 'alternate' | 'scrolledBy'>,
  words: Words,
  prefix: string,
): Span | undefined {
  if (ui.view.kind !== 'lesson') return undefined;
  const { state } = ui.view;
  const { t } = words;
  const note = (text: string, role: Role = 'unknown') => span(text, role);
  if (state.phase === 'boot' || state.phase === 'broken') return undefined;
  const shell = state.shells.find(({ id }) => id === ui.shell);
  if (shell === undefined) return note(t('tui.note.no-shell'), 'dim');
  if (shell.ended === true) return note(t('tui.note.ended'));
  const { odd } = ui;
  if (odd !== undefined) {
    const params = {
      character: odd.character,
      plain: odd.plain === ' ' ? t('tui.note.blank') : odd.plain,
      place: odd.place,
      after: odd.after,
    };
    return note(t(odd.after === '' ? 'tui.note.full-width' : 'tui.note.full-width-after', params));
  }
  if (frame.scrolledBy > 0) return note(t('tui.note.scrolled', { n: frame.scrolledBy }), 'accent');
  const long = shell.busySince !== undefined && ui.now - shell.busySince >= runningAfter;
  if (long && !frame.alternate) {
    const command = state.commands.findLast(
      one => one.exitCode === undefined && (one.shell ?? shell.id) === shell.id,
    );
    return note(t(runningNote(command?.text ?? '')));
  }
  if (state.playing === true) return note(t('tui.note.playing'), 'accent');
  if (state.phase === 'predict' && ui.page === undefined)
    return note(t('tui.note.predict', { prefix }), 'accent');
  if (state.phase !== 'green') return undefined;
  // Where only one pane fits, the measurement is not seen beside the terminal.
  if (ui.layout.kind === 'narrow' && ui.page === undefined && state.steps[state.step]?.measured !== undefined)
    return note(t('tui.note.measured', { prefix }), 'pass');
  const asks = state.checks.length > 0;
  return note(t(asks ? 'tui.note.green' : 'tui.note.read', { prefix }), 'pass');
}

/** A rule across the screen with a note in it, and a joint where the panes' divider meets it. */
export function noteRule(note: Span | undefined, width: number, joint: number | undefined, at: number): Line {
  const rule = (from: number, to: number): string => {
    if (joint === undefined || joint < from || joint >= to) return '─'.repeat(Math.max(0, to - from));
    return `${'─'.repeat(joint - from)}┴${'─'.repeat(to - joint - 1)}`;
  };
  if (note === undefined) return [span(rule(0, width), 'dim')];
  const text = cutCells(note.text, width - at - 6);
  const end = at + 2 + cellWidth(text) + 2;
  return [span(`${rule(0, at + 1)} `, 'dim'), { ...note, text }, span(` ${rule(end - 1, width)}`, 'dim')];
}
