import { expect } from 'vitest';
import {
  drawMap,
  drawWires,
  type MapCode,
  mapOf,
  mapWords,
  type Snapshot,
  wiresOf,
} from '../../../../src/network/index.ts';
import { type Lang, text } from '../../../../src/text/index.ts';
import { cellWidth } from '../../../../src/tui/text/cell-width.ts';

/** Gives words as the program does, and fails where a code is asked with other parameters than it is listed with. */
function wordsIn(lang: Lang) {
  return (code: MapCode, params: Readonly<Record<string, string | number>> = {}): string => {
    expect([code, Object.keys(params).sort()]).toEqual([code, mapWords[code].toSorted()]);
    return text(lang, code, params);
  };
}

export const words = wordsIn('en');
export const chineseWords = wordsIn('zh');

type Drawn = readonly (readonly { readonly text: string }[])[];

/**
 * A drawing as text, without blanks at the ends of lines, and with Docker's own names of interfaces numbered in the order they
 * come: they differ from recording to recording. Fails where a line is wider than it may be.
 */
export function textOf(lines: Drawn, columns: number): string {
  const rows = lines.map(line => line.map(span => span.text).join(''));
  for (const row of rows) expect(cellWidth(row), row).toBeLessThanOrEqual(columns);
  const seen: string[] = [];
  const numbered = (name: string) => {
    if (!seen.includes(name)) seen.push(name);
    const start = name.startsWith('veth') ? 'veth' : 'br-';
    return start + String(seen.indexOf(name) + 1).padStart(name.length - start.length, '0');
  };
  const whole = rows.map(row => row.trimEnd()).join('\n');
  return `\n${whole.replace(/\bbr-[0-9a-f]{9,12}|\bveth[0-9a-f]{7}\b/g, numbered)}\n`;
}

export const drawing = { ascii: false, lit: new Set<string>(), words, widthOf: cellWidth };

/** The map of a snapshot as text. */
export function drawn(snapshot: Snapshot, columns: number, more: Partial<typeof drawing> = {}): string {
  return textOf(drawMap(mapOf(snapshot), { ...drawing, ...more, columns }), columns);
}

/** The wires of a snapshot, or those between two places, as text. */
export function drawnWires(
  snapshot: Snapshot,
  pair: readonly [from: string, to: string] | undefined,
  columns: number,
  more: Partial<typeof drawing> = {},
): string {
  const wires = pair === undefined ? wiresOf(snapshot) : wiresOf(snapshot, ...pair);
  if (wires.kind === 'unknown' || wires.kind === 'ambiguous') throw new Error(wires.kind);
  return textOf(drawWires(wires, { ...drawing, ...more, columns }), columns);
}
