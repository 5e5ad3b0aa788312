import type { MapTone } from '../draw/line.ts';

/** A colour of the picture, by what it stands for. All are dark enough to be read on white. */
export const inks = {
  text: '#1f2933',
  muted: '#5b6770',
  rail: '#8a97a1',
  running: '#1b7a3d',
  paused: '#8a5a00',
  stopped: '#5b6770',
  host: '#0b5cad',
  wrong: '#b42318',
} as const;

export type Ink = keyof typeof inks;

/** What a tone of the drawing is in the picture, in which nothing is lit. */
export function inkOf(tone: MapTone): Ink {
  switch (tone) {
    case 'plain':
    case 'title':
    case 'lit':
      return 'text';
    default:
      return tone;
  }
}

/** Pixels of a character cell and of a line. */
export const cell = { width: 8.4, height: 24 } as const;

/** The middle of a cell of the drawing, in pixels. */
export function middleOf(column: number, row: number): { readonly x: number; readonly y: number } {
  return { x: round((column + 0.5) * cell.width), y: round((row + 0.5) * cell.height) };
}

/** An element with its attributes; `inner` is markup already. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  inner?: string,
): string {
  const written = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(String(value))}"`);
  return inner === undefined
    ? `<${name}${written.join('')}/>`
    : `<${name}${written.join('')}>${inner}</${name}>`;
}

/** A text at a cell. It takes the place meant for it, whatever font there is; a line behind it is interrupted. */
export function textAt(column: number, row: number, text: string, ink: Ink, bold = false): string {
  if (text === '') return '';
  return element(
    'text',
    {
      x: round(column * cell.width),
      y: round((row + 0.5) * cell.height + 4.5),
      textLength: round(cellsOf(text) * cell.width),
      lengthAdjust: 'spacingAndGlyphs',
      fill: inks[ink],
      // A line behind it stops short of it.
      stroke: '#ffffff',
      'stroke-width': 4,
      'paint-order': 'stroke',
      ...(bold ? { 'font-weight': 'bold' } : {}),
    },
    escaped(text),
  );
}

/** A straight line between the middles of two cells. */
export function lineBetween(
  from: readonly [column: number, row: number],
  to: readonly [column: number, row: number],
  dashed: boolean,
): string {
  const [start, end] = [middleOf(...from), middleOf(...to)];
  return element('line', {
    x1: start.x,
    y1: start.y,
    x2: end.x,
    y2: end.y,
    stroke: inks.rail,
    'stroke-width': 1.5,
    ...(dashed ? { 'stroke-dasharray': '4 4' } : {}),
  });
}

/** Characters that take two cells of a terminal. */
const wide =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6\u{20000}-\u{3fffd}]/u;

/** Cells a text would take on a terminal: there is no terminal here to ask. */
export function cellsOf(text: string): number {
  return [...text].reduce((sum, one) => sum + (wide.test(one) ? 2 : 1), 0);
}

export function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** A text that means nothing to XML. Control characters, which it may not hold, are shown as a replacement. */
export function escaped(text: string): string {
  return text.replace(/\p{C}/gu, '\ufffd').replace(/[&<>"']/g, one => `&#${one.charCodeAt(0)};`);
}
