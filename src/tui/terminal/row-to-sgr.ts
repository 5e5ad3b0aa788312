import type { IBufferCell, IBufferLine } from '@xterm/headless';

/**
 * One row of a terminal as text with SGR codes, without trailing blanks. Palette colours stay palette colours, so that
 * the learner's own theme decides what red is.
 */
export function rowToSgr(line: IBufferLine, columns: number, cell: IBufferCell): string {
  let row = '';
  let style = '';
  let end = 0;
  let endStyle = '';
  for (let x = 0; x < columns; x++) {
    const at = line.getCell(x, cell);
    // The second half of a wide character is a cell of width 0; drawing it would push the row one column further.
    if (at === undefined || at.getWidth() === 0) continue;
    const next = sgrOf(at);
    if (next !== style) {
      row += style === '' ? next : `\x1b[0m${next}`;
      style = next;
    }
    row += at.isInvisible() ? ' '.repeat(at.getWidth()) : at.getChars() || ' ';
    if (at.getChars().trim() !== '' || shows(at)) {
      end = row.length;
      endStyle = style;
    }
  }
  return endStyle === '' ? row.slice(0, end) : `${row.slice(0, end)}\x1b[0m`;
}

/** Whether a blank cell is seen all the same. */
function shows(cell: IBufferCell): boolean {
  return !cell.isBgDefault() || cell.isInverse() !== 0 || cell.isUnderline() !== 0;
}

function sgrOf(cell: IBufferCell): string {
  if (cell.isAttributeDefault()) return '';
  const codes: (number | string)[] = [];
  if (cell.isBold()) codes.push(1);
  if (cell.isDim()) codes.push(2);
  if (cell.isItalic()) codes.push(3);
  if (cell.isUnderline()) codes.push(4);
  if (cell.isInverse()) codes.push(7);
  if (cell.isStrikethrough()) codes.push(9);
  if (cell.isFgPalette()) codes.push(palette(cell.getFgColor(), 30));
  else if (cell.isFgRGB()) codes.push(`38;2;${rgb(cell.getFgColor())}`);
  if (cell.isBgPalette()) codes.push(palette(cell.getBgColor(), 40));
  else if (cell.isBgRGB()) codes.push(`48;2;${rgb(cell.getBgColor())}`);
  return codes.length === 0 ? '' : `\x1b[${codes.join(';')}m`;
}

function palette(colour: number, base: 30 | 40): string {
  if (colour < 8) return String(base + colour);
  return colour < 16 ? String(base + 60 + colour - 8) : `${base + 8};5;${colour}`;
}

function rgb(colour: number): string {
  return `${(colour >> 16) & 255};${(colour >> 8) & 255};${colour & 255}`;
}
