import { probeClass, runsByItself } from '../../probe/schema/index.ts';
import type { ShellState } from '../../session/index.ts';
import { runningAfter } from '../state/next-tick.ts';
import type { UiState } from '../state/ui-state.ts';
import type { Frame } from '../terminal/screen-model.ts';
import { cellWidth, cutCells, cutLine, lineWidth } from '../text/cell-width.ts';
import { type Line, type Role, type Span, span } from '../theme.ts';
import { shellName } from './header-line.ts';
import { definitionOf, type LessonView } from './lesson-view.ts';
import { runningNote } from './running-note.ts';
import { failing } from './standing.ts';

/**
 * What a note needs to know of the terminal. `noRegistry`: the last command asked a registry and found none. `noDocker`: it
 * looked for a Docker where there is none.
 */
export type Seen = Pick<Frame, 'alternate' | 'scrolledBy'> & {
  readonly noRegistry: boolean;
  readonly noDocker: boolean;
};

/** The most pressing thing to say about the terminal, if there is one. It stands below it and never blocks. */
export function terminalNote(ui: UiState, view: LessonView, frame: Seen, prefix: string): Span | undefined {
  const { state, words } = view;
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
  const place = elsewhere(ui, view, shell);
  if (place !== undefined && shell.busySince === undefined)
    return note(t('tui.note.elsewhere', { place, prefix }), 'accent');
  if (frame.noDocker) return note(t('tui.note.no-docker', { prefix }));
  if (frame.noRegistry) return note(t('tui.note.no-registry'));
  // Where only one pane fits, the closing page is not seen beside the terminal.
  if (state.phase === 'closing')
    return ui.layout.kind === 'narrow' && ui.page === undefined
      ? note(t('tui.note.closing', { prefix }), 'pass')
      : undefined;
  if (state.playing === true) return note(t('tui.note.playing'), 'accent');
  if (state.phase === 'predict' && ui.page === undefined)
    return note(t('tui.note.predict', { prefix }), 'accent');
  const waiting = heldBack(ui, view, prefix);
  if (waiting !== undefined) return note(waiting);
  if (state.phase !== 'green') return waitsToBeAsked(view, prefix) ?? failed(ui, view, prefix);
  // Where only one pane fits, the measurement is not seen beside the terminal.
  if (ui.layout.kind === 'narrow' && ui.page === undefined && state.steps[state.step]?.measured !== undefined)
    return note(t('tui.note.measured', { prefix }), 'pass');
  const asks = state.checks.length > 0;
  return note(t(asks ? 'tui.note.green' : 'tui.note.read', { prefix }), 'pass');
}

/** Where the command of this step belongs, as long as the learner looks at another machine and has done nothing there. */
function elsewhere(
  ui: UiState,
  { state, lesson, step, opened }: LessonView,
  shell: ShellState,
): string | undefined {
  const place = opened.commandPlace(lesson, step);
  if (place === undefined || place === shell.place) return undefined;
  if (state.phase !== 'work' && (state.phase !== 'green' || state.checks.length > 0)) return undefined;
  const there = state.shells.filter(one => one.place === place).map(({ id }) => id);
  const done = state.commands.slice(ui.commandsBefore).some(one => there.includes(one.shell ?? ''));
  return done ? undefined : place;
}

/** Which command, in another shell, keeps a check that sends packets waiting. */
function heldBack(
  ui: UiState,
  { state, step, opened, words }: LessonView,
  prefix: string,
): string | undefined {
  const holder = opened.heldBackBy(state);
  if (holder === undefined || holder.id === ui.shell) return undefined;
  const open = state.checks.filter(check => check.result?.verdict !== 'pass').map(({ id }) => id);
  const waits = [...step.checks, ...step.bystanders].some(
    check => open.includes(check.id) && probeClass(check) === 'traffic',
  );
  return waits
    ? words.t('tui.note.held-back', { shell: shellName(state.shells, holder.id), prefix })
    : undefined;
}

