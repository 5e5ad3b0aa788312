import { glyphsOf } from '../draw/glyphs.ts';
import { type MapLine, printable } from '../draw/line.ts';
import type { DrawOptions } from '../draw/options.ts';
import { flow, flowWidth } from '../draw/wrap.ts';
import { boxed, heightOf, linesOf, type Mark, marksOf, widthFor } from './boxed.ts';
import type { Station } from './model.ts';
import { endLines, nameOf } from './side-by-side.ts';
import { bridgeTitle, routerLines } from './station-lines.ts';

/** Cells of the wires from the stacks to the bridges, and the column of the wire between the bridges, within their boxes. */
const wire = 5;
const down = 4;

/** A pair of a stack and its bridge, which is drawn in one go. */
type Pair = {
  readonly name: string;
  readonly stack: readonly MapLine[];
  readonly bridge: readonly MapLine[];
};

/**
 * A path over two bridges: each stack beside its bridge, and between the two bridges what the host does, or both hosts.
 * Undefined where the stations are others, or do not fit.
 */
export function folded(stations: readonly Station[], options: DrawOptions): readonly MapLine[] | undefined {
  const { widthOf, columns } = options;
  const glyphs = glyphsOf(options.ascii);
  const [start, first, ...rest] = stations;
  const [second, end] = rest.slice(-2);
  const upper = pairOf(start, first, options);
  const lower = pairOf(end, second, options);
  if (upper === undefined || lower === undefined || rest.length < 3) return undefined;
  const pairs = [upper, lower];
  const left = Math.max(...pairs.map(({ name, stack }) => Math.max(widthFor(stack, widthOf), widthOf(name))));
  const right = Math.max(...pairs.map(({ bridge }) => widthFor(bridge, widthOf)));
  if (left + wire + right > columns) return undefined;
  const at = left + wire;
  const between = rest
    .slice(0, -2)
    .flatMap(station => (station.kind === 'router' ? routerLines(station.router, options) : []))
    .flatMap(span => flow([span], columns - at - down - 2, widthOf));

  const pairMarks = (
    { name, stack, bridge }: Pair,
    row: number,
    joint: 'top' | 'bottom',
  ): readonly Mark[] => [
    { row, at: 0, text: name, tone: 'title' },
    ...boxed({ at: 0, row: row + 1, width: left, lines: stack, right: 1 }, glyphs, widthOf),
    { row: row + 3, at: left, text: glyphs.across.repeat(wire), tone: 'muted' },
    ...boxed({ at, row: row + 1, width: right, lines: bridge, left: 1, [joint]: down }, glyphs, widthOf),
  ];
  const afterBridge = 1 + heightOf({ lines: upper.bridge });
  const next = Math.max(1 + heightOf({ lines: upper.stack }), afterBridge + between.length);
  return linesOf(
    [
      ...pairMarks(upper, 0, 'bottom'),
      ...Array.from(
        { length: next + 1 - afterBridge },
        (_, index): Mark => ({
          row: afterBridge + index,
          at: at + down,
          text: glyphs.rail,
          tone: 'muted',
        }),
      ),
      ...between.flatMap((line, index) => marksOf(line, afterBridge + index, at + down + 2, widthOf)),
      ...pairMarks(lower, next, 'top'),
    ],
    widthOf,
  );
}

function pairOf(
  stack: Station | undefined,
  bridge: Station | undefined,
  options: DrawOptions,
): Pair | undefined {
  if (stack?.kind !== 'stack' || bridge?.kind !== 'bridge') return undefined;
  const { widthOf } = options;
  const port = printable(bridge.ports.find(one => one !== undefined) ?? '');
  const title = bridgeTitle(bridge.bridge);
  const width = flowWidth(title, widthOf);
  const address = bridge.bridge.address ?? '';
  const blanks = ' '.repeat(Math.max(2, width - widthOf(port) - widthOf(address)));
  return {
    name: nameOf(stack.box),
    stack: endLines(stack.box, options),
    bridge: [...flow(title, width, widthOf), [{ text: port + blanks + address, tone: 'plain' }]],
  };
}
