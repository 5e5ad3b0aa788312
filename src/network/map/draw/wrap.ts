import type { MapLine, MapSpan, WidthOf } from './line.ts';
import { cut } from './shorten.ts';

/** Cells between two things that are said one after the other. */
const gap = 2;

/**
 * Things to say, one after the other in lines of no more than `width` cells. One that needs a line of its own is broken at
 * blanks and between Chinese words, and where it has none anywhere.
 */
export function flow(items: readonly MapSpan[], width: number, widthOf: WidthOf): readonly MapLine[] {
  const lines: MapSpan[][] = [];
  let used = width;
  for (const { text, tone } of items)
    for (const part of broken(text, width, widthOf)) {
      const size = widthOf(part);
      const line = lines.at(-1);
      if (line !== undefined && used + gap + size <= width) {
        line.push({ text: ' '.repeat(gap), tone: 'plain' }, { text: part, tone });
        used += gap + size;
      } else {
        lines.push([{ text: part, tone }]);
        used = size;
      }
    }
  return lines;
}

/** The cells that things said one after the other take on one line. */
export function flowWidth(items: readonly MapSpan[], widthOf: WidthOf): number {
  return items.reduce((sum, { text }, at) => sum + widthOf(text) + (at === 0 ? 0 : gap), 0);
}

/** Where a text may be broken: at blanks, and between Chinese words, but not before their punctuation. */
const breaks = /(?<= )|(?<=[\p{Script=Han}，。：；、）])(?=[\p{Script=Han}（])/u;

/** A text in parts of no more than `width` cells. */
function broken(text: string, width: number, widthOf: WidthOf): readonly string[] {
  if (widthOf(text) <= width) return [text];
  const parts: string[] = [];
  let part = '';
  for (const word of text.split(breaks)) {
    if (widthOf((part + word).trimEnd()) > width && part !== '') {
      parts.push(part.trimEnd());
      part = '';
    }
    part += word;
    while (widthOf(part.trimEnd()) > width) {
      const first = cut(part, width, widthOf) || ([...part][0] ?? '');
      parts.push(first);
      part = part.slice(first.length);
    }
  }
  return part.trimEnd() === '' ? parts : [...parts, part.trimEnd()];
}
