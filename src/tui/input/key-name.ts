/** Keys with names; every other key is called by the text it types. */
const names: Readonly<Record<string, string>> = {
  '\r': 'enter',
  '\n': 'enter',
  '\t': 'tab',
  '\x1b': 'esc',
  '\x7f': 'backspace',
  '\b': 'backspace',
  '\x1b[A': 'up',
  '\x1b[B': 'down',
  '\x1b[C': 'right',
  '\x1b[D': 'left',
  '\x1bOA': 'up',
  '\x1bOB': 'down',
  '\x1bOC': 'right',
  '\x1bOD': 'left',
  '\x1b[H': 'home',
  '\x1b[F': 'end',
  '\x1b[1~': 'home',
  '\x1b[4~': 'end',
  '\x1b[5~': 'pageup',
  '\x1b[6~': 'pagedown',
  '\x1b[24~': 'f12',
};

/** Name of a key: `enter`, `up`, `ctrl-c`, or the character typed. Undefined for sequences nobody here knows. */
export function keyName(bytes: Buffer): string | undefined {
  const typed = bytes.toString('utf8');
  const name = names[typed];
  if (name !== undefined) return name;
  const code = typed.charCodeAt(0);
  if (code < 0x20 && typed.length === 1) return `ctrl-${String.fromCharCode(code + 0x60)}`;
  return code >= 0x20 && !typed.includes('\x1b') ? typed : undefined;
}

/** Whether a key's name is text that a person typed into a field. */
export function isText(name: string): boolean {
  return [...name].length === 1;
}
