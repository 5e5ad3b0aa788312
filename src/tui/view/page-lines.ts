import { commands, type Moment } from '../keys.ts';
import type { Page } from '../state/ui-state.ts';
import { cellWidth, padCells } from '../text/cell-width.ts';
import { markdownLines } from '../text/markdown.ts';
import { wrap } from '../text/wrap.ts';
import { type Line, span } from '../theme.ts';
import type { Words } from '../words.ts';
import type { LessonView } from './lesson-view.ts';

/** The rows of a page that covers the lesson's text. Pages that leave the text in place have none. */
export function pageLines(
  page: Page,
  view: LessonView,
  moment: Moment | undefined,
  prefix: string,
  width: number,
): Line[] | undefined {
  const { words } = view;
  switch (page.kind) {
    case 'help':
      return helpLines(words, moment, prefix, width);
    case 'hints':
      return hintLines(view, width);
    case 'closing':
      return closingLines(view, width);
    case 'reset':
      return asked(words.t('tui.reset.title'), words.t('tui.reset.text'), width);
    case 'skip':
      return asked(words.t('tui.skip.title'), words.t('tui.skip.text'), width);
    case 'leave':
      return asked(words.t('tui.leave.title'), words.t('tui.leave.text'), width);
    case 'paste':
      return pasteLines(page.text, words, width);
    case 'guess':
    case 'answer':
    case 'reading':
    case 'scrollback':
      return undefined;
  }
}

/** What happened, what to do, that nothing is lost, and the host's last words. `trouble.code` is `error.…`. */
export function troubleLines(
  trouble: { readonly code: string; readonly params?: LessonParams; readonly log?: string },
  words: Words,
  width: number,
): Line[] {
  const { t } = words;
  const part = (code: string) => words.say({ code, ...(trouble.params ? { params: trouble.params } : {}) });
  // The host's last words: enough of them to tell a full disk from a killed daemon.
  const log = trouble.log?.trimEnd().split('\n').slice(-6) ?? [];
  return [
    [span(t('tui.trouble.title'), 'fail')],
    [],
    ...wrap([span(part(trouble.code))], width),
    [],
    ...part(trouble.code.replace(/^error\./, 'remedy.'))
      .split('\n')
      .flatMap(row => wrap([span(row)], width)),
    [],
    ...wrap([span(t('tui.trouble.kept'))], width),
    ...(log.length === 0 ? [] : [[], [span(t('tui.trouble.log'), 'dim')]]),
    ...log.flatMap(row => wrap([span(row, 'dim')], width)),
  ];
}

type LessonParams = NonNullable<Parameters<Words['say']>[0]['params']>;

function asked(title: string, text: string, width: number): Line[] {
  return [[span(title, 'strong')], [], ...wrap([span(text)], width)];
}

function pasteLines(text: string, { t }: Words, width: number): Line[] {
  const rows = text.trim().split(/\r\n|[\r\n]/);
  return [
    ...asked(t('tui.paste.title', { n: rows.length }), t('tui.paste.text'), width),
    [],
    ...rows.flatMap(row => wrap([span(row, 'code')], width)),
  ];
}

function helpLines(words: Words, moment: Moment | undefined, prefix: string, width: number): Line[] {
  const { t } = words;
  return [
    [span(t('tui.help.title'), 'strong')],
    [],
    ...wrap([span(t('tui.help.how', { prefix }))], width),
    [],
    ...commands.flatMap(command => {
      // A key that makes no sense now is still there to be learnt, only fainter.
      const now = moment === undefined || command.offered(moment);
      const rows = wrap([span(t(command.what), now ? 'plain' : 'dim')], width - 6);
      return rows.map(
        (line, row): Line => [
          span(padCells(row === 0 ? ` ${command.shown}` : '', 6), now ? 'key' : 'dim'),
          ...line,
        ],
      );
    }),
    [],
    ...wrap([span(t('tui.help.shell'))], width),
  ];
}

function hintLines(view: LessonView, width: number): Line[] {
  const { t } = view.words;
  const { hints } = view.wording;
  const shown = Math.min(view.record.hints, hints.length);
  const lines: Line[] = [[span(t('tui.hints.title'), 'strong')], []];
  if (shown === 0) lines.push(...wrap([span(t('tui.hints.none'), 'dim')], width));
  for (const [index, hint] of hints.slice(0, shown).entries()) {
    lines.push([span(t('tui.hints.number', { n: index + 1, of: hints.length }), 'accent')]);
    lines.push(...markdownLines(view.read(hint), width), []);
  }
  if (view.record.solutionShown) lines.push(...solutionLines(view, width));
  return lines;
}

/** The step's first solution, as it may be typed. */
export function solutionLines(view: LessonView, width: number): Line[] {
  const solution = view.step.solutions[0];
  const text = solution?.run ?? solution?.answer;
  if (text === undefined) return [];
  return [
    [span(view.words.t('tui.hints.solution'), 'accent')],
    ...view
      .read(text)
      .trimEnd()
      .split('\n')
      .flatMap(row => wrap([span('  '), span(row, 'code')], width, [span('    ')])),
  ];
}

/** Commands remembered on the closing page, newest last. */
const recapCommands = 12;

/** What to remember, and the commands the learner ran. */
export function closingLines(view: LessonView, width: number): Line[] {
  const ran = view.state.commands.filter(({ exitCode, text }) => exitCode === 0 && text.trim() !== '');
  const own = [...new Set(ran.map(({ text }) => text.trim()))].slice(-recapCommands);
  return [
    ...markdownLines(view.read(view.prose.closing), width),
    ...(own.length === 0 ? [] : [[], [span(view.words.t('tui.closing.commands'), 'strong')]]),
    ...own.flatMap(text => wrap([span('  '), span(text, 'code')], width, [span('    ')])),
  ];
}

/** The answer being typed, as a field of one row. The place of the cursor is its last column. */
export function answerLines(
  draft: string,
  view: LessonView,
  width: number,
): { lines: Line[]; cursor: number } {
  const { t } = view.words;
  const last = view.record.answered;
  const shown = draft.slice(-Math.max(1, width - 4));
  return {
    lines: [
      [
        span(t('tui.answer.title'), 'accent'),
        ...(last === undefined ? [] : [span(`  ${t('tui.answer.last', { value: last })}`, 'dim')]),
      ],
      [span('▸ ', 'accent'), span(shown)],
    ],
    cursor: 2 + cellWidth(shown),
  };
}

/** The answer last sent, and how to type one. */
export function answeredLines(view: LessonView, prefix: string, width: number): Line[] {
  const { t } = view.words;
  const { answered } = view.record;
  const what =
    answered === undefined ? t('tui.answer.how', { prefix }) : t('tui.answer.last', { value: answered });
  return wrap([span(t('tui.answer.title'), 'accent'), span(`  ${what}`, 'dim')], width);
}

/** Notices kept in sight; older ones have been there to be read. */
const noticesShown = 2;

/** What the learner should know and nothing else shows. */
export function noticeLines(view: LessonView, width: number): Line[] {
  const notices = view.state.notices ?? [];
  return notices
    .slice(-noticesShown)
    .flatMap(notice => wrap([span('! ', 'unknown'), span(view.words.say(notice))], width, [span('  ')]));
}
