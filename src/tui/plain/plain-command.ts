import type { Intent } from '../../session/index.ts';
import type { Key } from '../../text/index.ts';

/** What a line typed in plain mode asks for. */
export type PlainCommand =
  | { readonly kind: 'shell'; readonly line: string }
  | { readonly kind: 'intent'; readonly intent: Intent }
  | { readonly kind: 'text' | 'help' | 'recap' | 'quit' }
  /** Go to another shell; opened if there is none of that name. */
  | { readonly kind: 'go'; readonly shell: string }
  | { readonly kind: 'refused'; readonly why: Key; readonly word: string };

const simple: Readonly<Record<string, Intent>> = {
  ':next': { type: 'next' },
  ':hint': { type: 'hint' },
  ':solution': { type: 'solution' },
  ':apply': { type: 'apply-solution' },
  ':check': { type: 'recheck' },
  ':reset': { type: 'reset' },
  ':skip': { type: 'skip' },
  ':retry': { type: 'retry' },
};

/**
 * Reads a line: a colon (full-width too) and a word is for the lesson, everything else for the shell (`:` alone is a shell's own command).
 * `choices` are those of the prediction now asked, in order; `shell` is the one that ended, if one did.
 */
export function plainCommand(
  line: string,
  choices: readonly string[],
  shell: string | undefined,
): PlainCommand {
  const [, word = '', value = ''] = /^(:[a-z]+)\s*(.*)$/.exec(line.trim().replace(/^：/, ':')) ?? [];
  if (word === '') return { kind: 'shell', line };
  const intent = simple[word];
  if (intent !== undefined) return { kind: 'intent', intent };
  switch (word) {
    case ':text':
      return { kind: 'text' };
    case ':help':
      return { kind: 'help' };
    case ':recap':
      return { kind: 'recap' };
    case ':quit':
      return { kind: 'quit' };
    case ':shell':
      if (shell === undefined || value !== '') return { kind: 'go', shell: value };
      return { kind: 'intent', intent: { type: 'reopen-shell', shell } };
    case ':answer':
      return { kind: 'intent', intent: { type: 'answer', value } };
    case ':guess': {
      const choice = choices[Number(value.normalize('NFKC')) - 1];
      if (choice === undefined) return { kind: 'refused', why: 'tui.plain.choose', word };
      return { kind: 'intent', intent: { type: 'predict', choice } };
    }
    default:
      return { kind: 'refused', why: 'tui.plain.unknown', word };
  }
}