/** All that is judged by itself passes, and what is left runs only when it is asked for. */
function waitsToBeAsked(view: LessonView, prefix: string): Span | undefined {
  const { state, step, acted, words } = view;
  if (!acted || state.checks.some(({ result }) => result !== undefined && result.verdict !== 'pass'))
    return undefined;
  const waits = state.checks
    .filter(({ result, checking }) => result === undefined && !checking)
    .map(check => definitionOf(view, check))
    .some(check => check !== undefined && !runsByItself(check, step));
  return waits ? span(words.t('tui.note.on-request', { prefix }), 'accent') : undefined;
}

/** Where only one pane fits, what fails is not seen beside the terminal: the first such check says what it got. */
function failed(ui: UiState, view: LessonView, prefix: string): Span | undefined {
  const [check] = failing(view);
  if (ui.layout.kind !== 'narrow' || ui.page !== undefined || check?.result === undefined) return undefined;
  const more = view.words.t('tui.note.more', { prefix });
  const got = cutCells(view.words.say(check.result.got), ui.columns - aroundNote - cellWidth(more) - 4);
  return span(`${got} · ${more}`, check.result.verdict === 'fail' ? 'fail' : 'unknown');
}

/** Whether a shell's last command looked for an image in a registry in vain, by what these rows show after it. */
export function foundNoRegistry(
  state: LessonView['state'],
  shell: string | undefined,
  rows: readonly string[],
): boolean {
  const last = state.commands.findLast(one => one.shell === undefined || one.shell === shell);
  if (last === undefined || (last.exitCode ?? 0) === 0 || !/\bdocker\b/.test(last.text)) return false;
  // Rows end where the terminal does, in the middle of words; blanks at the end of a row are gone.
  const [shown, command] = [rows.join(''), last.text].map(text => text.replace(/\s/g, ''));
  return shown?.slice(shown.lastIndexOf(command ?? '')).includes('registry-1.docker.io') === true;
}

/** Whether a shell that is not on a lab host was last asked for Docker, in vain. */
export function askedWrongMachine({ state, lesson }: LessonView, id: string | undefined): boolean {
  const shell = state.shells.find(one => one.id === id);
  if (shell === undefined || lesson.hosts.includes(shell.place)) return false;
  const last = state.commands.findLast(one => one.shell === id);
  return last !== undefined && (last.exitCode ?? 0) !== 0 && /^\s*docker\b/.test(last.text);
}

/** The field an answer is typed into, in the place of a note: the terminal that shows the answer stays in sight. */
export function answerField(draft: string, view: LessonView, width: number): Line {
  const { t } = view.words;
  const title = t('tui.answer.title');
  const room = width - cellWidth(title) - 4;
  return [span(title, 'accent'), span(' ▸ ', 'accent'), span(tailCells(draft, Math.max(1, room)))];
}

/** The end of a text, as much of it as fits. */
function tailCells(text: string, width: number): string {
  let kept = text;
  while (cellWidth(kept) > width) kept = [...kept].slice(1).join('');
  return kept;
}

/** Columns of a rule that its note cannot have: the blanks around it and a piece of the rule on each side. */
export const aroundNote = 6;

/** Where a note begins on a rule whose pane begins at `at`. */
export function noteStart(at: number): number {
  return at + 2;
}

/** A rule across the screen with a note in it, and a joint where the panes' divider meets it. */
export function noteRule(note: Line | undefined, width: number, joint: number | undefined, at: number): Line {
  const rule = (from: number, to: number): string => {
    if (joint === undefined || joint < from || joint >= to) return '─'.repeat(Math.max(0, to - from));
    return `${'─'.repeat(joint - from)}┴${'─'.repeat(to - joint - 1)}`;
  };
  if (note === undefined) return [span(rule(0, width), 'dim')];
  const text = cutLine(note, width - at - aroundNote);
  const end = noteStart(at) + lineWidth(text) + 1;
  return [span(`${rule(0, at + 1)} `, 'dim'), ...text, span(` ${rule(end, width)}`, 'dim')];
}
