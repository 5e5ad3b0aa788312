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
import { cellWidth } from '../../../../src/tui/text/cell-width.ts';

const english: Readonly<Record<MapCode, string>> = {
  'map.host-title': 'HOST {name}',
  'map.outside': 'OUTSIDE',
  'map.uplink': 'uplink {interface} {address}',
  'map.no-uplink': 'no default route',
  'map.no-docker': 'Docker does not answer',
  'map.host': 'host',
  'map.guests': 'host mode: {names}',
  'map.networks': 'NETWORKS',
  'map.dns': 'DNS',
  'map.no-dns': 'no DNS',
  'map.internal': 'internal',
  'map.icc-off': 'icc off',
  'map.created': 'created',
  'map.exited': 'exited {exit}',
  'map.failed': 'did not start {exit}',
  'map.paused': 'paused',
  'map.restarting': 'restarting {exit}',
  'map.unusual': '{state}',
  'map.no-network': 'no network: no rail reaches it',
  'map.host-mode': 'host mode',
  'map.no-endpoint': 'on no network',
  'map.network-gone': 'network {network} is gone',
  'map.cut': 'wire to {network} is cut',
  'map.by-hand': 'wired by hand',
  'map.namespace': 'namespace, wired by hand',
  'map.shares': "shares {name}'s network",
  'map.would-share': "would share {name}'s network",
  'map.apart': 'orphaned: {name} has a new namespace',
  'map.owner-stopped': 'orphaned: {name} does not run',
  'map.owner-gone': 'orphaned: {name} is gone',
  'map.picture': 'Networks of {hosts}',
  'wires.same-namespace': 'one namespace',
  'wires.routes': '{host} routes',
  'wires.no-forwarding': '{host} does not forward',
  'wires.route': '{to} via {via} dev {interface}',
  'wires.direct': '{to} dev {interface}',
  'wires.no-route': '{host} has no route to {to}',
  'wires.unread': '{name} was not read',
  'wires.not-running': '{name} does not run',
  'wires.no-wire': '{name} has no wire',
  'wires.no-way': 'no wire from {from} to {to}',
  'wires.unknown-end': 'other end not read',
  'wires.nobody': 'nobody',
  'wires.more': '{n} more',
};

const chinese: Partial<Record<MapCode, string>> = {
  'map.host-title': '主机 {name}',
  'map.outside': '外部主机',
  'map.uplink': '上行接口 {interface} {address}',
  'map.host': '主机',
  'map.guests': 'host 模式：{names}',
  'map.networks': '网络',
  'map.no-dns': '无 DNS',
  'map.icc-off': 'icc 关闭',
  'map.created': '已创建',
  'map.exited': '已退出 {exit}',
  'map.no-network': 'none 模式：不在任何网络上',
  'map.shares': '共用 {name} 的网络',
};

/** Gives words as the program does, and fails where a code is asked with other parameters than it is listed with. */
function wordsFrom(table: (code: MapCode) => string) {
  return (code: MapCode, params: Readonly<Record<string, string | number>> = {}): string => {
    expect([code, Object.keys(params).sort()]).toEqual([code, mapWords[code].toSorted()]);
    return table(code).replace(/\{(\w+)\}/g, (_, name: string) => String(params[name]));
  };
}

export const words = wordsFrom(code => english[code]);
export const chineseWords = wordsFrom(code => chinese[code] ?? english[code]);

type Drawn = readonly (readonly { readonly text: string }[])[];

/**
 * A drawing as text, without blanks at the ends of lines, and with Docker's own names of interfaces numbered in the order they
 * come: they differ from recording to recording. Fails where a line is wider than it may be.
 */
export function textOf(lines: Drawn, columns: number): string {
  const texts = lines.map(line => line.map(({ text }) => text).join(''));
  for (const text of texts) expect(cellWidth(text), text).toBeLessThanOrEqual(columns);
  const seen: string[] = [];
  const numbered = (name: string) => {
    if (!seen.includes(name)) seen.push(name);
    const start = name.startsWith('veth') ? 'veth' : 'br-';
    return start + String(seen.indexOf(name) + 1).padStart(name.length - start.length, '0');
  };
  const text = texts.map(one => one.trimEnd()).join('\n');
  return `\n${text.replace(/\bbr-[0-9a-f]{9,12}|\bveth[0-9a-f]{7}\b/g, numbered)}\n`;
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
