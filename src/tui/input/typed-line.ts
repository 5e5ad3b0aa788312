/** What the learner has on the prompt, as far as typing tells: history and cursor movement are not followed. */
export type TypedLine = {
  readonly text: string;
  /** True once Enter was pressed: the text stays readable until the next character. */
  readonly sent: boolean;
};

export const emptyLine: TypedLine = { text: '', sent: false };

/** The line after more bytes were typed or pasted. */
export function typeOn(line: TypedLine, typed: string): TypedLine {
  let { text, sent } = line;
  // Escape sequences move the cursor; they type nothing.
  for (const character of typed.replace(/\x1b(?:\[[0-?]*[ -/]*[@-~]|O.|.)?/g, '')) {
    if (character === '\r' || character === '\n') {
      sent = true;
    } else if (character === '\x03' || character === '\x15') {
      text = '';
    } else if (character === '\x7f' || character === '\b') {
      text = [...text].slice(0, -1).join('');
    } else if (character === '\x17') {
      text = text.replace(/\S+\s*$/, '');
    } else if (character >= ' ') {
      text = sent ? character : text + character;
      sent = false;
    }
  }
  return { text, sent };
}
