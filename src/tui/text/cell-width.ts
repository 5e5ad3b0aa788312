import stringWidth from 'string-width';
import { type Line, span } from '../theme.ts';

/** Columns a text takes on the screen. */
export function cellWidth(text: string): number {
  return stringWidth(text);
}

/** Columns a line takes on the screen. */
export function lineWidth(line: Line): number {
  return line.reduce((sum, { text }) => sum + cellWidth(text), 0);
}

/** The text with blanks behind it up to a width in columns. */
export function padCells(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - cellWidth(text)));
}

/** The line with blanks behind it up to a width in columns. */
export function padLine(line: Line, width: number): Line {
  const used = lineWidth(line);
  return used < width ? [...line, span(' '.repeat(width - used))] : line;
}

/** The text cut to a width in columns, with `…` where something is missing. */
export function cutCells(text: string, width: number): string {
  if (cellWidth(text) <= width) return text;
  let kept = '';
  let used = 0;
  for (const character of text) {
    const next = used + cellWidth(character);
    if (next > width - 1) break;
    kept += character;
    used = next;
  }
  return width > 0 ? `${kept}…` : '';
}

/** The line cut to a width in columns. */
export function cutLine(line: Line, width: number): Line {
  const kept: Line[number][] = [];
  let room = width;
  for (const piece of line) {
    const size = cellWidth(piece.text);
    if (size > room) {
      if (room > 0) kept.push({ ...piece, text: cutCells(piece.text, room) });
      break;
    }
    kept.push(piece);
    room -= size;
  }
  return kept;
}
