import type { Glyphs } from '../draw/glyphs.ts';
import { lineOf, type MapLine, type MapSpan, type Piece, type WidthOf } from '../draw/line.ts';

/** A piece of a drawing, and the row it is in. */
export type Mark = Piece & { readonly row: number };

/** A box to be drawn. */
export type Box = {
  readonly at: number;
  readonly row: number;
  /** With its frame. */
  readonly width: number;
  readonly lines: readonly MapLine[];
  /** Lines from which a wire leaves at the side, counted within the frame. */
  readonly left?: number;
  readonly right?: number;
  /** Columns from which a wire leaves above or below, counted within the box. */
  readonly top?: number;
  readonly bottom?: number;
};

/** Rows a box takes. */
export function heightOf({ lines }: Pick<Box, 'lines'>): number {
  return lines.length + 2;
}

/** Cells a box needs for its lines, with its frame and a blank on each side. */
export function widthFor(lines: readonly MapLine[], widthOf: WidthOf): number {
  return Math.max(0, ...lines.map(line => lineWidth(line, widthOf))) + 4;
}

export function lineWidth(line: MapLine, widthOf: WidthOf): number {
  return line.reduce((sum, { text }) => sum + widthOf(text), 0);
}

/** A box with its frame. */
export function boxed(box: Box, glyphs: Glyphs, widthOf: WidthOf): readonly Mark[] {
  const { at, row, width, lines } = box;
  const edge = (left: string, right: string, joint: number | undefined, glyph: string): MapSpan => {
    const inside = Array.from({ length: width - 2 }, (_, column) =>
      column + 1 === joint ? glyph : glyphs.across,
    );
    return { text: left + inside.join('') + right, tone: 'muted' };
  };
  const rows = lines.flatMap((line, index): Mark[] => {
    const here = row + 1 + index;
    return [
      { row: here, at, text: index === box.left ? glyphs.right : glyphs.rail, tone: 'muted' },
      ...marksOf(line, here, at + 2, widthOf),
      { row: here, at: at + width - 1, text: index === box.right ? glyphs.left : glyphs.rail, tone: 'muted' },
    ];
  });
  return [
    { row, at, ...edge(glyphs.topLeft, glyphs.topRight, box.top, glyphs.bottom) },
    ...rows,
    {
      row: row + lines.length + 1,
      at,
      ...edge(glyphs.bottomLeft, glyphs.bottomRight, box.bottom, glyphs.top),
    },
  ];
}

/** The pieces of a line, put somewhere. */
export function marksOf(line: MapLine, row: number, at: number, widthOf: WidthOf): readonly Mark[] {
  let next = at;
  return line.map(span => {
    const mark = { ...span, row, at: next };
    next += widthOf(span.text);
    return mark;
  });
}

/** The drawing the marks make. */
export function linesOf(marks: readonly Mark[], widthOf: WidthOf): readonly MapLine[] {
  const height = Math.max(-1, ...marks.map(({ row }) => row)) + 1;
  return Array.from({ length: height }, (_, row) =>
    lineOf(
      marks.filter(mark => mark.row === row).toSorted((one, other) => one.at - other.at),
      widthOf,
    ),
  );
}
