import type { SessionState } from '../../session/index.ts';
import type { Page, UiState } from './ui-state.ts';

type Changes = Partial<
  Pick<UiState, 'page' | 'prefixed' | 'scroll' | 'shell' | 'awaited' | 'odd' | 'commandsBefore'>
>;

/**
 * What a change of the session changes on the screen: a new step shows its text from the top and its prediction first, the
 * end shows the closing page, and a shell that is gone is not looked at any more.
 */
export function afterSession(
  ui: UiState,
  before: SessionState | undefined,
  after: SessionState,
  mayPredict: boolean,
): Changes {
  const anew = after.phase === 'boot' && before?.phase !== 'boot';
  return {
    ...shellAfter(ui, before, after),
    ...pageAfter(ui, before, after, mayPredict),
    ...(anew || before?.step !== after.step ? { commandsBefore: after.commands.length } : {}),
  };
}

function pageAfter(
  ui: UiState,
  before: SessionState | undefined,
  after: SessionState,
  mayPredict: boolean,
): Changes {
  if (after.phase === 'broken' && before?.phase !== 'broken') return { page: undefined, prefixed: false };
  if (after.phase === 'closing' && before?.phase !== 'closing')
    return { page: { kind: 'closing' }, prefixed: false, scroll: 0 };
  const entered = before?.step !== after.step;
  const up = before?.phase === 'boot' && after.phase !== 'boot';
  if (entered || (before !== undefined && before.phase !== 'boot' && after.phase === 'boot'))
    return { page: firstPage(ui, after, mayPredict), scroll: 0, prefixed: false, odd: undefined };
  if (up && ui.page?.kind !== 'guess') return { page: firstPage(ui, after, mayPredict), prefixed: false };
  if (ui.page?.kind === 'guess' && !mayPredict) return { page: restingPage(ui, after) };
  return {};
}

function firstPage(ui: UiState, after: SessionState, mayPredict: boolean): Page | undefined {
  return mayPredict ? { kind: 'guess' } : restingPage(ui, after);
}

/**
 * The page to look at when nothing else is asked. Where only one pane fits it is the text, with what the checks say; the
 * first key typed goes to the shell all the same.
 */
export function restingPage(ui: UiState, after: SessionState): Page | undefined {
  const working = after.phase !== 'boot' && after.phase !== 'broken';
  return ui.layout.kind === 'narrow' && !ui.zoomed && working ? textPage(after) : undefined;
}

/** What there is to read: the step's text; after the last step the closing page. */
export function textPage({ phase }: SessionState): Page {
  return { kind: phase === 'closing' ? 'closing' : 'reading' };
}

function shellAfter(ui: UiState, before: SessionState | undefined, after: SessionState): Changes {
  const known = new Set(before?.shells.map(({ id }) => id));
  const opened = after.shells.find(({ id }) => !known.has(id));
  const gone = !after.shells.some(({ id }) => id === ui.shell);
  // Those that the lesson opens at its start come up behind the first one.
  if (opened !== undefined && (gone || ui.awaited))
    return { shell: opened.id, awaited: false, odd: undefined };
  if (!gone) return {};
  // A tab that went leaves the one before it.
  const place = before?.shells.findIndex(({ id }) => id === ui.shell) ?? 0;
  return { shell: after.shells[Math.max(0, place - 1)]?.id, odd: undefined };
}
