import { expect, test } from 'vitest';
import { calculateLayout } from '../../../src/tui/layout.ts';

test.each([
  [59, 24, 'too-small', 0, 0],
  [60, 14, 'too-small', 0, 0],
  [60, 15, 'narrow', 60, 11],
  [80, 24, 'narrow', 80, 20],
  [99, 50, 'narrow', 99, 46],
  [100, 29, 'wide', 56, 25],
  [100, 30, 'wide', 56, 16],
  [120, 40, 'wide', 75, 23],
  [160, 48, 'wide', 101, 28],
  [300, 100, 'wide', 234, 79],
])('%i × %i is %s with a terminal of %i × %i', (columns, rows, kind, width, height) => {
  const layout = calculateLayout(columns, rows);
  expect(layout.kind).toBe(kind);
  if (layout.kind !== 'too-small')
    expect([layout.terminal.width, layout.terminal.height]).toEqual([width, height]);
});

test('zoom gives the terminal all columns of a wide screen', () => {
  const layout = calculateLayout(160, 48, true);
  expect(layout.kind === 'narrow' && layout.terminal.width).toBe(160);
});

test('areas stay on the screen and never overlap, at any size', () => {
  for (let columns = 60; columns < 220; columns += 7)
    for (let rows = 15; rows < 60; rows += 3) {
      const layout = calculateLayout(columns, rows);
      if (layout.kind === 'too-small') throw new Error(`${columns} × ${rows} is not too small`);
      const map = layout.kind === 'wide' ? layout.map : undefined;
      for (const area of [layout.text, layout.terminal, ...(map === undefined ? [] : [map])]) {
        expect(area.x + area.width).toBeLessThanOrEqual(columns);
        // One row below for the note, one for the status.
        expect(area.y + area.height).toBeLessThanOrEqual(rows - 2);
      }
      // One row between the terminal and the map.
      if (map !== undefined) expect(layout.terminal.y + layout.terminal.height).toBe(map.y - 1);
      if (layout.kind === 'wide') expect(layout.text.x + layout.text.width).toBeLessThan(layout.terminal.x);
    }
});
