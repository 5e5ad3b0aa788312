import { glyphsOf } from '../draw/glyphs.ts';
import { type MapLine, type MapSpan, printable } from '../draw/line.ts';
import type { DrawOptions } from '../draw/options.ts';
import { flow } from '../draw/wrap.ts';
import type { MapWord } from '../words.ts';
import type { BoxInterface, Bridge, PublishedWire, Router, RouterRoute, StackBox } from './model.ts';

/** Listeners a box shows; a host may have hundreds. */
const mostListeners = 8;

/** What is known of a bridge, on one line if it fits. */
export function bridgeTitle(bridge: Bridge): readonly MapSpan[] {
  const { network, driver, interface: link, mtu } = bridge;
  const more = [
    ...(driver === 'bridge' ? [] : [driver]),
    ...(link === undefined ? [] : [link]),
    ...(mtu === undefined ? [] : [`mtu ${mtu}`]),
  ];
  return [
    { text: printable(network), tone: 'title' },
    ...more.map((text): MapSpan => ({ text: printable(text), tone: 'muted' })),
  ];
}

/** Interfaces of a stack and who listens there; the reason where neither is known. */
export function stackLines(box: StackBox, options: DrawOptions): readonly MapLine[] {
  const { words } = options;
  const name = box.names.map(printable).join(', ');
  if (box.state !== 'read') return [[{ text: words(`wires.${box.state}`, { name }), tone: 'stopped' }]];
  const listeners = box.listeners.slice(0, mostListeners);
  const left = box.listeners.length - listeners.length;
  return [
    ...box.interfaces.map(
      ({ name: link, address }): MapLine => [
        { text: printable(link), tone: 'plain' },
        { text: `  ${address ?? '-'}`, tone: 'plain' },
      ],
    ),
    ...listeners.map((socket): MapLine => [{ text: `LISTEN ${socket}`, tone: 'running' }]),
    ...(left > 0 ? [[{ text: words('wires.more', { n: left }), tone: 'muted' as const }]] : []),
  ];
}

/** What a host does between its networks, one thing a line. */
export function routerLines(
  { host, forwards, enters, leaves, route }: Router,
  { words }: DrawOptions,
): readonly MapSpan[] {
  const name = printable(host);
  const does: MapSpan = forwards
    ? { text: words('wires.routes', { host: name }), tone: 'host' }
    : { text: words('wires.no-forwarding', { host: name }), tone: 'wrong' };
  return [
    ...linkLine(enters),
    does,
    ...(route === undefined ? [] : [routeLine(name, route, words)]),
    ...linkLine(leaves),
  ];
}

function linkLine(link: BoxInterface | undefined): readonly MapSpan[] {
  return link === undefined
    ? []
    : [{ text: `${printable(link.name)}  ${link.address ?? '-'}`, tone: 'plain' }];
}

function routeLine(host: string, route: RouterRoute, words: MapWord): MapSpan {
  const { to } = route;
  if (route.kind === 'none') return { text: words('wires.no-route', { host, to }), tone: 'wrong' };
  const { via } = route;
  const link = printable(route.interface);
  const text =
    via === undefined
      ? words('wires.direct', { to, interface: link })
      : words('wires.route', { to, via, interface: link });
  return { text, tone: 'plain' };
}

/** Published ports, one a line. */
export function publishedLines(
  published: readonly PublishedWire[],
  { columns, ascii, widthOf }: DrawOptions,
): readonly MapLine[] {
  const { to } = glyphsOf(ascii);
  return published.flatMap(wire =>
    flow([{ text: `nat: ${wire.from} ${to} ${wire.to}`, tone: 'plain' }], columns, widthOf),
  );
}
