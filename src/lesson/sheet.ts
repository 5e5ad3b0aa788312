import type { Complaint, Lang } from './types.ts';

/** A place in a file. Both count from 1. */
export type At = { readonly line: number; readonly column: number };

/** A text and where it begins. */
export type Passage = At & { readonly text: string };

/**
 * A fenced block of commands, as written. `line` is that of its first command, `place` whose shell they belong in, if its
 * fence says so (`sh outside`).
 */
export type CommandBlock = Passage & { readonly place?: string };

export type ChoiceSheet = Passage & { readonly id: string; readonly reply: string };

export type CheckSheet = At & {
  readonly id: string;
  readonly title: string | undefined;
  readonly says: readonly (Passage & { readonly key: string })[];
};

export type StepSheet = At & {
  readonly id: string;
  readonly title: string;
  readonly body: string;
  readonly predict:
    | (At & { readonly question: string; readonly choices: readonly ChoiceSheet[] })
    | undefined;
  readonly checks: readonly CheckSheet[];
  readonly hints: (At & { readonly items: readonly Passage[] }) | undefined;
  /** Ids of the `###` headings in the order they stand. */
  readonly order: readonly string[];
  /** Every command block of the step, in order. */
  readonly blocks: readonly CommandBlock[];
};

/** The prose of one language as it was written: everything with its place, nothing compared with the structure yet. */
export type Sheet = {
  readonly lang: Lang;
  readonly file: string;
  readonly title: Passage;
  readonly question: Passage;
  readonly intro: Passage;
  readonly steps: readonly StepSheet[];
  readonly closing: Passage | undefined;
  /** Command blocks outside the steps: those of the introduction, then those of the closing page. */
  readonly blocks: { readonly intro: readonly CommandBlock[]; readonly closing: readonly CommandBlock[] };
  /** What cannot be read in the agreed form. */
  readonly complaints: readonly Complaint[];
  /** Every line of the file, for rules that look at wording. */
  readonly lines: readonly string[];
};
