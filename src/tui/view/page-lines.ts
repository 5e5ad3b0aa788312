import type { Said } from '../../probe/schema/index.ts';
import { commands, type Moment } from '../keys.ts';
import type { Page } from '../state/ui-state.ts';
import { cutCells, padCells } from '../text/cell-width.ts';
import { codeLines, markdownLines } from '../text/markdown.ts';
import { wrap } from '../text/wrap.ts';
import { type Line, span } from '../theme.ts';
import type { Words } from '../words.ts';
import type { LessonView } from './lesson-view.ts';
import { matrixLines } from './matrix-lines.ts';
import { whyLines } from './why-lines.ts';

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
      return helpLines(view, moment, prefix, width);
    case 'hints':
      return hintLines(view, width);
    case 'why':
      return whyLines(page, view, width);
    case 'matrix':
      return matrixLines(page, words, width);
    case 'closing':
      return closingLines(view, width, page.saved);
    case 'reset':
      return asked(words.t('tui.reset.title'), words.t('tui.reset.text'), width);
    case 'skip':
      return asked(words.t('tui.skip.title'), words.t('tui.skip.text'), width);
    case 'leave':
      return asked(
        words.t('tui.leave.title'),
        words.t(view.state.phase === 'closing' ? 'tui.leave.done' : 'tui.leave.text'),
        width,
      );
    case 'shells':
      return shellLines(view, width);
    case 'paste':
      return pasteLines(page.text, words, width);
    case 'map':
    case 'guess':
    case 'answer':
    case 'reading':
    case 'scrollback':
      return undefined;
  }
}

/** The places a shell can be opened on, each with its key. */
function shellLines({ opened, words }: LessonView, width: number): Line[] {
  const places = opened.shellPlaces(opened.session.lesson);
  return [
    [span(words.t('tui.shells.title'), 'strong')],
    [],
    ...places.map((place, index) => [span(`  ${index + 1}  `, 'key'), span(place)]),
    [],
    ...wrap([span(words.t('tui.shells.text'))], width),
  ];
}

/** What happened, what to do, that nothing is lost, and the host's last words. `trouble.code` is `error.…`. */
export function troubleLines(
  trouble: { readonly code: string; readonly params?: LessonParams; readonly log?: string },
  words: Words,
  width: number,
): Line[] {
  const { t } = words;
  const part = (code: string) =>
    plainRows(words.say({ code, ...(trouble.params ? { params: trouble.params } : {}) }));
  const [what = '', ...quoted] = part(trouble.code);
  const log = logLines(plainRows(trouble.log ?? ''), width);
  return [
    [span(t('tui.trouble.title'), 'fail')],
    [],
    ...wrap([span(what)], width),
    ...logLines(quoted, width),
    [],
    ...part(trouble.code.replace(/^error\./, 'remedy.')).flatMap(row => wrap([span(row)], width)),
    [],
    ...wrap([span(t('tui.trouble.kept'))], width),
    ...(log.length === 0 ? [] : [[], [span(t('tui.trouble.log'), 'dim')]]),
    ...log,
  ];
}

/** The host's last words: enough of them to tell a full disk from a killed daemon. */
const logRows = 6;

/** What a program printed, one row each: the remedy below it has to stay on the screen. */
function logLines(rows: readonly string[], width: number): Line[] {
  return rows
    .filter(row => row.trim() !== '')
    .slice(-logRows)
    .map(row => [span(cutCells(row, width), 'dim')]);
}

/** The rows of a text that a program may have printed: no carriage returns and no other control characters. */
function plainRows(text: string): string[] {
  return text
    .split(/\r*\n|\r/)
    .map(row => row.replace(/\x1b\[[0-9;]*[A-Za-z]|[\x00-\x08\x0b-\x1f\x7f]/g, ''));
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

function helpLines(view: LessonView, moment: Moment | undefined, prefix: string, width: number): Line[] {
  const { t, say } = view.words;
  return [
    [span(t('tui.help.title'), 'strong')],
    [],
    ...wrap([span(t('tui.help.how', { prefix }))], width),
    [],
    ...wrap([span(say(view.opened.policySaid(view.state.policy)), 'accent')], width),
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
  else if (shown === hints.length && view.step.solutions.length > 0) {
    const why = view.opened.forbidden(view.state.policy, 'solution');
    if (why !== undefined) lines.push(...wrap([span(view.words.say(why), 'dim')], width));
  }
  return lines;
}

/** The step's first solution, as it may be typed. */
export function solutionLines(view: LessonView, width: number): Line[] {
  const solution = view.step.solutions[0];
  const text = solution?.run ?? solution?.answer;
  if (text === undefined) return [];
  return [
    [span(view.words.t('tui.hints.solution'), 'accent')],
    ...codeLines(view.read(text).trimEnd(), width),
  ];
}

/** What to remember, and the commands of the learner's that worked, each once. */
export function closingLines(view: LessonView, width: number, saved?: Said): Line[] {
  const ran = view.state.commands.filter(({ exitCode, text }) => exitCode === 0 && text.trim() !== '');
  const own = [...new Set(ran.map(({ text }) => text.trim()))];
  return [
    [span(view.words.t('tui.closing.title'), 'pass')],
    ...(saved === undefined ? [] : wrap([span(view.words.say(saved), 'accent')], width)),
    [],
    ...markdownLines(view.read(view.prose.closing), width),
    ...(own.length === 0 ? [] : [[], [span(view.words.t('tui.closing.commands'), 'strong')]]),
    ...own.flatMap(text => codeLines(text, width)),
  ];
}

/** How the answer to a step is given. */
export function answerHint(view: LessonView, prefix: string, width: number): Line[] {
  const { t } = view.words;
  return wrap(
    [span(t('tui.answer.title'), 'accent'), span(`  ${t('tui.answer.how', { prefix })}`, 'dim')],
    width,
  );
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
