import type { Rail } from '../model.ts';
import { glyphsOf } from './glyphs.ts';
import type { MapSpan, MapTone, Piece } from './line.ts';
import type { MapOptions } from './options.ts';
import type { Plan } from './plan.ts';
import { railFacts } from './rail-facts.ts';
import { cut } from './shorten.ts';
import { flow } from './wrap.ts';

/** What stands above rails: lines of pieces. In the full form all there is to say of them, else their letters. */
export function headingsOf(
  rails: readonly Rail[],
  plan: Plan,
  options: MapOptions,
): readonly (readonly Piece[])[] {
  const { words, lit } = options;
  if (rails.length === 0) return [];
  const blocks = rails.flatMap(rail => {
    const column = plan.columns.get(rail.id);
    if (column === undefined) return [];
    const tone: MapTone = lit.has(rail.id) ? 'lit' : 'title';
    const spans =
      plan.form === 'full'
        ? fullHeading(rail, tone, column.heading, plan, options)
        : [{ text: column.letter, tone }];
    return [{ at: column.at, spans }];
  });
  const height = Math.max(...blocks.map(({ spans }) => spans.length));
  return Array.from({ length: height }, (_, row) => {
    const label: readonly Piece[] =
      row === 0 && plan.form === 'full' ? [{ at: 0, text: words('map.networks'), tone: 'muted' }] : [];
    const pieces = blocks.flatMap(({ at, spans }): Piece[] => {
      const span = spans[row];
      return span === undefined ? [] : [{ at, ...span }];
    });
    return [...label, ...pieces];
  });
}

function fullHeading(
  rail: Rail,
  tone: MapTone,
  width: number,
  { names }: Plan,
  { words, widthOf, ascii, brief }: MapOptions,
): readonly MapSpan[] {
  if (brief) return [{ text: names.network(rail.name), tone }];
  const { subnet, interface: link, flags } = railFacts(rail, words);
  const { missing } = glyphsOf(ascii);
  const whole = widthOf(link) <= width;
  return [
    { text: names.network(rail.name), tone },
    { text: subnet, tone: 'muted' },
    // An interface is told by how it begins: br- and the network's id.
    { text: whole ? link : cut(link, width - 1, widthOf) + missing, tone: 'muted' },
    ...flow(
      flags.map(text => ({ text, tone: 'plain' })),
      width,
      widthOf,
    ).map(line => ({ text: line.map(({ text }) => text).join(''), tone: 'plain' as const })),
  ];
}
