/** What a piece of a drawing means. State is told by glyph and word first: whoever draws no colours loses nothing. */
export type MapTone =
  | 'plain'
  | 'muted'
  | 'title'
  | 'host'
  | 'running'
  | 'paused'
  | 'stopped'
  /** Not as it seems: a cut wire, an orphaned side-car. */
  | 'wrong'
  /** It has just changed. */
  | 'lit';

export type MapSpan = { readonly text: string; readonly tone: MapTone };

/** One line of a drawing. */
export type MapLine = readonly MapSpan[];

/** The cells a text takes on the terminal. */
export type WidthOf = (text: string) => number;

/** A span and the column it begins in. */
export type Piece = MapSpan & { readonly at: number };

/** A line of pieces, which are given from left to right, with blanks between them. */
export function lineOf(pieces: readonly Piece[], widthOf: WidthOf): MapLine {
  const spans: MapSpan[] = [];
  let end = 0;
  for (const { at, text, tone } of pieces) {
    if (text === '') continue;
    if (at > end) spans.push({ text: ' '.repeat(at - end), tone: 'plain' });
    spans.push({ text, tone });
    end = Math.max(at, end) + widthOf(text);
  }
  return joined(spans);
}

/** The same line with as few spans as it takes. */
function joined(spans: readonly MapSpan[]): MapLine {
  const line: MapSpan[] = [];
  for (const span of spans) {
    const last = line.at(-1);
    if (last?.tone === span.tone) line[line.length - 1] = { ...last, text: last.text + span.text };
    else line.push(span);
  }
  return line;
}

/** A name without what would steer a terminal: names of networks and namespaces may hold anything. */
export function printable(text: string): string {
  return text.replace(/\p{C}/gu, '?');
}

/** A line moved to where it begins. */
export function placed(line: MapLine, start: number, widthOf: WidthOf): readonly Piece[] {
  let at = start;
  return line.map(span => {
    const piece = { ...span, at };
    at += widthOf(span.text);
    return piece;
  });
}
