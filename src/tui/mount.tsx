import { type Instance, render } from 'ink';
import { App } from './components/App.tsx';
import { ServicesProvider } from './components/context.tsx';
import type { InkInput } from './input/ink-input.ts';
import type { TuiOptions } from './options.ts';
import type { Controls } from './state/controls.ts';
import { createPaint } from './theme.ts';
import { createWords } from './words.ts';

/** The interface on the screen. */
export type Mounted = Pick<Instance, 'unmount' | 'waitUntilExit'> & {
  /** Draws what the store holds now, before anything else runs. */
  redraw(): void;
};

/** Draws the interface on a terminal. The only file that starts Ink. */
export function mount(
  { store, current }: Pick<Controls, 'store' | 'current'>,
  { lang, colour, prefix }: Pick<TuiOptions, 'lang' | 'colour' | 'prefix'>,
  input: InkInput,
  stdout: NodeJS.WriteStream,
): Mounted {
  const services = { store, current, prefix, words: createWords(lang), paint: createPaint(colour) };
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
    // Ctrl-C belongs to the shell, and on the list to the keys of the list.
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
