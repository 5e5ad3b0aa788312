import type { Lab, Machine, Mark, Shell } from '../lab/index.ts';
import { outside } from '../lesson/index.ts';
import type { Terminal } from './session.ts';
import type { Store } from './store.ts';

export type ShellsOptions = {
  readonly store: Pick<Store, 'get' | 'dispatch'>;
  readonly size: () => { readonly columns: number; readonly rows: number };
  /** Shells of the lesson: the tab of one beyond them goes when it ends. */
  readonly lasting: number;
  /** Told of every mark of every shell, after the state knows it. */
  readonly onMark: (mark: Mark) => void;
};

/** The learner's shells on one lab after another. */
export type Shells = {
  /** Opens a shell, unless all are closed meanwhile. `replaces`: the ended one whose place it takes. Throws `EnvironmentError`. */
  open(lab: Lab, place: string, replaces?: string): Promise<void>;
  terminal(id: string): Terminal | undefined;
  /** Ends all; they are forgotten at once. */
  closeAll(): Promise<void>;
};

/** No shells yet. Ids count up over the whole session, so that a reopened shell never takes an older one's screen. */
export function createShells({ store, size, lasting, onMark }: ShellsOptions): Shells {
  const open = new Map<string, { readonly shell: Shell; readonly terminal: Terminal }>();
  let count = 0;
  let closed = 0;

  const forward = (id: string, mark: Mark): void => {
    if (!open.has(id)) return;
    const at = Date.now();
    if (mark.kind === 'start') store.dispatch({ type: 'command-started', shell: id, text: mark.command, at });
    if (mark.kind === 'end')
      store.dispatch({ type: 'command-ended', shell: id, exitCode: mark.exitCode, at });
    onMark(mark);
  };

  return {
    open: async (lab, place, replaces) => {
      const before = closed;
      const shell = await machineOf(lab, place)
        .openShell(size())
        .catch((error: unknown) => {
          if (closed === before) throw error;
        });
      if (shell === undefined || closed !== before) {
        // Its lab was left meanwhile and takes it along; the state has the shells of the next one.
        shell?.close().catch(() => undefined);
        return;
      }
      count += 1;
      const id = `shell${count}`;
      // One object for the life of the shell: the interface knows an emulator's terminal by it.
      open.set(id, { shell, terminal: terminalOf(id, shell) });
      store.dispatch({
        type: 'shell-opened',
        shell: id,
        place,
        ...(replaces === undefined ? {} : { replaces }),
      });
      shell.onMark(mark => forward(id, mark));
      shell.ended.then(
        () => {
          // Shells closed by us, or with their lab, have left the list already.
          if (!open.delete(id)) return;
          const extra = store.get().shells.findIndex(one => one.id === id) >= lasting;
          store.dispatch({ type: extra ? 'shell-closed' : 'shell-ended', shell: id });
          onMark({ kind: 'prompt' });
        },
        () => open.delete(id),
      );
    },
    terminal: id => open.get(id)?.terminal,
    closeAll: async () => {
      const closing = [...open.values()];
      open.clear();
      closed += 1;
      await Promise.all(closing.map(({ shell }) => shell.close()));
    },
  };
}

/** Throws an Error for a place that is none of the lab's: lint and the interface know which are. */
function machineOf(lab: Pick<Lab, 'hosts' | 'outside'>, place: string): Machine {
  const machine = place === outside ? lab.outside : lab.hosts.get(place);
  if (machine === undefined) throw new Error(`no place ${place}`);
  return machine;
}

function terminalOf(id: string, shell: Shell): Terminal {
  return {
    id,
    write: bytes => shell.write(bytes),
    onBytes: listener => shell.onBytes(listener),
    pause: () => shell.pause(),
    resume: () => shell.resume(),
    resize: (columns, rows) => shell.resize(columns, rows),
  };
}
