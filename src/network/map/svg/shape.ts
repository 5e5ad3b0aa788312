import type { MarkKind } from '../draw/marks.ts';
import { element, type Ink, inks, middleOf, round } from './elements.ts';

/** Pixels from the middle of a shape to its edge. */
const size = 5;

/** A shape at a cell: full for what is there, hollow for what is not. */
export function shapeAt(column: number, row: number, mark: MarkKind, ink: Ink): string {
  const { x, y } = middleOf(column, row);
  const colour = inks[ink];
  const frame = { stroke: colour, 'stroke-width': 2 };
  const tip = size + 1;
  const diamond = [
    [x, y - tip],
    [x + tip, y],
    [x, y + tip],
    [x - tip, y],
  ]
    .map(point => point.map(round).join(','))
    .join(' ');
  switch (mark) {
    case 'host':
      return element('polygon', { points: diamond, fill: colour });
    case 'namespace':
      return element('polygon', { points: diamond, fill: '#ffffff', ...frame });
    case 'running':
      return element('circle', { cx: x, cy: y, r: size, fill: colour });
    case 'stopped':
      return element('circle', { cx: x, cy: y, r: size - 1, fill: '#ffffff', ...frame });
    case 'paused':
      return [
        element('circle', { cx: x, cy: y, r: size - 1, fill: '#ffffff', ...frame }),
        element('path', { d: `M${x} ${y - size}A${size} ${size} 0 0 0 ${x} ${y + size}Z`, fill: colour }),
      ].join('');
    case 'none':
      return element('path', {
        d: `M${round(x - 4)} ${y - 4}l8 8M${round(x - 4)} ${y + 4}l8 -8`,
        fill: 'none',
        ...frame,
      });
  }
}
