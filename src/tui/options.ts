import type { Lang, Lesson, Step } from '../lesson/index.ts';
import type { Goal } from '../network/index.ts';
import type { Check, Said } from '../probe/schema/index.ts';
import type { Intent, Policy, Session, SessionState, ShellState } from '../session/index.ts';
import type { Prefix } from './input/prefix.ts';

/** How far a learner got in a lesson. `step` counts from 1. */
export type Progress =
  | { readonly kind: 'new' }
  | { readonly kind: 'started'; readonly step: number; readonly of: number }
  | { readonly kind: 'done'; readonly withHelp: boolean };

/** A lesson as the list shows it, in the learner's language. */
export type CatalogueEntry = {
  readonly id: string;
  /** Place in the curriculum, from 1. */
  readonly number: number;
  readonly title: string;
  readonly question: string;
  /** Markdown: what it teaches. */
  readonly intro: string;
  readonly minutes: number;
  readonly hosts: number;
  readonly progress: Progress;
};

export type CataloguePart = {
  readonly id: string;
  readonly title: string;
  readonly lessons: readonly CatalogueEntry[];
};

/** All lessons with the learner's progress. */
export type Catalogue = {
  readonly parts: readonly CataloguePart[];
  /** The lesson to stand on: the one last worked on. */
  readonly resume: string | undefined;
};

/** A session, and what the folders that the interface does not load know about it. */
export type Opened = {
  readonly session: Session;
  /** What makes sense now: `offered` of the session's policy. */
  readonly offered: (state: SessionState, lesson: Lesson) => ReadonlySet<Intent['type']>;
  /** Why the session's policy never lets the learner do something; undefined where it does, if not always now. */
  readonly forbidden: (policy: Policy, word: Intent['type']) => Said | undefined;
  /** A policy in a sentence. */
  readonly policySaid: (policy: Policy) => Said;
  /** The shell whose foreground command keeps checks that send packets waiting: `heldBackBy` of the session. */
  readonly heldBackBy: (state: SessionState) => ShellState | undefined;
  /** Whose shell the command of a step belongs in; undefined where there is none. */
  readonly commandPlace: (lesson: Lesson, step: Step) => string | undefined;
  /** Where shells can be opened: the lesson's hosts, and outside. */
  readonly shellPlaces: (lesson: Lesson) => readonly string[];
  /** Writes what was done and seen to a Markdown file, and gives its path. Rejects with an `EnvironmentError`. */
  readonly saveRecap: () => Promise<string>;
  /** What a check is called where the lesson's prose has no title for it. */
  readonly titleOf: (check: Check) => Said;
  /** Whether a check reaches for something, so that there is a packet to follow. */
  readonly reaches: (check: Check) => boolean;
  /** Where a step is to lead; undefined where it declares no goal. */
  readonly goalOf: (lesson: Lesson, step: Step) => Goal | undefined;
};

/** Starts a lesson, at a step or where the learner left off. Rejects with an `EnvironmentError`. */
export type StartLesson = (lesson: string, step: string | undefined) => Promise<Opened>;

/** What the interface is given. Nothing in it is needed for the first frame but the language. */
export type TuiOptions = {
  readonly lang: Lang;
  /** Read at the start and after each lesson. */
  readonly catalogue: () => Promise<Catalogue>;
  readonly startLesson: StartLesson;
  /** Straight into a lesson. */
  readonly initial?: { readonly lesson: string; readonly step?: string };
  readonly prefix: Prefix;
  readonly colour: boolean;
  /** Fires when the process is asked to end: the interface then ends as if the learner had quit. */
  readonly signal: AbortSignal;
};
