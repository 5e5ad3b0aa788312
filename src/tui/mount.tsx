import { type Instance, render } from 'ink';
import { App } from './components/App.tsx';
import { ServicesProvider } from './components/context.tsx';
import type { InkInput } from './input/ink-input.ts';
import type { InterfaceStore } from './state/interface-store.ts';
import { createPaint } from './theme.ts';
import { createWords } from './words.ts';

/** The interface on the screen. */
export type Mounted = Pick<Instance, 'unmount' | 'waitUntilExit'> & {
  /** Draws what the store holds now, before anything else runs. */
  redraw(): void;
};

/** Draws the interface on a terminal. The only file that starts Ink. */
export function mount(store: InterfaceStore, input: InkInput, stdout: NodeJS.WriteStream): Mounted {
  const { lang, colour } = store.options;
  const services = { store, words: createWords(lang), paint: createPaint(colour) };
  const tree = () => (
    <ServicesProvider services={services}>
      <App />
    </ServicesProvider>
  );
  const { rerender, unmount, waitUntilExit } = render(tree(), {
    stdin: input,
    stdout,
    alternateScreen: true,
    incrementalRendering: true,
    // The terminal pane emits 60 frames a second itself; Ink's default of 30 behind it would make that 15.
    maxFps: 60,
    // Ctrl-C belongs to the shell, and on the list to the store.
    exitOnCtrlC: false,
    // The caller has decided that this is a terminal; Ink would take `CI` for a pipe.
    interactive: true,
    isScreenReaderEnabled: false,
    // Nothing here prints; Ink would take the whole console apart for it before the first frame.
    patchConsole: false,
  });
  // A new tree is drawn at once, and with it every change React still holds back.
  return { unmount, waitUntilExit, redraw: () => rerender(tree()) };
}
