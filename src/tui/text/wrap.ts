import type { Line, Role, Span } from '../theme.ts';
import { cellWidth, lineWidth } from './cell-width.ts';

/** Chinese typesetting: these do not begin a line… */
const noStart = new Set('，。、；：？！）】》」』〉〕”’…—·～%,.;:?!)]}');
/** …and these do not end one. */
const noEnd = new Set('（【《「『〈〔“‘([{');

/** A character with its marks and its role. */
type Cluster = { readonly text: string; readonly role: Role; readonly width: number };

/**
 * Breaks a line at blanks and between Chinese characters, so that no row is wider than `width` columns. Punctuation does
 * not begin a row; a word longer than a row is cut. Rows after the first begin with `indent`.
 */
export function wrap(line: Line, width: number, indent: readonly Span[] = []): Line[] {
  const indentWidth = lineWidth(indent);
  const rows: Line[] = [];
  let row: Cluster[] = [];
  let used = 0;
  const room = () => Math.max(1, width - (rows.length === 0 ? 0 : indentWidth));
  const finish = () => {
    while (row.at(-1)?.text === ' ') row.pop();
    rows.push(rows.length === 0 ? join(row) : [...indent, ...join(row)]);
    row = [];
    used = 0;
  };
  for (const piece of pieces(clusters(line))) {
    const isBlank = piece[0]?.text === ' ';
    const size = piece.reduce((sum, cluster) => sum + cluster.width, 0);
    // A blank at the start of a row after the first is the one it was broken at.
    if (isBlank && row.length === 0 && rows.length > 0) continue;
    if (used + size > room() && used > 0) {
      finish();
      if (isBlank) continue;
    }
    for (const cluster of piece) {
      if (used + cluster.width > room() && used > 0) finish();
      row.push(cluster);
      used += cluster.width;
    }
  }
  finish();
  return rows;
}

function clusters(line: Line): Cluster[] {
  const found: Cluster[] = [];
  for (const { text, role } of line) {
    for (const character of text) {
      const before = found.at(-1);
      // Combining marks, joiners and variation selectors stay with what they change.
      if (before !== undefined && /\p{Mark}|\u200d|\ufe0f/u.test(character))
        found[found.length - 1] = joined(before, character);
      else found.push({ text: character, role, width: cellWidth(character) });
    }
  }
  return found;
}

function joined(cluster: Cluster, mark: string): Cluster {
  const text = cluster.text + mark;
  return { ...cluster, text, width: cellWidth(text) };
}

/** Groups clusters into what must stay together. */
function pieces(all: readonly Cluster[]): Cluster[][] {
  const groups: Cluster[][] = [];
  for (const [index, cluster] of all.entries()) {
    const before = all[index - 1];
    const group = groups.at(-1);
    if (before === undefined || group === undefined || mayBreak(before, cluster)) groups.push([cluster]);
    else group.push(cluster);
  }
  return groups;
}

function mayBreak(before: Cluster, after: Cluster): boolean {
  if (before.text === ' ' || after.text === ' ') return true;
  if (before.width < 2 && after.width < 2) {
    // Code is cut nowhere but at blanks; a closing quote after Chinese text is narrow and belongs to it.
    return false;
  }
  return !noStart.has(after.text) && !noEnd.has(before.text);
}

function join(row: readonly Cluster[]): Line {
  const spans: { text: string; role: Role }[] = [];
  for (const { text, role } of row) {
    const last = spans.at(-1);
    if (last?.role === role) last.text += text;
    else spans.push({ text, role });
  }
  return spans;
}
