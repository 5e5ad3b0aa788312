import type { CheckView } from '../../session/index.ts';
import { ownSentence } from '../../text/index.ts';
import { litFor } from '../state/next-tick.ts';
import { cellWidth, cutCells, padCells } from '../text/cell-width.ts';
import { inlineLines } from '../text/inline.ts';
import { wrap } from '../text/wrap.ts';
import { type Line, type Role, span } from '../theme.ts';
import { definitionOf, type LessonView } from './lesson-view.ts';
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
  const own = view.prose.steps[check.step]?.checks[check.id]?.title;
  if (own !== undefined) return view.read(own);
  const found = definitionOf(view, check);
  return found === undefined ? check.id : view.words.say(view.opened.titleOf(found));
}

/**
 * The checks as rows: a fixed column with glyph and word, then the title; below one that fails what was asked, expected and
 * got, and why. Of `height` rows the titles come first, then what each failing check got, then the lesson's notes, those of
 * checks the learner broke before the others, and only then the rest of what is known.
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

/** How much is told of a failing check: what it got; and why, and what the lesson says to that; and all that is known. */
const sizes = ['got', 'short', 'full'] as const;
type Size = (typeof sizes)[number];

/** Facts of the failing checks in so many rows: of each what it got, before any tells more. */
function factsThatFit(view: LessonView, width: number, height: number): ReadonlyMap<CheckView, Line[]> {
  const shown = new Map<CheckView, Line[]>();
  let room = height;
  const explained = onceForAll(failing(view));
  for (const size of sizes)
    for (const check of explained) {
      const rows = factLines(view, check, width, size);
      const more = rows.length - (shown.get(check)?.length ?? 0);
      if (more > room) continue;
      room -= more;
      shown.set(check, rows);
    }
  // What is left over goes to the first note that did not fit: that there is one has to be seen.
  for (const check of room > 0 ? explained : []) {
    const wanted = factLines(view, check, width, 'short');
    const fit = (shown.get(check)?.length ?? 0) + room;
    if (wanted.length <= fit) continue;
    shown.set(check, cutRows(view, wanted, fit));
    break;
  }
  return shown;
}

/** The first of these rows, and how many are missing. */
function cutRows(view: LessonView, rows: readonly Line[], height: number): Line[] {
  const left = rows.length - height + 1;
  return [...rows.slice(0, height - 1), [span(`  ${view.words.t('tui.check.more', { n: left })}`, 'dim')]];
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

function factLines(view: LessonView, check: CheckView, width: number, size: Size): Line[] {
  const { result } = check;
  if (result === undefined || result.verdict === 'pass') return [];
  const { t, say } = view.words;
  const own = ownSentence(view.prose.steps[check.step]?.checks[check.id], result, view.words.lang);
  const full = size === 'full';
  const facts: [string, string][] = [];
  if (full) facts.push([t('fact.asked'), say(result.asked)], [t('fact.expected'), say(result.expected)]);
  facts.push([t('fact.got'), say(result.got)]);
  if (full && result.control !== undefined) facts.push([t('fact.control'), say(result.control)]);
  if (size !== 'got') for (const why of result.because) facts.push([t('fact.because'), say(why)]);
  if (own !== undefined && size !== 'got') facts.push([t('fact.note'), view.read(own)]);
  const rows = facts.flatMap(([name, value]) => factRows(view, name, value, width));
  return full ? [...rows, ...evidenceLines(view, check, width)] : rows;
}

/** Why a check fails, by itself: for where it is told a moment after the rest. */
export function becauseLines(view: LessonView, check: CheckView, width: number): Line[] {
  const because = check.result?.because ?? [];
  return because.flatMap(why => factRows(view, view.words.t('fact.because'), view.words.say(why), width));
}

/** A fact: its name in a fixed column, and what is to be said beside it. */
function factRows(view: LessonView, name: string, value: string, width: number): Line[] {
  const column = factColumn(view);
  return inlineLines(value, width - column - 2).map((line, row) =>
    row === 0
      ? [span(`  ${padCells(name, column)}`, 'dim'), ...line]
      : [span(' '.repeat(column + 2)), ...line],
  );
}

function factColumn(view: LessonView): number {
  const { t } = view.words;
  const all = ['asked', 'expected', 'got', 'control', 'because', 'note', 'evidence'] as const;
  return Math.max(...all.map(word => cellWidth(t(`fact.${word}`)))) + 2;
}

/** Rows of output shown as evidence, and rows one of them may take; more is for the learner to look up with the command. */
const evidenceRows = 4;
const rowsOfOne = 2;

/** The command and what it printed. A command too long to stand beside the word gets rows of its own: it is to be copied. */
function evidenceLines(view: LessonView, check: CheckView, width: number): Line[] {
  const evidence = check.result?.evidence;
  if (evidence === undefined) return [];
  const column = factColumn(view);
  const name = span(`  ${padCells(view.words.t('fact.evidence'), column)}`, 'dim');
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
