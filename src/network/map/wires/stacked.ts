import { glyphsOf } from '../draw/glyphs.ts';
import { type MapLine, type MapSpan, printable } from '../draw/line.ts';
import type { DrawOptions } from '../draw/options.ts';
import { shorten } from '../draw/shorten.ts';
import { flow } from '../draw/wrap.ts';
import { boxed, heightOf, linesOf, type Mark, widthFor } from './boxed.ts';
import type { StackBox, Station } from './model.ts';
import { bridgeTitle, routerLines, stackLines } from './station-lines.ts';

/** The column of the wire that leads from each box to the next, counted within the boxes. */
const wire = 4;

/** Stations below one another: what always fits. */
export function stacked(stations: readonly Station[], options: DrawOptions): readonly MapLine[] {
  return boxesBelow(
    stations.map(station => contentOf(station, options)),
    true,
    options,
  );
}

/** Boxes below one another, all as wide as the widest; with wires between them or without. */
export function boxesBelow(
  contents: readonly (readonly MapLine[])[],
  wired: boolean,
  options: DrawOptions,
): readonly MapLine[] {
  const { widthOf, columns } = options;
  const glyphs = glyphsOf(options.ascii);
  const fitted = contents.map(lines => lines.flatMap(line => fitting(line, columns - 4, options)));
  const width = Math.max(...fitted.map(lines => widthFor(lines, widthOf)));
  const marks: Mark[] = [];
  let row = 0;
  for (const [index, lines] of fitted.entries()) {
    const above = wired && index > 0;
    const below = wired && index < fitted.length - 1;
    const box = {
      at: 0,
      row,
      width,
      lines,
      ...(above ? { top: wire } : {}),
      ...(below ? { bottom: wire } : {}),
    };
    marks.push(...boxed(box, glyphs, widthOf));
    row += heightOf(box);
    if (below) {
      marks.push({ row, at: wire, text: glyphs.rail, tone: 'muted' });
      row += 1;
    }
  }
  return linesOf(marks, widthOf);
}

/** A line, or as many as it takes. */
function fitting(line: MapLine, width: number, { widthOf }: DrawOptions): readonly MapLine[] {
  const whole = line.reduce((sum, { text }) => sum + widthOf(text), 0) <= width;
  const items = line.map(({ text, tone }) => ({ text: text.trim(), tone })).filter(({ text }) => text !== '');
  return whole ? [line] : flow(items, width, widthOf);
}

function contentOf(station: Station, options: DrawOptions): readonly MapLine[] {
  switch (station.kind) {
    case 'stack':
      return stackContent(station.box, options);
    case 'router':
      return routerLines(station.router, options).map(span => [span]);
    case 'bridge': {
      const { bridge, ports } = station;
      const known = ports.filter(port => port !== undefined).map(printable);
      const { inside } = glyphsOf(options.ascii);
      return [
        ...flow(bridgeTitle(bridge), options.columns - 4, options.widthOf),
        ...(known.length === 0
          ? []
          : [[{ text: known.join(` ${inside.repeat(3)} `), tone: 'plain' as const }]]),
        ...(bridge.address === undefined ? [] : [[{ text: bridge.address, tone: 'plain' as const }]]),
      ];
    }
  }
}

/** A stack with its names on top. */
export function stackContent(box: StackBox, options: DrawOptions): readonly MapLine[] {
  const { missing } = glyphsOf(options.ascii);
  const names = box.names.map(
    (name): MapSpan => ({
      text: shorten(printable(name), options.columns - 4, missing, options.widthOf),
      tone: 'title',
    }),
  );
  return [...flow(names, options.columns - 4, options.widthOf), ...stackLines(box, options)];
}
