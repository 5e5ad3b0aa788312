/** The key that hands the keyboard to the lesson. */
export type Prefix = {
  readonly byte: number;
  /** As shown, such as `^]`. */
  readonly label: string;
};

/** Ctrl-]: no shell, editor or pager uses it. */
export const defaultPrefix: Prefix = { byte: 0x1d, label: '^]' };

/** F12 is always a prefix too: on German and French keyboards `]` needs AltGr, and Ctrl-AltGr-] does not exist. */
export const secondPrefix = { bytes: Buffer.from('\x1b[24~'), label: 'F12' } as const;

/** Control keys that are other keys in disguise (Tab, Enter) or that a shell cannot do without. */
const taken = new Set(['c', 'd', 'h', 'i', 'j', 'm', '[']);

/** Reads `^a`, `C-a` or `ctrl-a`; undefined when it is no control key, or one that cannot be spared. */
export function parsePrefix(written: string): Prefix | undefined {
  const character = /^(?:\^|c-|ctrl-)([a-z\\\]^_[])$/.exec(written.toLowerCase())?.[1];
  if (character === undefined || taken.has(character)) return undefined;
  return { byte: character.toUpperCase().charCodeAt(0) & 0x1f, label: `^${character.toUpperCase()}` };
}

/** Whether a key is a prefix. */
export function isPrefix(bytes: Buffer, prefix: Prefix): boolean {
  return (bytes.length === 1 && bytes[0] === prefix.byte) || bytes.equals(secondPrefix.bytes);
}
