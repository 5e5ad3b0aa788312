import { ownSentence } from '../../lesson/index.ts';
import type { CheckView } from '../../session/index.ts';
import { litFor } from '../state/next-tick.ts';
import { cellWidth, cutCells, padCells } from '../text/cell-width.ts';
import { inlineLines } from '../text/inline.ts';
import { wrap } from '../text/wrap.ts';
import { type Line, type Role, span } from '../theme.ts';
import type { LessonView } from './lesson-view.ts';
import { failing, isAhead } from './standing.ts';

type Mark = { readonly glyph: string; readonly word: string; readonly role: Role };

const glyphs = { pass: '✔', fail: '✖', 'could-not-measure': '?' } as const;

/** Glyph, word and colour of a check: its last result, that there is none yet, or that it is still to do. */
export function checkMark(view: LessonView, check: CheckView, now: number): Mark {
  const { t } = view.words;
  const verdict = check.result?.verdict;
  if (verdict === undefined)
    return check.checking
      ? { glyph: '…', word: t('tui.check.checking'), role: 'dim' }
      : { glyph: '·', word: t('tui.check.waiting'), role: 'dim' };
  if (isAhead(view, check)) return { glyph: '○', word: t('tui.check.ahead'), role: 'dim' };
  const lit = check.changed !== undefined && now - check.changed.at < litFor;
  const role = verdict === 'could-not-measure' ? 'unknown' : lit ? (`lit-${verdict}` as const) : verdict;
  return { glyph: glyphs[verdict], word: t(`tui.check.${verdict}`), role };
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
 * The checks as rows: a fixed column with glyph and word, then the title; below one that fails what was asked, expected and
 * got, and why. Of `height` rows the titles come first, then what each failing check got and the lesson's note, the one
 * the learner broke before the others, and only then the rest of what is known.
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
  const aboveOwn = own.length > 0 ? [heading] : [];
  const aboveHeld = held.length > 0 ? [[span(view.words.t('tui.check.held'), 'strong')]] : [];
  const titles = new Map(checks.map(check => [check, titleLines(view, check, now, width)]));
  const rows = [aboveOwn, aboveHeld, ...titles.values()];
  const taken = rows.reduce((sum, block) => sum + block.length, 0);
  const facts = factsThatFit(view, width, height - taken);
  const block = (check: CheckView) => [...(titles.get(check) ?? []), ...(facts.get(check) ?? [])];
  return [...aboveOwn, ...own.flatMap(block), ...aboveHeld, ...held.flatMap(block)];
}

/** Facts of the failing checks in so many rows: all of them if they fit, else first of each what matters most. */
function factsThatFit(view: LessonView, width: number, height: number): ReadonlyMap<CheckView, Line[]> {
  const { t } = view.words;
  const shown = new Map<CheckView, Line[]>();
  let room = height;
  const explained = onceForAll(failing(view));
  for (const check of explained) {
    const short = factLines(view, check, width, 'short');
    if (room < 1) break;
    const fit = short.slice(0, room);
    if (fit.length < short.length)
      fit.splice(-1, 1, [span(`  ${t('tui.check.more', { n: short.length - fit.length + 1 })}`, 'dim')]);
    room -= fit.length;
    shown.set(check, fit);
  }
  for (const check of explained) {
    const full = factLines(view, check, width, 'full');
    const more = full.length - (shown.get(check)?.length ?? 0);
    if (more > room) continue;
    room -= more;
    shown.set(check, full);
  }
  return shown;
}

/** A daemon that is down fails every check at once: one of them says why. */
function onceForAll(checks: readonly CheckView[]): readonly CheckView[] {
  const down = checks.filter(({ result }) => result?.got.code === 'daemon.down');
  return checks.filter(check => !down.slice(1).includes(check));
}

type Block = { readonly title: readonly Line[]; readonly facts: readonly Line[] };

