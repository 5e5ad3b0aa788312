const unicode = {
  host: '◆',
  running: '●',
  paused: '◐',
  stopped: '○',
  namespace: '◇',
  none: '✕',
  hanging: '└',
  rail: '│',
  across: '─',
  crossing: '┼',
  left: '├',
  right: '┤',
  top: '┬',
  bottom: '┴',
  topLeft: '┌',
  topRight: '┐',
  bottomLeft: '└',
  bottomRight: '┘',
  dashed: '╌',
  inside: '═',
  missing: '…',
  to: '→',
};

/** What a drawing is made of. Each is one cell wide, but `to` and `dashed`. */
export type Glyphs = Readonly<Record<keyof typeof unicode, string>>;

const ascii: Glyphs = {
  host: '#',
  running: '*',
  paused: '=',
  stopped: 'o',
  namespace: '@',
  none: 'x',
  hanging: '`',
  rail: '|',
  across: '-',
  crossing: '+',
  left: '+',
  right: '+',
  top: '+',
  bottom: '+',
  topLeft: '+',
  topRight: '+',
  bottomLeft: '+',
  bottomRight: '+',
  dashed: '- ',
  inside: '=',
  missing: '~',
  to: '->',
};

/** The glyphs of a drawing, or of its twin for terminals that have only ASCII. */
export function glyphsOf(onlyAscii: boolean): Glyphs {
  return onlyAscii ? ascii : unicode;
}
