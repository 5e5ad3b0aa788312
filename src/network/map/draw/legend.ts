import type { NetworkMap, Rail } from '../model.ts';
import { ownRails, sharedRails } from './columns.ts';
import { glyphsOf } from './glyphs.ts';
import { lineOf, type MapLine, type MapSpan, type MapTone, type Piece, placed } from './line.ts';
import { hostsOf } from './names.ts';
import type { MapOptions } from './options.ts';
import type { Plan } from './plan.ts';
import { railFacts } from './rail-facts.ts';
import { cut, shortenAll } from './shorten.ts';
import { hostTitle } from './title.ts';
import { flow } from './wrap.ts';

/** Cells between the columns of the legend, those a name always has, and those the flags must have beside it. */
const gap = 2;
const leastName = 8;
const leastFlags = 10;

/** Which letter is which network: one line each, with what else is to be said of it. */
export function legendOf(map: NetworkMap, plan: Plan, options: MapOptions): readonly MapLine[] {
  if (options.brief) return briefly(map, plan, options);
  const hosts = hostsOf(map);
  const groups = [
    { title: undefined, rails: sharedRails(map) },
    ...hosts.map(host => ({
      title: hosts.length > 1 ? hostTitle(host, options.words) : undefined,
      rails: ownRails(map, host),
    })),
  ];
  const entry = entries(map.rails, plan, options);
  return groups
    .filter(({ rails }) => rails.length > 0)
    .flatMap(({ title, rails }) => [
      ...(title === undefined
        ? []
        : flow([{ text: title, tone: 'muted' }], options.columns, options.widthOf)),
      ...rails.flatMap(entry),
    ]);
}

/** Letters and names, as many in a line as there is room for. */
function briefly(map: NetworkMap, plan: Plan, { columns, widthOf, lit }: MapOptions): readonly MapLine[] {
  const entries = map.rails.map(({ id, name }): MapSpan => {
    const letter = plan.columns.get(id)?.letter ?? '';
    return { text: `${letter} ${plan.names.network(name)}`, tone: lit.has(id) ? 'lit' : 'muted' };
  });
  return flow(entries, columns, widthOf);
}

/** What draws the lines of one rail, all rails in the same columns. */
function entries(
  rails: readonly Rail[],
  plan: Plan,
  options: MapOptions,
): (rail: Rail) => readonly MapLine[] {
  const { words, widthOf, lit, columns, ascii } = options;
  const { missing } = glyphsOf(ascii);
  const facts = new Map(rails.map(rail => [rail.id, railFacts(rail, words)]));
  const widest = (texts: readonly string[]) => Math.max(0, ...texts.map(widthOf));
  const letters = widest([...plan.columns.values()].map(({ letter }) => letter)) + 1;
  const subnets = widest([...facts.values()].map(({ subnet }) => subnet)) + gap;
  const links = Math.min(15, widest([...facts.values()].map(one => one.interface))) + gap;
  const flags = Math.max(
    leastFlags,
    ...[...facts.values()].map(one => Math.min(24, widest([one.flags.join('  ')]))),
  );
  const room = Math.max(leastName, columns - letters - gap - subnets - links - flags);
  const short = shortenAll(
    rails.map(({ name }) => plan.names.network(name)),
    room,
    missing,
    widthOf,
  );
  const names = widest([...short.values()]) + gap;

  return rail => {
    const { subnet, interface: link, flags: said } = facts.get(rail.id) ?? railFacts(rail, words);
    const tone: MapTone = lit.has(rail.id) ? 'lit' : 'title';
    const name = plan.names.network(rail.name);
    const start = letters + names + subnets + links;
    const whole = widthOf(link) <= links - gap;
    const [first = [], ...more] = flow(
      said.map(text => ({ text, tone: 'plain' })),
      columns - start,
      widthOf,
    );
    const pieces: readonly Piece[] = [
      { at: 0, text: plan.columns.get(rail.id)?.letter ?? '', tone },
      { at: letters, text: short.get(name) ?? name, tone },
      { at: letters + names, text: subnet, tone: 'muted' },
      {
        at: letters + names + subnets,
        text: whole ? link : cut(link, links - gap - 1, widthOf) + missing,
        tone: 'muted',
      },
    ];
    return [
      [...pieces, ...placed(first, start, widthOf)],
      ...more.map(line => placed(line, start, widthOf)),
    ].map(line => lineOf(line, widthOf));
  };
}
