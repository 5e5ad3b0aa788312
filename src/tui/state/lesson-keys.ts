import { type CommandId, commandFor, type Moment } from '../keys.ts';
import { isWide } from '../layout.ts';
import { textPage } from './after-session.ts';
import type { Controls } from './controls.ts';
import { pageKey } from './page-keys.ts';
import { isFilled } from './placeholders.ts';
import { relayout } from './relayout.ts';
import { pageRows, scrollKey } from './scroll-keys.ts';
import type { Page, UiState } from './ui-state.ts';

/** What decides which lesson keys are offered; undefined outside a lesson. */
export function momentOf(
  ui: Pick<UiState, 'view' | 'shell' | 'columns' | 'layout'>,
  alternate: boolean,
): Moment | undefined {
  if (ui.view.kind !== 'lesson') return undefined;
  const { opened, state } = ui.view;
  const { lesson } = opened.session;
  const step = lesson.steps.find(({ id }) => id === state.step);
  if (step === undefined) return undefined;
  const shell = state.shells.find(({ id }) => id === ui.shell);
  return {
    offered: opened.offered(state, lesson),
    state,
    step,
    hasShell: shell !== undefined && state.phase !== 'boot' && state.phase !== 'broken',
    alternate,
    reaching: [...step.checks, ...step.bystanders].some(opened.reaches),
    wide: isWide(ui.columns) && ui.layout.kind !== 'too-small',
  };
}

/** A key in a lesson that is not the shell's. False: Ink's menu may have it. */
export function lessonKey(controls: Controls, name: string, bytes: Buffer): boolean {
  const { store, current } = controls;
  const ui = store.getSnapshot();
  if (ui.view.kind !== 'lesson') return true;
  if (ui.prefixed) {
    store.update({ prefixed: false, page: undefined });
    const moment = momentOf(ui, current.screen?.getSnapshot().alternate ?? false);
    const command = moment === undefined ? undefined : commandFor(name, moment);
    if (command !== undefined) actions[command](controls, store.getSnapshot(), ui.view);
    return true;
  }
  if (ui.page !== undefined) return pageKey(controls, ui.page, name, bytes);
  return shellLessKey(controls, name);
}

/** Keys while the lab is being made or is gone. */
function shellLessKey(controls: Controls, name: string): boolean {
  const { store, current, quit } = controls;
  const { view } = store.getSnapshot();
  if (view.kind !== 'lesson') return true;
  if (scrollKey(controls, name)) return true;
  if (view.state.phase === 'broken') {
    if (name === 'r') current.send({ type: 'retry' });
    else if (name === 'enter' || name === 'esc') current.leave();
    else if (name === 'q' || name === 'ctrl-c') quit();
  } else if (name === 'q' || name === 'ctrl-c') store.update({ page: { kind: 'leave' } });
  else if (name === 'g' && view.opened.offered(view.state, view.opened.session.lesson).has('predict'))
    store.update({ page: { kind: 'guess' }, scroll: 0 });
  return true;
}

type Action = (controls: Controls, ui: UiState, view: InLesson) => void;
type InLesson = Extract<UiState['view'], { kind: 'lesson' }>;

const openPage =
  (page: Page): Action =>
  ({ store }) =>
    store.update({ page, scroll: 0 });

/** What each lesson key does. */
const actions: Readonly<Record<CommandId, Action>> = {
  next: ({ current }) => current.send({ type: 'next' }),
  recheck: ({ current }) => current.send({ type: 'recheck' }),
  guess: openPage({ kind: 'guess' }),
  answer: openPage({ kind: 'answer', draft: '' }),
  hints: ({ store, current }, _, { state }) => {
    if ((state.steps[state.step]?.hints ?? 0) === 0) current.send({ type: 'hint' });
    store.update({ page: { kind: 'hints' }, scroll: 0 });
  },
  why: ({ current }) => current.follower.next(),
  matrix: ({ current }) => current.asker.next(),
  map: openPage({ kind: 'map', level: 'rails', row: 0 }),
  text: ({ store }, _, { state }) => store.update({ page: textPage(state) }),
  scrollback: ({ store, current }, ui) => {
    current.screen?.scroll(-pageRows(ui));
    store.update({ page: { kind: 'scrollback' } });
  },
  reset: openPage({ kind: 'reset' }),
  skip: openPage({ kind: 'skip' }),
  leave: openPage({ kind: 'leave' }),
  help: openPage({ kind: 'help' }),
  zoom: (controls, ui) => relayout(controls, { zoomed: !ui.zoomed }),
  shell: ({ store, shellInput }, { shell }, { state }) => {
    const ids = state.shells.map(({ id }) => id);
    if (ids.length < 2) shellInput.open(undefined);
    else store.update({ shell: ids[(ids.indexOf(shell ?? '') + 1) % ids.length], odd: undefined });
  },
  open: openPage({ kind: 'shells' }),
  put: ({ shellInput }, { filled }, { opened, state }) => {
    const step = opened.session.lesson.steps.find(({ id }) => id === state.step);
    if (step?.kind !== 'run') return;
    const command = filled[step.command] ?? step.command;
    // A command with an address that the lab does not know yet would be a wrong command.
    if (!isFilled(opened.session, step.command, command)) return;
    shellInput.put(command.trim(), opened.commandPlace(opened.session.lesson, step));
  },
};
