import type { MapHost, NetworkMap, Rail } from '../model.ts';
import { halvesOf } from './bands.ts';
import { ownRails, sharedRails } from './columns.ts';
import { glyphsOf } from './glyphs.ts';
import { headingsOf } from './headings.ts';
import { legendOf } from './legend.ts';
import { lineOf, type MapLine, type MapSpan, type Piece, placed } from './line.ts';
import { hostsOf } from './names.ts';
import type { MapOptions } from './options.ts';
import { type Plan, planOf } from './plan.ts';
import { railPieces, rowLines } from './row-lines.ts';
import { shorten } from './shorten.ts';
import { hostFacts, hostTitle, outsideFacts } from './title.ts';
import { flow } from './wrap.ts';

/**
 * A map as lines of no more than `columns` cells: networks are rails, containers rows, and who is on the same rail can talk.
 * With more rails than fit even without their names it is drawn in parts, one below the other.
 */
export function drawMap(map: NetworkMap, options: MapOptions): readonly MapLine[] {
  const plan = planOf(map, options);
  const halves = plan.fits ? undefined : halvesOf(map);
  if (halves !== undefined)
    return halves.flatMap((half, at) => [...(at > 0 ? [[]] : []), ...drawMap(half, options)]);
  const shared = sharedRails(map);
  const hosts = hostsOf(map);
  const legend =
    plan.form === 'full' ? [] : [...legendOf(map, plan, options), ...(options.brief ? [] : [[]])];
  const heading = headingsOf(shared, plan, options).map(pieces => lineOf(pieces, options.widthOf));
  const outside = (options.brief ? [] : map.machines)
    .filter(machine => machine.kind === 'outside')
    .flatMap(machine =>
      flow(lit(outsideFacts(machine, options.words), machine.id, options), options.columns, options.widthOf),
    );
  const sections = hosts.map((host, at) =>
    hostLines(host, map, passingOf(shared, hosts, at), hosts.length === 1 ? legend : [], plan, options),
  );
  return [
    // One host has its title above everything that is said of it.
    ...(hosts.length === 1 ? [] : legend),
    ...heading,
    ...sections.flatMap((section, at) => [
      ...(at > 0 ? [gapLine(shared, hosts, at, plan, options)] : []),
      ...section,
    ]),
    ...(outside.length > 0 && hosts.length > 0 ? [[]] : []),
    ...outside,
  ];
}

/** Shared rails that are seen on a host: those of its own, and those on their way to a host below. */
function passingOf(shared: readonly Rail[], hosts: readonly MapHost[], at: number): readonly Rail[] {
  return shared.filter(({ machines }) => hosts.findLastIndex(({ id }) => machines.includes(id)) >= at);
}

function gapLine(
  shared: readonly Rail[],
  hosts: readonly MapHost[],
  at: number,
  plan: Plan,
  { ascii, widthOf }: MapOptions,
): MapLine {
  return lineOf(railPieces(passingOf(shared, hosts, at), plan, glyphsOf(ascii)), widthOf);
}

/** A host: its title, what stands above its own rails, its rows. */
function hostLines(
  host: MapHost,
  map: NetworkMap,
  passing: readonly Rail[],
  legend: readonly MapLine[],
  plan: Plan,
  options: MapOptions,
): readonly MapLine[] {
  const { widthOf, ascii } = options;
  const own = ownRails(map, host);
  const passed = railPieces(passing, plan, glyphsOf(ascii));
  const headings = headingsOf(own, plan, options).map(pieces =>
    lineOf(
      [...passed, ...pieces].toSorted((one, other) => one.at - other.at),
      widthOf,
    ),
  );
  return [
    ...(options.brief && hostsOf(map).length === 1 ? [] : titleLines(host, passed, plan, options)),
    ...legend,
    ...headings,
    ...host.rows.flatMap(row => rowLines(row, [...passing, ...own], plan, options)),
  ];
}

/** The title of a host. Where rails run past it, its name stands among the labels and the rest beyond the rails. */
function titleLines(
  host: MapHost,
  passed: readonly Piece[],
  plan: Plan,
  options: MapOptions,
): readonly MapLine[] {
  const { columns, words, widthOf, ascii } = options;
  const title: MapSpan = { text: hostTitle(host, words), tone: 'title' };
  const facts = hostFacts(host, words);
  if (passed.length === 0) return flow(lit([title, ...facts], host.id, options), columns, widthOf);
  const start = Math.max(...passed.map(({ at }) => at)) + 3;
  const label = { ...title, text: shorten(title.text, plan.from - 1, glyphsOf(ascii).missing, widthOf) };
  return flow(lit(facts, host.id, options), columns - start, widthOf).map((line, at) =>
    lineOf(
      [
        ...(at === 0 ? placed(lit([label], host.id, options), 0, widthOf) : []),
        ...passed,
        ...placed(line, start, widthOf),
      ],
      widthOf,
    ),
  );
}

function lit(spans: readonly MapSpan[], id: string, options: MapOptions): readonly MapSpan[] {
  return options.lit.has(id) ? spans.map(span => ({ ...span, tone: 'lit' })) : spans;
}
