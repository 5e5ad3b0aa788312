import type { SessionState, ShellState } from '../../session/index.ts';
import { cutLine, lineWidth } from '../text/cell-width.ts';
import { inlineText } from '../text/inline.ts';
import { type Line, type Span, span } from '../theme.ts';
import type { LessonView } from './lesson-view.ts';

/** Title on the left; step, dots, host and the version of its Docker on the right. Exactly one row of `width` columns. */
export function headerLine(
  view: LessonView,
  number: number | undefined,
  shell: string | undefined,
  width: number,
): Line {
  const { t } = view.words;
  const steps = view.lesson.steps;
  const left: Line = [
    span(' netdojo ', 'accent'),
    span(` ${number === undefined ? '' : `${number} `}${inlineText(view.prose.title)}`, 'strong'),
    ...modeSpans(view.state.policy),
  ];
  const rightWith = (engine: string): Line => [
    span(t('tui.header.step', { n: view.index + 1, of: steps.length }), 'dim'),
    span('  '),
    ...steps.map(({ id }, index) => dot(view.state, id, index === view.index)),
    ...hostSpans(view, shell),
    span(engine === '' ? ' ' : `  ${engine} `, 'dim'),
  ];
  const { engine = '' } = view.state;
  const named = rightWith(engine === '' ? '' : `Docker ${engine}`);
  // Where there is no room for both, the title matters more than the word.
  const right = lineWidth(left) + lineWidth(named) < width ? named : rightWith(engine);
  const room = Math.max(0, width - lineWidth(right) - 1);
  const kept = cutLine(left, room);
  return [...kept, span(' '.repeat(Math.max(0, width - lineWidth(kept) - lineWidth(right)))), ...right];
}

/** The mode, where it keeps something from the learner; the help page says what. */
function modeSpans({ mode, skip, solutions }: SessionState['policy']): Span[] {
  return skip && solutions ? [] : [span(`  ${mode}`, 'dim')];
}

/** What became of a step: `●` done, `◌` passed over or skipped, `◐` here, `○` ahead. */
function dot(state: SessionState, step: string, current: boolean): Span {
  const status = state.steps[step]?.status ?? 'open';
  if (status === 'passed') return span('●', current ? 'accent' : 'pass');
  if (current) return span('◐', 'accent');
  return status === 'open' ? span('○', 'dim') : span('◌', 'dim');
}

/** The host; with several shells the tabs, the one on screen lit. */
function hostSpans(view: LessonView, shell: string | undefined): Span[] {
  const { shells, phase } = view.state;
  if (shells.length < 2) {
    const here = shells[0]?.place ?? view.lesson.hosts[0] ?? '';
    const state = phase === 'boot' ? '…' : phase === 'broken' ? '▽' : '▲';
    return [span(`  ${here} ${state}`, 'dim')];
  }
  return [span(' '), ...shells.flatMap(one => [span(' '), tab(view.state, one, one.id === shell)])];
}

/** A shell's tab: its name, and a sign where a command runs in it out of sight. */
function tab(state: SessionState, shell: ShellState, shown: boolean): Span {
  const sign = !shown && shell.busySince !== undefined ? '…' : '';
  return span(` ${shellName(state.shells, shell.id)}${sign} `, shown ? 'label' : 'dim');
}

/** What a shell is called: where it is, and its number there from the second on. */
export function shellName(shells: readonly ShellState[], id: string): string {
  const place = shells.find(one => one.id === id)?.place ?? '';
  const number = shells.filter(one => one.place === place).findIndex(one => one.id === id) + 1;
  return number > 1 ? `${place} ${number}` : place;
}
