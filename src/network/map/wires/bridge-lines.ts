import { glyphsOf } from '../draw/glyphs.ts';
import { lineOf, type MapLine, type MapSpan, placed, printable } from '../draw/line.ts';
import type { DrawOptions } from '../draw/options.ts';
import { flow } from '../draw/wrap.ts';
import type { BridgePorts, PluggedPort } from './model.ts';
import { bridgeTitle } from './station-lines.ts';

/** Bridges, one below the other, each with its ports: the host's end, the other end, and who is there. */
export function bridgeLines(bridges: readonly BridgePorts[], options: DrawOptions): readonly MapLine[] {
  const { words, widthOf, columns } = options;
  const several = new Set(bridges.map(({ host }) => host)).size > 1;
  return bridges.flatMap(({ host, bridge, ports }, at) => {
    const first = bridges[at - 1]?.host !== host;
    const title: readonly MapSpan[] = [
      ...bridgeTitle(bridge),
      ...(bridge.address === undefined ? [] : [{ text: bridge.address, tone: 'plain' as const }]),
    ];
    return [
      ...(at > 0 ? [[]] : []),
      ...(several && first
        ? [[{ text: words('map.host-title', { name: printable(host) }), tone: 'title' as const }]]
        : []),
      ...flow(title, columns, widthOf),
      ...portLines(ports, options),
    ];
  });
}

function portLines(ports: readonly PluggedPort[], options: DrawOptions): readonly MapLine[] {
  const { words, widthOf, columns } = options;
  const glyphs = glyphsOf(options.ascii);
  if (ports.length === 0) return [[{ text: `${glyphs.bottomLeft} ${words('wires.nobody')}`, tone: 'muted' }]];
  const left = ports.map(({ port }) => printable(port ?? ''));
  const middle = ports.map(port => endText(port, options));
  const [leftWidth, middleWidth] = [left, middle].map(texts => Math.max(...texts.map(widthOf)));
  const wire = glyphs.across.repeat(2);
  const middleAt = 3 + (leftWidth === 0 ? 0 : (leftWidth ?? 0) + 4);
  const namesAt = middleAt + (middleWidth ?? 0) + 2;
  return ports.flatMap((port, at): readonly MapLine[] => {
    const last = at === ports.length - 1;
    const names = flow(namesIn(port), columns - namesAt, widthOf);
    const host = left[at] ?? '';
    const joint = host === '' ? '' : `${glyphs.across.repeat((leftWidth ?? 0) - widthOf(host))}${wire}`;
    return [names[0] ?? [], ...names.slice(1)].map((line, row) =>
      lineOf(
        row === 0
          ? [
              { at: 0, text: (last ? glyphs.bottomLeft : glyphs.left) + glyphs.across, tone: 'muted' },
              { at: 3, text: host, tone: 'plain' },
              { at: 3 + widthOf(host) + 1, text: joint, tone: 'muted' },
              { at: middleAt, text: middle[at] ?? '', tone: port.end.kind === 'unread' ? 'muted' : 'plain' },
              ...placed(line, namesAt, widthOf),
            ]
          : [{ at: 0, text: last ? '' : glyphs.rail, tone: 'muted' }, ...placed(line, namesAt, widthOf)],
        widthOf,
      ),
    );
  });
}

/** The other end of a wire. */
function endText({ end }: PluggedPort, { words }: DrawOptions): string {
  switch (end.kind) {
    case 'stack':
      return `${printable(end.interface.name)}  ${end.interface.address ?? '-'}`;
    case 'other':
      return printable(end.what);
    case 'unread':
      return words('wires.unknown-end');
  }
}

function namesIn({ end }: PluggedPort): readonly MapSpan[] {
  return end.kind === 'stack' ? end.names.map(name => ({ text: printable(name), tone: 'title' })) : [];
}
