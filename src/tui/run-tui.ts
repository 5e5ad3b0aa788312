import { writeSync } from 'node:fs';
import { InkInput } from './input/ink-input.ts';
import { InputRouter } from './input/input-router.ts';
import type { Mounted } from './mount.tsx';
import type { TuiOptions } from './options.ts';
import { readCatalogue } from './state/catalogue.ts';
import type { Controls } from './state/controls.ts';
import { CurrentLesson } from './state/current-lesson.ts';
import { Keyboard } from './state/keyboard.ts';
import { relayout } from './state/relayout.ts';
import { ShellInput } from './state/shell-input.ts';
import { UiStore } from './state/ui-store.ts';

/** Asks the terminal to mark pastes, so that a pasted newline is not an Enter. */
const pasteMarksOn = '\x1b[?2004h';
const pasteMarksOff = '\x1b[?2004l';
/** For a process that dies before Ink could clean up: cursor shown, main screen. */
const restored = `${pasteMarksOff}\x1b[?25h\x1b[?1049l`;

/** The terminal of the process, or a stand-in for it. */
export type Streams = { readonly stdin: NodeJS.ReadStream; readonly stdout: NodeJS.WriteStream };

/**
 * Runs the interface on the terminal until the learner quits or `options.signal` fires; labs are cleaned up then. The
 * terminal is as it was afterwards, also when it rejects: with the error of a defect, for the caller to print.
 */
export async function runTui(options: TuiOptions, streams: Streams = process): Promise<void> {
  const { stdin, stdout } = streams;
  // Before Ink is even loaded: it would do so after its first frame, and early typing would be echoed into it.
  stdin.setRawMode(true);
  const { initial } = options;
  const end = Promise.withResolvers<void>();
  const fail = end.reject;
  const store = new UiStore(stdout.columns, stdout.rows);
  const readList = () => void readCatalogue(store, options.catalogue).catch(fail);
  const current = new CurrentLesson({
    store,
    startLesson: options.startLesson,
    onClosed: readList,
    onDefect: fail,
  });
  const quit = () => {
    store.update({ ending: true });
    void current.end().then(end.resolve, fail);
  };
  const controls: Controls = { store, current, shellInput: new ShellInput(store, current), quit };
  const input = new InkInput();
  const router = new InputRouter({
    source: stdin,
    prefix: options.prefix,
    target: new Keyboard(controls, options.prefix),
    toInk: bytes => input.write(bytes),
  });
  let screen: Mounted | undefined;
  const resize = () => {
    relayout(controls, { columns: stdout.columns, rows: stdout.rows });
    // Ink hears of the new size after us and draws what React has: rows as wide as the old screen would wrap on a narrower
    // one and push the frame out of place for good.
    screen?.redraw();
  };
  // A process that dies here still gives the terminal back; nothing asynchronous runs any more then.
  const lastResort = () => writeSync(1, restored);
  process.on('exit', lastResort);
  process.on('uncaughtException', fail);
  process.on('unhandledRejection', fail);
  options.signal.addEventListener('abort', quit);
  stdin.on('end', quit).on('error', quit);
  stdout.on('resize', resize);
  router.start();
  try {
    const { mount } = await import('./mount.tsx');
    const mounted = mount(controls, options, input, stdout);
    screen = mounted;
    try {
      stdout.write(pasteMarksOn);
      if (initial !== undefined) void current.open(initial.lesson, initial.step);
      readList();
      if (options.signal.aborted) quit();
      // Ink ends by itself only on an error while drawing.
      await Promise.race([end.promise, mounted.waitUntilExit()]);
    } finally {
      screen = undefined;
      mounted.unmount();
      await mounted.waitUntilExit().catch(() => {});
    }
  } finally {
    router.stop();
    stdout.off('resize', resize);
    stdin.off('end', quit).off('error', quit);
    options.signal.removeEventListener('abort', quit);
    process.off('uncaughtException', fail);
    process.off('unhandledRejection', fail);
    process.off('exit', lastResort);
    stdout.write(pasteMarksOff);
    stdin.setRawMode(false);
    stdin.pause();
  }
}
