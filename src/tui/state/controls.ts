import type { CurrentLesson } from './current-lesson.ts';
import type { ShellInput } from './shell-input.ts';
import type { UiStore } from './ui-store.ts';

/** What keys work on. */
export type Controls = {
  readonly store: UiStore;
  readonly current: CurrentLesson;
  readonly shellInput: ShellInput;
  /** Ends the program once labs are cleaned up. */
  readonly quit: () => void;
};
