import { ownRails, sharedRails } from '../draw/columns.ts';
import { headingsOf } from '../draw/headings.ts';
import type { MapTone } from '../draw/line.ts';
import { hostsOf } from '../draw/names.ts';
import type { MapOptions } from '../draw/options.ts';
import { planOf } from '../draw/plan.ts';
import { hostFacts, hostTitle, outsideFacts } from '../draw/title.ts';
import type { NetworkMap, Rail } from '../model.ts';
import type { MapWord } from '../words.ts';
import { cell, cellsOf, element, escaped, inkOf, lineBetween, round, textAt } from './elements.ts';
import { rowGroup } from './row-group.ts';

/** Cells around the picture. */
const margin = 2;

/**
 * The map as one picture that needs nothing beside it: shapes for what a terminal shows by glyphs, and texts that keep to
 * their places whatever font there is. Every row and rail has its id in `data-id`.
 */
export function mapSvg(map: NetworkMap, words: MapWord): string {
  const options: MapOptions = {
    columns: Number.POSITIVE_INFINITY,
    ascii: false,
    lit: new Set(),
    words,
    widthOf: cellsOf,
  };
  const plan = planOf(map, options);
  const rails = new Map<string, { from: number; to: number }>();
  const texts: string[] = [];
  const rows: string[] = [];
  let row = 0;
  let right = 0;
  const write = (column: number, text: string, tone: MapTone) => {
    texts.push(textAt(column, row, text, inkOf(tone), tone === 'title'));
    right = Math.max(right, column + cellsOf(text));
  };
  const writeFrom = (start: number, spans: readonly { readonly text: string; readonly tone: MapTone }[]) => {
    let column = start;
    for (const { text, tone } of spans) {
      write(column, text, tone);
      column += cellsOf(text) + 2;
    }
  };
  const writeHeadings = (above: readonly Rail[]) => {
    for (const pieces of headingsOf(above, plan, options)) {
      for (const { at, text, tone } of pieces) write(at, text, tone);
      row += 1;
    }
    for (const { id } of above) rails.set(id, { from: row, to: row });
  };

  const shared = sharedRails(map);
  writeHeadings(shared);
  for (const host of hostsOf(map)) {
    const title = { text: hostTitle(host, words), tone: 'title' as const };
    const passed = shared.map(({ id }) => plan.columns.get(id)?.at ?? 0);
    if (passed.length > 0) {
      writeFrom(0, [title]);
      writeFrom(Math.max(...passed) + 3, hostFacts(host, words));
    } else writeFrom(0, [title, ...hostFacts(host, words)]);
    row += 1;
    const own = ownRails(map, host);
    writeHeadings(own);
    for (const one of host.rows) {
      rows.push(rowGroup(one, row, plan, words));
      writeFrom(plan.tail, plan.tailOf(one));
      row += 1;
    }
    for (const { id, machines } of [...shared, ...own]) {
      const span = rails.get(id);
      if (span !== undefined && machines.includes(host.id)) rails.set(id, { ...span, to: row - 1 });
    }
    row += 1;
  }
  for (const machine of map.machines) {
    if (machine.kind !== 'outside') continue;
    writeFrom(0, outsideFacts(machine, words));
    row += 1;
  }
  const lines = map.rails.map(({ id }) => {
    const at = plan.columns.get(id)?.at ?? 0;
    const span = rails.get(id) ?? { from: 0, to: 0 };
    return element('g', { 'data-id': id }, lineBetween([at, span.from - 0.4], [at, span.to], false));
  });
  const title = words('map.picture', {
    hosts: hostsOf(map)
      .map(({ name }) => name)
      .join(', '),
  });
  return document(title, right, row, [...lines, ...rows, ...texts]);
}

function document(title: string, columns: number, rows: number, parts: readonly string[]): string {
  const width = round((columns + 2 * margin) * cell.width);
  const height = round((rows + 1) * cell.height);
  const moved = { transform: `translate(${round(margin * cell.width)} ${cell.height / 2})` };
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      role: 'img',
      'aria-label': title,
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
      'font-family': 'ui-monospace, Menlo, Consolas, monospace',
      'font-size': 14,
    },
    [
      element('title', {}, escaped(title)),
      element('rect', { width: '100%', height: '100%', fill: '#ffffff' }),
      element('g', moved, parts.join('\n')),
    ].join('\n'),
  );
}
