import { ownSentence } from '../../lesson/index.ts';
import type { CheckView } from '../../session/index.ts';
import { litFor } from '../state/next-tick.ts';
import { cellWidth, padCells } from '../text/cell-width.ts';
import { inlineLines } from '../text/inline.ts';
import { wrap } from '../text/wrap.ts';
import { type Line, type Role, span } from '../theme.ts';
import type { LessonView } from './lesson-view.ts';

type Mark = { readonly glyph: string; readonly word: string; readonly role: Role };

const glyphs = { pass: '✔', fail: '✖', 'could-not-measure': '?' } as const;

/** Glyph, word and colour of a check: its last result, or that there is none yet. */
export function checkMark(check: CheckView, now: number, words: LessonView['words']): Mark {
  const verdict = check.result?.verdict;
  if (verdict === undefined)
    return check.checking
      ? { glyph: '…', word: words.t('tui.check.checking'), role: 'dim' }
      : { glyph: '·', word: words.t('tui.check.waiting'), role: 'dim' };
  const lit = check.changed !== undefined && now - check.changed.at < litFor;
  const role = verdict === 'could-not-measure' ? 'unknown' : lit ? (`lit-${verdict}` as const) : verdict;
  return { glyph: glyphs[verdict], word: words.t(`tui.check.${verdict}`), role };
}

/** What a check is called: the lesson's title for it, or what it looks at. */
export function checkTitle(view: LessonView, check: CheckView): string {
  const step = view.lesson.steps.find(({ id }) => id === check.step);
  const own = view.prose.steps[check.step]?.checks[check.id]?.title;
  if (own !== undefined) return view.read(own);
  const found = [...(step?.checks ?? []), ...(step?.bystanders ?? [])].find(({ id }) => id === check.id);
  return found === undefined ? check.id : view.words.say(view.opened.titleOf(found));
}

/**
 * The checks as rows: a fixed column with glyph and word, then the title; below a failing one what was asked, expected and
 * got, and why. At most `height` rows: facts of later checks go first, never a check itself.
 */
export function checkLines(view: LessonView, now: number, width: number, height: number): Line[] {
  const { checks } = view.state;
  if (checks.length === 0) return [];
  const own = checks.filter(({ step }) => step === view.step.id);
  const held = checks.filter(({ step }) => step !== view.step.id);
  const again = checks.some(check => check.checking);
  const heading: Line = [
    span(view.words.t('tui.check.heading'), 'strong'),
    ...(again ? [span(`  ${view.words.t('tui.check.again')}`, 'dim')] : []),
  ];
  const blocks = [
    ...(own.length > 0 ? [{ title: [heading], facts: [] }] : []),
    ...own.map(check => checkBlock(view, check, now, width)),
    ...(held.length > 0 ? [{ title: [[span(view.words.t('tui.check.held'), 'strong')]], facts: [] }] : []),
    ...held.map(check => checkBlock(view, check, now, width)),
  ];
  let room = height - blocks.reduce((sum, { title }) => sum + title.length, 0);
  return blocks.flatMap(({ title, facts }) => {
    if (facts.length === 0 || room < 1) return title;
    const fit = facts.slice(0, room);
    const cut = facts.length - fit.length + 1;
    if (fit.length < facts.length)
      fit.splice(-1, 1, [span(`  ${view.words.t('tui.check.more', { n: cut })}`, 'dim')]);
    room -= fit.length;
    return [...title, ...fit];
  });
}

type Block = { readonly title: readonly Line[]; readonly facts: readonly Line[] };

function markColumn(view: LessonView): number {
  const { t } = view.words;
  const all = ['pass', 'fail', 'could-not-measure', 'checking', 'waiting'] as const;
  return Math.max(...all.map(word => cellWidth(t(`tui.check.${word}`)))) + 3;
}

/** A check's own row or rows, and the facts below it while it does not pass. */
export function checkBlock(view: LessonView, check: CheckView, now: number, width: number): Block {
  const column = markColumn(view);
  const mark = checkMark(check, now, view.words);
  const shown = `${mark.glyph} ${mark.word}`;
  const stays = check.bystander
    ? `${checkTitle(view, check)} (${view.words.t('tui.check.stays')})`
    : undefined;
  const title = inlineLines(stays ?? checkTitle(view, check), width - column);
  return {
    title: title.map((line, row) =>
      row === 0
        ? [span(shown, mark.role), span(' '.repeat(column - cellWidth(shown))), ...line]
        : [span(' '.repeat(column)), ...line],
    ),
    facts: factLines(view, check, width),
  };
}

function factLines(view: LessonView, check: CheckView, width: number): Line[] {
  const { result } = check;
  if (result === undefined || result.verdict === 'pass') return [];
  const { t, say } = view.words;
  const own = ownSentence(view.prose.steps[check.step]?.checks[check.id], result);
  const facts: [string, string][] = [
    [t('tui.fact.asked'), say(result.asked)],
    [t('tui.fact.expected'), say(result.expected)],
    [t('tui.fact.got'), say(result.got)],
    ...(result.control === undefined
      ? []
      : [[t('tui.fact.control'), say(result.control)] as [string, string]]),
    ...(own === undefined ? [] : [[t('tui.fact.note'), view.read(own)] as [string, string]]),
  ];
  const column = Math.max(...facts.map(([name]) => cellWidth(name)), cellWidth(t('tui.fact.evidence'))) + 2;
  const indent = span(' '.repeat(column + 2));
  const rows = facts.flatMap(([name, value]) =>
    inlineLines(value, width - column - 2).map((line, row) =>
      row === 0 ? [span(`  ${padCells(name, column)}`, 'dim'), ...line] : [indent, ...line],
    ),
  );
  return [...rows, ...evidenceLines(view, check, width, column)];
}

/** Rows of output shown as evidence; more is for the learner to look up with the command itself. */
const evidenceRows = 4;

function evidenceLines(view: LessonView, check: CheckView, width: number, column: number): Line[] {
  const evidence = check.result?.evidence;
  if (evidence === undefined) return [];
  const name = padCells(view.words.t('tui.fact.evidence'), column);
  const indent = span(' '.repeat(column + 2));
  const command = wrap([span(`$ ${evidence.command}`, 'code')], width - column - 2);
  const output = evidence.output.trimEnd().split('\n').slice(0, evidenceRows);
  return [
    ...command.map((line, row): Line => [row === 0 ? span(`  ${name}`, 'dim') : indent, ...line]),
    ...output
      .filter(row => row !== '')
      .flatMap(row => wrap([span(row.replaceAll('\t', '  '), 'dim')], width - column - 2))
      .map((line): Line => [indent, ...line]),
  ];
}
