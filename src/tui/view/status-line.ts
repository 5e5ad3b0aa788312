import type { Key } from '../../text/index.ts';
import type { Prefix } from '../input/prefix.ts';
import { secondPrefix } from '../input/prefix.ts';
import { commands, type Moment } from '../keys.ts';
import { levelAfter } from '../state/map-levels.ts';
import type { Page, UiState } from '../state/ui-state.ts';
import { lineWidth, padCells } from '../text/cell-width.ts';
import { type Line, type Span, span } from '../theme.ts';
import type { Words } from '../words.ts';

/** The last row: who has the keyboard and which keys do what now. `marks` keep the checks in sight on a small screen. */
export function statusLine(
  ui: UiState,
  moment: Moment | undefined,
  words: Words,
  prefix: Prefix,
  marks: Line,
  width: number,
): Line {
  const { t } = words;
  const start: Line = marks.length > 0 ? [span(' '), ...marks, span('  ')] : [span(' ')];
  const rest = width - lineWidth(start) - 1;
  if (ui.prefixed && moment !== undefined) {
    const which = span(` ${t('tui.status.which')} `, 'label');
    const back = span(`  ${t('tui.status.back')}`, 'dim');
    return [...start, which, ...offers(moment, words, rest - lineWidth([which, back])), back];
  }
  const state = ui.view.kind === 'lesson' ? ui.view.state : undefined;
  if (ui.page !== undefined) return [...start, ...keysOf(pageKeys(ui.page, moment), words)];
  if (state?.phase === 'boot') return [...start, ...keysOf(['tui.status.boot'], words)];
  if (state?.phase === 'broken') return [...start, ...keysOf(['tui.status.retry'], words)];
  if (moment === undefined) return start;
  const lead: Line = [
    span(`${prefix.label} ${secondPrefix.label}`, 'key'),
    span(` ${t('tui.status.keys')}`, 'dim'),
  ];
  return [...start, ...lead, ...offers(moment, words, rest - lineWidth(lead))];
}

/** Offered lesson keys in the table's order, as many as fit; help always, so that the rest can be found. */
function offers(moment: Moment, words: Words, width: number): Span[] {
  const shown = commands
    .filter(command => command.offered(moment))
    .map(({ id, shown: key, label }) => {
      const green = id === 'next' && moment.state.phase === 'green';
      return {
        id,
        spans: [span(`  ${key} `, green ? 'pass' : 'key'), span(words.t(label), green ? 'pass' : 'dim')],
      };
    });
  const help = shown.find(({ id }) => id === 'help')?.spans ?? [];
  let room = width - lineWidth(help);
  const kept: Span[] = [];
  for (const { id, spans } of shown) {
    const size = lineWidth(spans);
    if (id === 'help' || size > room) continue;
    room -= size;
    kept.push(...spans);
  }
  return [...kept, ...help];
}

function keysOf(keys: readonly Key[], words: Words): Line {
  return keys.flatMap((key, index) => [span(index === 0 ? '' : '   '), span(words.t(key), 'dim')]);
}

function pageKeys(page: Page, moment: Moment | undefined): Key[] {
  switch (page.kind) {
    case 'guess':
      return ['tui.status.choose', 'tui.status.terminal'];
    case 'reading':
    case 'scrollback':
      return ['tui.status.scroll', 'tui.status.type'];
    case 'answer':
      return ['tui.status.send', 'tui.status.back'];
    case 'hints':
      return [
        ...(moment?.offered.has('hint') === true
          ? (['tui.status.hint'] as const)
          : moment?.offered.has('solution') === true && !solutionShown(moment)
            ? (['tui.status.solution'] as const)
            : []),
        ...(moment?.offered.has('apply-solution') === true ? (['tui.status.apply'] as const) : []),
        'tui.status.scroll',
        'tui.status.back',
      ];
    case 'leave':
      return ['tui.status.confirm', 'tui.status.quit', 'tui.status.back'];
    case 'shells':
      return ['tui.status.shells', 'tui.status.back'];
    case 'reset':
    case 'skip':
    case 'paste':
      return ['tui.status.confirm', 'tui.status.back'];
    case 'closing':
      return ['tui.status.closing'];
    case 'map':
      return [
        `tui.status.${levelAfter(page.level, moment?.step.goal, moment?.wide === true)}`,
        page.level === 'rails' ? 'tui.status.row' : 'tui.status.scroll',
        'tui.status.back',
      ];
    case 'matrix':
      return ['tui.status.matrix', 'tui.status.again', 'tui.status.scroll', 'tui.status.back'];
    case 'why':
      return ['tui.status.why', 'tui.status.again', 'tui.status.scroll', 'tui.status.back'];
    case 'help':
      return ['tui.status.scroll', 'tui.status.back'];
  }
}

function solutionShown({ state }: Moment): boolean {
  return state.steps[state.step]?.solutionShown === true;
}

/** A text in the middle of nothing but blanks: the status line of screens outside a lesson. */
export function plainStatus(text: string, width: number): Line {
  return [span(padCells(` ${text}`, width), 'dim')];
}
