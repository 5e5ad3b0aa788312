/** A character that a shell does not take for the plain one it looks like. */
export type FullWidth = {
  readonly character: string;
  /** What the shell understands instead. */
  readonly plain: string;
  /** Place in the line, counted in characters from 1. */
  readonly place: number;
  /** The last word or so before it, to find the place by. Empty at the start of the line. */
  readonly after: string;
};

/** Typed by input methods, or pasted from web pages and documents. U+FF01 to U+FF5E are handled by their offset. */
const looksLike: Readonly<Record<string, string>> = {
  '“': '"',
  '”': '"',
  '„': '"',
  '‘': "'",
  '’': "'",
  '。': '.',
  '、': ',',
  '《': '<',
  '》': '>',
  '【': '[',
  '】': ']',
  '￥': '$',
  '·': '`',
  '–': '-',
  '—': '-',
  '−': '-',
  '\u3000': ' ',
  '\u00a0': ' ',
};

/** The first such character in a line. Chinese words and names are none: a shell takes them as they are. */
export function findFullWidth(line: string): FullWidth | undefined {
  const characters = [...line];
  for (const [index, character] of characters.entries()) {
    const plain = plainFor(character);
    if (plain === undefined) continue;
    const before = characters.slice(0, index).join('');
    return { character, plain, place: index + 1, after: /\S*\s*\S*\s*$/.exec(before)?.[0].trim() ?? '' };
  }
  return undefined;
}

function plainFor(character: string): string | undefined {
  const code = character.codePointAt(0) ?? 0;
  if (code >= 0xff01 && code <= 0xff5e) return String.fromCodePoint(code - 0xfee0);
  return looksLike[character];
}
