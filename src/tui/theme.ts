/** What a piece of text means. Colours follow from it here and nowhere else. */
export type Role =
  | 'plain'
  | 'strong'
  | 'dim'
  | 'code'
  | 'pass'
  | 'fail'
  | 'unknown'
  | 'accent'
  | 'key'
  | 'lit-pass'
  | 'lit-fail'
  | 'selected'
  | 'label';

/** A piece of text with one meaning. */
export type Span = { readonly text: string; readonly role: Role };

/** One row of text. */
export type Line = readonly Span[];

/** SGR codes: attributes, and the colour that is left out where `NO_COLOR` is obeyed. Palette only: the theme is the learner's. */
const styles: Readonly<Record<Role, { readonly attributes?: number; readonly colour?: number }>> = {
  plain: {},
  strong: { attributes: 1 },
  dim: { attributes: 2 },
  code: { colour: 36 },
  pass: { colour: 32 },
  fail: { colour: 31 },
  unknown: { colour: 33 },
  accent: { attributes: 1, colour: 36 },
  key: { attributes: 1 },
  'lit-pass': { attributes: 7, colour: 32 },
  'lit-fail': { attributes: 7, colour: 31 },
  selected: { attributes: 1, colour: 36 },
  label: { attributes: 7 },
};

/** Turns a line into text with SGR codes. */
export type Paint = (line: Line) => string;

/** The painter for a terminal with colours, or without. */
export function createPaint(colour: boolean): Paint {
  return line =>
    line
      .map(({ text, role }) => {
        const style = styles[role];
        const codes = [style.attributes, colour ? style.colour : undefined].filter(
          code => code !== undefined,
        );
        return codes.length === 0 || text === '' ? text : `\x1b[${codes.join(';')}m${text}\x1b[0m`;
      })
      .join('');
}

/** A span; `plain` unless said otherwise. */
export function span(text: string, role: Role = 'plain'): Span {
  return { text, role };
}
