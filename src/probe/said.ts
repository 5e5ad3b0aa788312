/**
 * Something to say, without its words: a code and what goes into it. Folders below `session` return these;
 * `src/text` turns them into English or Chinese. A parameter may itself be something to say ("open", "no such name").
 */
export type Said = {
  readonly code: string;
  readonly params?: Readonly<Record<string, SaidParam>>;
};

export type SaidParam = string | number | Said | readonly (string | Said)[];

/** Builds a {@link Said}. */
export function said(code: string, params?: Said['params']): Said {
  return params === undefined ? { code } : { code, params };
}
