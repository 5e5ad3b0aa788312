import { setTimeout as pause } from 'node:timers/promises';
import { styleText } from 'node:util';
import stringWidth from 'string-width';
import {
  changedCells,
  type DrawOptions,
  drawMap,
  drawWires,
  type MapLine,
  type MapTone,
  mapJson,
  mapMermaid,
  mapOf,
  mapSvg,
  type Snapshot,
  snapshot,
  wiresOf,
} from '../network/index.ts';
import type { View } from '../probe/index.ts';
import { flag, type Options } from './command-spec.ts';
import type { Context } from './context.ts';
import { notLocated } from './located.ts';
import { print, printJsonLine, words } from './output.ts';

/** Columns of a drawing that goes to a file or a pipe. */
const piped = 100;
/** How often a watched network is read, in milliseconds. */
const watchEvery = 1_000;

type Style = Parameters<typeof styleText>[0];
const styles: Readonly<Record<MapTone, Style>> = {
  plain: [],
  muted: 'dim',
  title: 'bold',
  host: 'cyan',
  running: 'green',
  paused: 'yellow',
  stopped: 'dim',
  wrong: 'red',
  lit: ['bold', 'inverse'],
};

/** A map as it was asked for: drawn, or as SVG, Mermaid or JSON. */
export function mapText(
  context: Context,
  options: Options,
  seen: Snapshot,
  lit: ReadonlySet<string> = new Set(),
): string {
  const map = mapOf(seen);
  if (context.json) return JSON.stringify(mapJson(map), undefined, 2);
  if (flag(options, 'mermaid')) return mapMermaid(map);
  if (flag(options, 'svg')) return mapSvg(map, (code, params) => words(context, code, params));
  return painted(drawMap(map, { ...drawingOf(context, options), lit }));
}

/** The wires between two, or all there are. Throws `UsageError` for a name there is none of, or more than one. */
export function wiresText(
  context: Context,
  options: Options,
  seen: Snapshot,
  from: string | undefined,
  to: string | undefined,
): string {
  const wires = from === undefined || to === undefined ? wiresOf(seen) : wiresOf(seen, from, to);
  if (wires.kind === 'unknown')
    throw notLocated({ is: 'unknown', name: wires.name, near: wires.near, silent: [] });
  if (wires.kind === 'ambiguous')
    throw notLocated({ is: 'ambiguous', name: wires.name, near: wires.choices, silent: [] });
  return painted(drawWires(wires, drawingOf(context, options)));
}

function drawingOf(context: Context, options: Options): DrawOptions {
  return {
    columns: Math.max(60, process.stdout.isTTY ? process.stdout.columns : piped),
    // Where the locale is not UTF-8, boxes would be garbage.
    ascii: flag(options, 'ascii') || !isUnicode(process.env),
    words: (code, params) => words(context, code, params),
    widthOf: text => stringWidth(text),
  };
}

/** Whether the locale is a UTF-8 one; where none is said, it is taken for one. */
function isUnicode(env: NodeJS.ProcessEnv): boolean {
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG || '';
  return locale === '' || /utf-?8/i.test(locale);
}

/** A drawing as text, coloured where it goes to a terminal. */
export function painted(lines: readonly MapLine[]): string {
  return lines
    .map(line =>
      line.map(({ text, tone }) => styleText(styles[tone], text, { stream: process.stdout })).join(''),
    )
    .join('\n');
}

/**
 * Draws again whenever something on the map has changed, until the signal fires. On a terminal the picture stays in its
 * place and what is new is lit; elsewhere each one follows the last.
 */
export async function watchMap(context: Context, options: Options, view: View): Promise<void> {
  let before: ReturnType<typeof mapOf> | undefined;
  while (!context.signal.aborted) {
    const seen = await snapshot(view.readers);
    const map = mapOf(seen);
    const changed = before === undefined ? new Set<string>() : changedCells(before, map);
    if (before === undefined || changed.size > 0) show(context, options, seen, changed, before === undefined);
    before = map;
    await pause(watchEvery, undefined, { signal: context.signal });
  }
}

function show(
  context: Context,
  options: Options,
  seen: Snapshot,
  changed: ReadonlySet<string>,
  first: boolean,
): void {
  if (context.json) {
    printJsonLine({ map: mapJson(mapOf(seen)), changed: [...changed] });
    return;
  }
  if (context.fancy) process.stdout.write('\x1b[H\x1b[2J');
  else if (!first) print('');
  print(mapText(context, options, seen, changed));
}
