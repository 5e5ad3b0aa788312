import type { Said } from '../../probe/schema/index.ts';
import type { CheckRef, Matrix, MatrixAsked, SessionState, WhyResult, WhyStep } from '../../session/index.ts';
import type { FullWidth } from '../input/full-width.ts';
import type { Layout } from '../layout.ts';
import type { Catalogue, Opened } from '../options.ts';

/** Something laid over the lesson's text that keeps the keyboard until Esc. */
export type Page =
  | { readonly kind: 'help' }
  | { readonly kind: 'hints' }
  | { readonly kind: 'reset' }
  | { readonly kind: 'skip' }
  | { readonly kind: 'leave' }
  | { readonly kind: 'guess' }
  | { readonly kind: 'answer'; readonly draft: string }
  | { readonly kind: 'paste'; readonly text: string }
  /** Where another shell is to be opened. */
  | { readonly kind: 'shells' }
  /** The text has the keyboard, to be scrolled. */
  | { readonly kind: 'reading' }
  /** The terminal's older rows are looked at. */
  | { readonly kind: 'scrollback' }
  /** The way of a check's packet, as far as it has been followed. Without a check there is none to follow. */
  | {
      readonly kind: 'why';
      readonly check: CheckRef | undefined;
      readonly steps: readonly WhyStep[];
      readonly told?: WhyResult;
      /** Why there is no more to tell. */
      readonly trouble?: Said;
    }
  /** Who reaches whom, predicted and then measured. */
  | {
      readonly kind: 'matrix';
      readonly asked: MatrixAsked;
      readonly seen?: Matrix;
      readonly measured?: boolean;
      /** Why there is no more to tell. */
      readonly trouble?: Said;
    }
  /** The network: its map with a closer look at one row, where the step is to lead, or the wires below it. */
  | { readonly kind: 'map'; readonly level: 'rails' | 'goal' | 'wires'; readonly row: number }
  /** `saved`: what became of saving it. */
  | { readonly kind: 'closing'; readonly saved?: Said };

/** What is on the screen. */
export type View =
  | { readonly kind: 'list' }
  | { readonly kind: 'opening'; readonly lesson: string; readonly since: number }
  | { readonly kind: 'lesson'; readonly opened: Opened; readonly state: SessionState }
  /** The lesson could not be opened at all. */
  | { readonly kind: 'failed'; readonly lesson: string; readonly trouble: Said };

/** All that the interface knows beyond the session. Components render it and nothing else. */
export type UiState = {
  readonly view: View;
  readonly layout: Layout;
  readonly columns: number;
  readonly rows: number;
  readonly catalogue: Catalogue | undefined;
  readonly filter: string;
  /** Lesson the list stands on. */
  readonly highlighted: string | undefined;
  readonly listHelp: boolean;
  readonly page: Page | undefined;
  /** The prefix was pressed: the next key is a lesson key. */
  readonly prefixed: boolean;
  /** Commands that had been run when the current step was entered. */
  readonly commandsBefore: number;
  /** Rows the text is scrolled down. */
  readonly scroll: number;
  readonly zoomed: boolean;
  /** Shell on the screen. */
  readonly shell: string | undefined;
  /** The learner has asked for a shell: the next one that opens is looked at. */
  readonly awaited: boolean;
  /** A character on the prompt that a shell does not take for the plain one it looks like. */
  readonly odd: FullWidth | undefined;
  /** Texts whose placeholders were filled from the lab, by the text as written. */
  readonly filled: Readonly<Record<string, string>>;
  /** Milliseconds since the epoch, moved on when something on the screen depends on it. */
  readonly now: number;
  /** The lab is being cleaned up before the end. */
  readonly ending: boolean;
};
