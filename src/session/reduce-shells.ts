import type { FullState, SessionEvent, ShellState } from './types.ts';

type ShellEvent = Extract<
  SessionEvent,
  { type: 'shell-opened' | 'shell-ended' | 'shell-closed' | 'command-started' | 'command-ended' }
>;

/** Shells and commands after something happened in a shell. */
export function shellsAfter(state: FullState, event: ShellEvent): Pick<FullState, 'shells' | 'commands'> {
  const { shells, commands } = state;
  switch (event.type) {
    case 'shell-opened':
      return { commands, shells: opened(shells, event) };
    case 'shell-ended':
      return {
        commands,
        shells: changed(shells, event.shell, ({ id, place }) => ({ id, place, ended: true })),
      };
    case 'shell-closed':
      return { commands, shells: shells.filter(({ id }) => id !== event.shell) };
    case 'command-started':
      return {
        commands: [...commands, { at: event.at, text: event.text, shell: event.shell }],
        shells: changed(shells, event.shell, shell => ({ ...shell, busySince: event.at })),
      };
    case 'command-ended': {
      const last = commands.findLastIndex(one => one.shell === event.shell && one.exitCode === undefined);
      const command = commands[last];
      return {
        commands:
          command === undefined ? commands : commands.with(last, { ...command, exitCode: event.exitCode }),
        shells: changed(shells, event.shell, ({ id, place }) => ({ id, place })),
      };
    }
  }
}

function opened(
  shells: readonly ShellState[],
  event: Extract<ShellEvent, { type: 'shell-opened' }>,
): readonly ShellState[] {
  const shell = { id: event.shell, place: event.place };
  const place = shells.findIndex(one => one.id === event.replaces);
  return place < 0 ? [...shells, shell] : shells.with(place, shell);
}

function changed(
  shells: readonly ShellState[],
  id: string,
  change: (shell: ShellState) => ShellState,
): readonly ShellState[] {
  return shells.map(shell => (shell.id === id ? change(shell) : shell));
}
