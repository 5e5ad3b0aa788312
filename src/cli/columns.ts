import stringWidth from 'string-width';

/** The columns the widest of these texts takes on a terminal: two for a Chinese character. */
export function widest(texts: readonly string[]): number {
  return Math.max(0, ...texts.map(text => stringWidth(text)));
}

/** The text with blanks behind it up to a width in columns. */
export function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - stringWidth(text)));
}
