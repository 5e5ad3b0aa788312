import type { Step } from '../lesson/index.ts';
import type { Intent, SessionState } from '../session/index.ts';
import type { Key } from '../text/index.ts';

/** What decides whether a command makes sense now. */
export type Moment = {
  readonly offered: ReadonlySet<Intent['type']>;
  readonly state: SessionState;
  readonly step: Step;
  /** Whether there is a terminal to work with. */
  readonly hasShell: boolean;
  /** `vi`, `less` and the like have the terminal: there is nothing to scroll back to. */
  readonly alternate: boolean;
  /** Some check of the step reaches for something. */
  readonly reaching: boolean;
  /** The screen has room for two panes. */
  readonly wide: boolean;
};

/** A lesson key: pressed after the prefix. The status line and the help page are made from this table. */
export type Command = {
  readonly id: string;
  /** Name of the key, as `keyName` gives it. */
  readonly key: string;
  /** As shown. */
  readonly shown: string;
  /** One or two words, for the status line. */
  readonly label: Key;
  /** One sentence, for the help page. */
  readonly what: Key;
  readonly offered: (moment: Moment) => boolean;
};

/** All lesson keys, the most needed first: the status line shows as many as fit. */
export const commands = [
  {
    id: 'next',
    key: 'n',
    shown: 'n',
    label: 'tui.key.next',
    what: 'tui.what.next',
    offered: ({ offered }) => offered.has('next'),
  },
  {
    id: 'guess',
    key: 'g',
    shown: 'g',
    label: 'tui.key.guess',
    what: 'tui.what.guess',
    offered: ({ offered }) => offered.has('predict'),
  },
  {
    id: 'answer',
    key: 'a',
    shown: 'a',
    label: 'tui.key.answer',
    what: 'tui.what.answer',
    offered: ({ offered }) => offered.has('answer'),
  },
  {
    id: 'put',
    key: 'p',
    shown: 'p',
    label: 'tui.key.put',
    what: 'tui.what.put',
    offered: ({ step, hasShell }) => step.kind === 'run' && hasShell,
  },
  {
    id: 'hints',
    key: 'h',
    shown: 'h',
    label: 'tui.key.hints',
    what: 'tui.what.hints',
    offered: ({ offered, state }) =>
      offered.has('hint') || offered.has('solution') || (state.steps[state.step]?.hints ?? 0) > 0,
  },
  {
    id: 'why',
    key: 'w',
    shown: 'w',
    label: 'tui.key.why',
    what: 'tui.what.why',
    // Before a guess is made it would tell the answer.
    offered: ({ hasShell, offered, reaching }) => hasShell && !offered.has('predict') && reaching,
  },
  {
    id: 'map',
    key: 'm',
    shown: 'm',
    label: 'tui.key.map',
    what: 'tui.what.map',
    offered: ({ hasShell }) => hasShell,
  },
  {
    id: 'matrix',
    key: 'e',
    shown: 'e',
    label: 'tui.key.matrix',
    what: 'tui.what.matrix',
    // Like `why`, it would tell what is to be guessed.
    offered: ({ hasShell, offered }) => hasShell && !offered.has('predict'),
  },
  {
    id: 'text',
    key: 'tab',
    shown: 'Tab',
    label: 'tui.key.text',
    what: 'tui.what.text',
    offered: () => true,
  },
  {
    // One key, two uses: the second shell is opened once and then switched to.
    id: 'shell',
    key: 't',
    shown: 't',
    label: 'tui.key.shell',
    what: 'tui.what.shell',
    offered: ({ offered, state }) => offered.has('open-shell') || state.shells.length > 1,
  },
  {
    id: 'reset',
    key: 'r',
    shown: 'r',
    label: 'tui.key.reset',
    what: 'tui.what.reset',
    offered: ({ offered }) => offered.has('reset'),
  },
  {
    id: 'help',
    key: '?',
    shown: '?',
    label: 'tui.key.help',
    what: 'tui.what.help',
    offered: () => true,
  },
  {
    id: 'leave',
    key: 'q',
    shown: 'q',
    label: 'tui.key.leave',
    what: 'tui.what.leave',
    offered: () => true,
  },
  {
    id: 'open',
    key: 'o',
    shown: 'o',
    label: 'tui.key.open',
    what: 'tui.what.open',
    offered: ({ offered, state }) => offered.has('open-shell') && state.shells.length > 0,
  },
  {
    id: 'zoom',
    key: 'z',
    shown: 'z',
    label: 'tui.key.zoom',
    what: 'tui.what.zoom',
    offered: ({ wide, hasShell }) => wide && hasShell,
  },
  {
    id: 'scrollback',
    key: 'u',
    shown: 'u',
    label: 'tui.key.scrollback',
    what: 'tui.what.scrollback',
    offered: ({ hasShell, alternate }) => hasShell && !alternate,
  },
  {
    id: 'recheck',
    key: 'c',
    shown: 'c',
    label: 'tui.key.recheck',
    what: 'tui.what.recheck',
    offered: ({ offered }) => offered.has('recheck'),
  },
  {
    id: 'skip',
    key: 'x',
    shown: 'x',
    label: 'tui.key.skip',
    what: 'tui.what.skip',
    offered: ({ offered }) => offered.has('skip'),
  },
] as const satisfies readonly Command[];

export type CommandId = (typeof commands)[number]['id'];

/** The command a key stands for now, if any. */
export function commandFor(key: string, moment: Moment): CommandId | undefined {
  return commands.find(command => command.key === key.toLowerCase() && command.offered(moment))?.id;
}
