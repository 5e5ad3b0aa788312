/** A place on the screen, in columns and rows from the top left corner. */
export type Area = {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
};

/** Where things stand on a screen of a given size. */
export type Layout =
  | { readonly kind: 'too-small' }
  | {
      /** Text on the left, the terminal on the right. */
      readonly kind: 'wide';
      readonly text: Area;
      readonly terminal: Area;
      /** Below the terminal, where there are rows enough for both. */
      readonly map: Area | undefined;
    }
  | {
      /** One at a time in the same place. */
      readonly kind: 'narrow';
      readonly text: Area;
      readonly terminal: Area;
    };

/** One that something can be shown on. */
export type RoomyLayout = Exclude<Layout, { kind: 'too-small' }>;

export const smallest = { columns: 60, rows: 15 } as const;
const wideFrom = 100;
const textWidth = { least: 42, most: 64 } as const;
/** Header and rule above the panes; note and status below. */
const above = 2;
const below = 2;
/** Rows of a screen from which on the map has a place of its own, and the share of the panes' rows that it gets. */
const mapFrom = 30;
const mapShare = 0.36;
const mostMap = 16;

/** Whether a screen of so many columns has room for text and terminal side by side. */
export function isWide(columns: number): boolean {
  return columns >= wideFrom;
}

/**
 * The layout for a screen. Wide from 100 columns on, unless `single` asks for one pane (zoom). The areas never overlap and
 * never reach past the screen, so a frame is exactly as high as the screen: a shorter one leaves ghosts behind when the
 * window shrinks.
 */
export function calculateLayout(columns: number, rows: number, single = false): Layout {
  if (columns < smallest.columns || rows < smallest.rows) return { kind: 'too-small' };
  const height = rows - above - below;
  if (!isWide(columns) || single) {
    const terminal = { x: 0, y: above, width: columns, height };
    // Text has a margin of one column on each side; a terminal needs every column it can get.
    return { kind: 'narrow', text: { ...terminal, x: 1, width: columns - 2 }, terminal };
  }
  const left = Math.min(textWidth.most, Math.max(textWidth.least, Math.floor(columns * 0.36)));
  // The rule between the panes and one blank column.
  const right = { x: left + 2, y: above, width: columns - left - 2 };
  const mapRows = rows < mapFrom ? 0 : Math.min(mostMap, Math.floor(height * mapShare));
  // One row between the two for a rule.
  const terminalRows = mapRows === 0 ? height : height - mapRows - 1;
  return {
    kind: 'wide',
    text: { x: 1, y: above, width: left - 2, height },
    terminal: { ...right, height: terminalRows },
    map: mapRows === 0 ? undefined : { ...right, y: above + terminalRows + 1, height: mapRows },
  };
}
