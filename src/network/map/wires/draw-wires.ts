import type { MapLine } from '../draw/line.ts';
import type { DrawOptions } from '../draw/options.ts';
import { flow } from '../draw/wrap.ts';
import { bridgeLines } from './bridge-lines.ts';
import { folded } from './folded.ts';
import type { FoundWires, StackBox } from './model.ts';
import { sideBySide } from './side-by-side.ts';
import { boxesBelow, stackContent, stacked } from './stacked.ts';
import { publishedLines } from './station-lines.ts';

/** Wires as lines of no more than `columns` cells: side by side where there is room, else one station below the other. */
export function drawWires(wires: FoundWires, options: DrawOptions): readonly MapLine[] {
  switch (wires.kind) {
    case 'bridges':
      return bridgeLines(wires.bridges, options);
    case 'path': {
      const { stations, published } = wires;
      const nat = publishedLines(published, options);
      return (
        sideBySide(stations, published, options) ?? [
          ...(folded(stations, options) ?? stacked(stations, options)),
          ...nat,
        ]
      );
    }
    case 'together': {
      const note = { text: options.words('wires.same-namespace'), tone: 'muted' as const };
      return boxesBelow([[...stackContent(wires.box, options), [note]]], false, options);
    }
    case 'unwired': {
      const [from = '', to = ''] = wires.boxes.map(({ names }) => names.join(', '));
      const note = { text: options.words('wires.no-way', { from, to }), tone: 'wrong' as const };
      const boxes = wires.boxes.map(box => unwiredContent(box, options));
      return [...boxesBelow(boxes, false, options), ...flow([note], options.columns, options.widthOf)];
    }
  }
}

/** A box with why nothing leads there, if that is because of itself. */
function unwiredContent(box: StackBox, options: DrawOptions): readonly MapLine[] {
  const name = box.names.join(', ');
  const lacks = box.state === 'read' && box.interfaces.length === 0;
  return [
    ...stackContent(box, options),
    ...(lacks ? [[{ text: options.words('wires.no-wire', { name }), tone: 'wrong' as const }]] : []),
  ];
}
