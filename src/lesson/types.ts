import type { ProbeKind, Said } from '../probe/schema/index.ts';
import type { LessonStructure, Step } from './schema.ts';

/** A language netdojo speaks. */
export type Lang = 'en' | 'zh';

/** The words for one check: its own title, and own sentences for what it may get (by code, confusion key, or `fail`). */
export type CheckProse = {
  readonly title: string | undefined;
  readonly says: Readonly<Record<string, string>>;
};

/** The words for one prediction. */
export type PredictionProse = {
  /** Markdown. */
  readonly question: string;
  /** By choice id, in the order of the structure. */
  readonly choices: Readonly<Record<string, { readonly text: string; readonly reply: string }>>;
};

/** The words for one step. */
export type StepProse = {
  readonly title: string;
  /** Markdown, placeholders unresolved. */
  readonly body: string;
  readonly prediction: PredictionProse | undefined;
  /** Three, in the order they are shown. Markdown. */
  readonly hints: readonly string[];
  readonly checks: Readonly<Record<string, CheckProse>>;
};

/** All the words of a lesson in one language. */
export type LessonProse = {
  readonly lang: Lang;
  readonly title: string;
  /** The question the lesson answers: the first paragraph. */
  readonly question: string;
  /** What it teaches, for the list: the rest before the first step. Markdown. */
  readonly intro: string;
  readonly steps: Readonly<Record<string, StepProse>>;
  /** Markdown of the closing page. */
  readonly closing: string;
};

/** A lesson, loaded and valid. */
export type Lesson = LessonStructure & {
  /** Absolute path of its folder. */
  readonly folder: string;
  readonly prose: Readonly<Record<Lang, LessonProse | undefined>>;
};

/** A part of the curriculum with its lessons, in order. */
export type Part = {
  readonly id: string;
  readonly title: Readonly<Record<Lang, string>>;
  readonly lessons: readonly string[];
};

/** Something wrong in a lesson's files, said with its place. Lines and columns count from 1. */
export type Complaint = {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly what: Said;
};

/** What checks can say. The probes and the words know it; lint is told. */
export type Vocabulary = {
  /** The codes a check may say it got, by its kind. */
  readonly codes: Readonly<Record<ProbeKind, readonly string[]>>;
  /** The names a code gives values to. */
  readonly parametersOf: (code: string) => readonly string[];
  /** The names in a sentence that such a value is put in for. */
  readonly parametersIn: (sentence: string) => readonly string[];
};

export type { Step };
