import { glyphsOf } from '../draw/glyphs.ts';
import { type MapLine, type MapSpan, printable } from '../draw/line.ts';
import type { DrawOptions } from '../draw/options.ts';
import { flow, flowWidth } from '../draw/wrap.ts';
import { boxed, heightOf, linesOf, lineWidth, type Mark, marksOf, widthFor } from './boxed.ts';
import type { PublishedWire, StackBox, Station } from './model.ts';
import { bridgeTitle, publishedLines, stackLines } from './station-lines.ts';

/** Cells of a wire between two boxes. */
const wires = { least: 2, most: 6 } as const;

/** Rows above the bridge that its title may take: its box begins one row below the others. */
const titleRows = 2;

/**
 * Stations next to one another: a stack, a bridge, a stack, and below the bridge what is published. Undefined where the
 * stations are others, or do not fit.
 */
export function sideBySide(
  stations: readonly Station[],
  published: readonly PublishedWire[],
  options: DrawOptions,
): readonly MapLine[] | undefined {
  const { widthOf, columns } = options;
  const [left, middle, right, ...more] = stations;
  if (left?.kind !== 'stack' || middle?.kind !== 'bridge' || right?.kind !== 'stack' || more.length > 0)
    return undefined;
  const glyphs = glyphsOf(options.ascii);
  const ends = [endOf(left.box, options), endOf(right.box, options)] as const;
  const [one, other] = ends;
  const spare = columns - one.width - other.width - 2 * wires.least - 4;
  const inner = bridgeWidth(middle, spare, options);
  if (inner === undefined) return undefined;
  const wire = Math.min(wires.most, wires.least + Math.floor((spare - inner) / 2));
  const middleAt = one.width + wire;
  const rightAt = middleAt + inner + 4 + wire;
  const lines = bridgeLines(middle, inner, options);
  const title = flow(bridgeTitle(middle.bridge), inner, widthOf);
  const nat = publishedLines(published, options);
  const exit = Math.floor((inner + 4) / 2);
  const bottom = titleRows + heightOf({ lines });
  const natRow = Math.max(bottom, ...ends.map(end => 1 + heightOf(end)));
  const across = (at: number): Mark => ({ row: 3, at, text: glyphs.across.repeat(wire), tone: 'muted' });
  const marks: readonly Mark[] = [
    { row: 0, at: 0, text: one.name, tone: 'title' },
    { row: 0, at: rightAt, text: other.name, tone: 'title' },
    ...boxed({ at: 0, row: 1, width: one.width, lines: one.lines, right: 1 }, glyphs, widthOf),
    ...title.flatMap((line, row) => marksOf(line, titleRows - title.length + row, middleAt + 2, widthOf)),
    across(one.width),
    ...boxed(
      {
        at: middleAt,
        row: titleRows,
        width: inner + 4,
        lines,
        left: 0,
        right: 0,
        ...(nat.length > 0 ? { bottom: exit } : {}),
      },
      glyphs,
      widthOf,
    ),
    across(middleAt + inner + 4),
    ...boxed({ at: rightAt, row: 1, width: other.width, lines: other.lines, left: 1 }, glyphs, widthOf),
    // The other boxes may reach further down than the bridge.
    ...Array.from(
      { length: nat.length > 0 ? natRow - bottom : 0 },
      (_, row): Mark => ({ row: bottom + row, at: middleAt + exit, text: glyphs.rail, tone: 'muted' }),
    ),
    ...nat.flatMap((line, row) => {
      const width = lineWidth(line, widthOf);
      const at = Math.min(Math.max(0, middleAt + exit - Math.floor(width / 2)), columns - width);
      return marksOf(line, natRow + row, at, widthOf);
    }),
  ];
  return linesOf(marks, widthOf);
}

/** A stack as it stands beside a bridge: its name above, its box as wide as that takes. */
function endOf(box: StackBox, options: DrawOptions) {
  const lines = endLines(box, options);
  const name = nameOf(box);
  return { name, lines, width: Math.max(widthFor(lines, options.widthOf), options.widthOf(name)) };
}

/** Interface and address below one another: the wire leaves from the address. */
export function endLines(box: StackBox, options: DrawOptions): readonly MapLine[] {
  const [first, ...rest] = stackLines(box, options);
  return [...(first ?? []).map(({ text, tone }): MapLine => [{ text: text.trim(), tone }]), ...rest];
}

/** The names of a stack. */
export function nameOf({ names }: StackBox): string {
  return names.map(printable).join(', ');
}

type BridgeStation = Extract<Station, { readonly kind: 'bridge' }>;

/** Cells for what stands in a bridge: the least with which its title needs fewest rows. Undefined where there are too few. */
function bridgeWidth(
  { bridge, ports }: BridgeStation,
  room: number,
  { widthOf }: DrawOptions,
): number | undefined {
  const title = bridgeTitle(bridge);
  const least = Math.max(
    ports.reduce((sum, port) => sum + widthOf(printable(port ?? '')) + 1, 4),
    widthOf(bridge.address ?? ''),
    ...title.map(({ text }) => widthOf(text)),
  );
  const whole = Math.max(least, flowWidth(title, widthOf));
  if (whole <= room) return whole;
  return least <= room && flow(title, room, widthOf).length <= titleRows ? room : undefined;
}

function bridgeLines(
  { bridge, ports }: BridgeStation,
  width: number,
  options: DrawOptions,
): readonly MapLine[] {
  const { address } = bridge;
  if (address === undefined) return [portsLine(ports, width, options)];
  const indent = Math.floor((width - options.widthOf(address)) / 2);
  return [portsLine(ports, width, options), [{ text: ' '.repeat(indent) + address, tone: 'plain' }]];
}

/** Ports of a bridge with what holds them together; a wire whose port is not known ends in the middle. */
function portsLine(
  ports: readonly (string | undefined)[],
  width: number,
  { widthOf, ascii }: DrawOptions,
): MapLine {
  const [left, right] = [printable(ports[0] ?? ''), printable(ports[1] ?? '')];
  const [before, after] = [left === '' ? '' : `${left} `, right === '' ? '' : ` ${right}`];
  const spans: readonly MapSpan[] = [
    { text: before, tone: 'plain' },
    { text: glyphsOf(ascii).inside.repeat(width - widthOf(before) - widthOf(after)), tone: 'muted' },
    { text: after, tone: 'plain' },
  ];
  return spans.filter(({ text }) => text !== '');
}
