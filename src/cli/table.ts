import { pad, widest } from './columns.ts';

/** Rows of cells; the first row holds the headings. All rows are as long as the first. */
export type Table = readonly (readonly string[])[];

/** Lines for a terminal, columns aligned by the cells their text takes. No control character gets through. */
export function tableLines(table: Table): string[] {
  const shown = table.map(row => row.map(printable));
  const widths = (shown[0] ?? []).map((_, column) => widest(shown.map(row => row[column] ?? '')));
  return shown.map(row =>
    row
      .map((cell, column) => pad(cell, (widths[column] ?? 0) + 2))
      .join('')
      .trimEnd(),
  );
}

/**
 * CSV as RFC 4180 has it, every cell quoted, with the mark that tells spreadsheets it is UTF-8. A cell that a spreadsheet
 * would take for a formula begins with an apostrophe: names come from files that anybody can write.
 */
export function tableCsv(table: Table): string {
  const cell = (text: string) => `"${guarded(text).replace(/"/g, '""')}"`;
  return `\ufeff${table.map(row => `${row.map(cell).join(',')}\r\n`).join('')}`;
}

/** A Markdown table. */
export function tableMarkdown(table: Table): string[] {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const [head = [], ...rows] = table.map(row => row.map(markdownCell));
  return [line(head), line(head.map(() => '---')), ...rows.map(line)];
}

/** The text without what would steer a terminal: control and format characters are shown as a replacement. */
export function printable(text: string): string {
  return text.replace(/\p{C}/gu, '\ufffd');
}

/** Spreadsheets look past blanks, and take full-width signs for signs. */
function guarded(text: string): string {
  return /^\s*[=+\-@\t\r\n＝＋－＠|%]/.test(text) ? `'${text}` : text;
}

function markdownCell(text: string): string {
  return printable(text)
    .replace(/[\\|`*_[\]]/g, '\\$&')
    .replace(/&/g, '&amp;')
    .replace(/</g, '&lt;');
}
