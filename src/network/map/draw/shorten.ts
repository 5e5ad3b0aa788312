import type { WidthOf } from './line.ts';

/** How much of a shortened name is its beginning, tried in this order until names differ. */
const shares = [0.5, 0.25, 0.75, 0, 1];

/**
 * The names, each in no more than `width` cells, with `missing` for what was left out of the middle. Names that differ stay
 * different: where they are alike at both ends another part is kept, and where nothing helps they get numbers.
 */
export function shortenAll(
  names: readonly string[],
  width: number,
  missing: string,
  widthOf: WidthOf,
): ReadonlyMap<string, string> {
  const all = [...new Set(names)];
  const tries = shares.map(
    share => new Map(all.map(name => [name, shorten(name, width, missing, widthOf, share)])),
  );
  const [first] = tries;
  const short = new Map(first);
  for (const alike of groups(short)) {
    const better = tries.find(
      one =>
        new Set([...one].filter(([name]) => alike.includes(name)).map(([, text]) => text)).size ===
        alike.length,
    );
    for (const [at, name] of alike.entries())
      short.set(name, better?.get(name) ?? numbered(name, at + 1, width, missing, widthOf));
  }
  for (const alike of groups(short))
    for (const [at, name] of alike.entries())
      short.set(name, numbered(name, at + 1, width, missing, widthOf));
  return short;
}

/** Names that came to the same text. */
function groups(short: ReadonlyMap<string, string>): readonly (readonly string[])[] {
  const byText = Map.groupBy([...short], ([, text]) => text);
  return [...byText.values()].filter(group => group.length > 1).map(group => group.map(([name]) => name));
}

function numbered(name: string, at: number, width: number, missing: string, widthOf: WidthOf): string {
  const ending = `${missing}${at}`;
  return cut(name, width - widthOf(ending), widthOf) + ending;
}

/** A text in no more than `width` cells. `share` is how much of what is kept is its beginning. */
export function shorten(text: string, width: number, missing: string, widthOf: WidthOf, share = 0.5): string {
  if (widthOf(text) <= width) return text;
  const room = Math.max(0, width - widthOf(missing));
  const head = cut(text, Math.ceil(room * share), widthOf);
  const backwards = [...text].toReversed().join('');
  const tail = [...cut(backwards, room - widthOf(head), widthOf)].toReversed().join('');
  return head + missing + tail;
}

/** As much of the beginning of a text as fits. */
export function cut(text: string, width: number, widthOf: WidthOf): string {
  let kept = '';
  for (const character of text) {
    if (widthOf(kept + character) > width) break;
    kept += character;
  }
  return kept;
}