function markColumn(view: LessonView): number {
  const { t } = view.words;
  const all = ['pass', 'fail', 'could-not-measure', 'checking', 'waiting', 'ahead'] as const;
  return Math.max(...all.map(word => cellWidth(t(`tui.check.${word}`)))) + 3;
}

/** A check's own row or rows, and the facts below it while it fails. */
export function checkBlock(view: LessonView, check: CheckView, now: number, width: number): Block {
  return {
    title: titleLines(view, check, now, width),
    facts: isAhead(view, check) ? [] : factLines(view, check, width, 'full'),
  };
}

function titleLines(view: LessonView, check: CheckView, now: number, width: number): Line[] {
  const column = markColumn(view);
  const mark = checkMark(view, check, now);
  const shown = `${mark.glyph} ${mark.word}`;
  const name = checkTitle(view, check);
  const title = check.bystander ? view.words.t('tui.check.bystander', { title: name }) : name;
  return inlineLines(title, width - column).map((line, row) =>
    row === 0
      ? [span(shown, mark.role), span(' '.repeat(column - cellWidth(shown))), ...line]
      : [span(' '.repeat(column)), ...line],
  );
}

/** `short`: only what was got and what the lesson says to it. */
function factLines(view: LessonView, check: CheckView, width: number, size: 'short' | 'full'): Line[] {
  const { result } = check;
  if (result === undefined || result.verdict === 'pass') return [];
  const { t, say } = view.words;
  const own = ownSentence(view.prose.steps[check.step]?.checks[check.id], result);
  const full = size === 'full';
  const facts: [string, string][] = [];
  if (full)
    facts.push([t('tui.fact.asked'), say(result.asked)], [t('tui.fact.expected'), say(result.expected)]);
  facts.push([t('tui.fact.got'), say(result.got)]);
  if (full && result.control !== undefined) facts.push([t('tui.fact.control'), say(result.control)]);
  if (own !== undefined) facts.push([t('tui.fact.note'), view.read(own)]);
  const column = factColumn(view);
  const indent = span(' '.repeat(column + 2));
  const rows = facts.flatMap(([name, value]) =>
    inlineLines(value, width - column - 2).map((line, row) =>
      row === 0 ? [span(`  ${padCells(name, column)}`, 'dim'), ...line] : [indent, ...line],
    ),
  );
  return full ? [...rows, ...evidenceLines(view, check, width)] : rows;
}

function factColumn(view: LessonView): number {
  const { t } = view.words;
  const all = ['asked', 'expected', 'got', 'control', 'note', 'evidence'] as const;
  return Math.max(...all.map(word => cellWidth(t(`tui.fact.${word}`)))) + 2;
}

/** Rows of output shown as evidence, and rows one of them may take; more is for the learner to look up with the command. */
const evidenceRows = 4;
const rowsOfOne = 2;

/** The command and what it printed. A command too long to stand beside the word gets rows of its own: it is to be copied. */
function evidenceLines(view: LessonView, check: CheckView, width: number): Line[] {
  const evidence = check.result?.evidence;
  if (evidence === undefined) return [];
  const column = factColumn(view);
  const name = span(`  ${padCells(view.words.t('tui.fact.evidence'), column)}`, 'dim');
  const command = span(`$ ${evidence.command}`, 'code');
  const beside = cellWidth(command.text) <= width - column - 2;
  const indent = span(' '.repeat(beside ? column + 2 : 4));
  const room = width - cellWidth(indent.text);
  const output = evidence.output
    .trimEnd()
    .split('\n')
    .filter(row => row !== '')
    .slice(0, evidenceRows)
    .map(row => cutCells(row.replaceAll('\t', '  '), room * rowsOfOne - 1));
  return [
    ...(beside
      ? [[name, command]]
      : [[name], ...wrap([command], room, [span('  ')]).map(line => [indent, ...line])]),
    ...output.flatMap(row => wrap([span(row, 'dim')], room)).map((line): Line => [indent, ...line]),
  ];
}
