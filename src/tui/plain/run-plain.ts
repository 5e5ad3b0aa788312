import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { Session, SessionState } from '../../session/index.ts';
import type { Opened } from '../options.ts';
import { fillKey, textsToFill } from '../state/placeholders.ts';
import { troubleOf } from '../state/trouble.ts';
import type { Line } from '../theme.ts';
import { lessonView } from '../view/lesson-view.ts';
import { createWords } from '../words.ts';
import { plainChanges, stepText } from './plain-changes.ts';
import { type PlainCommand, plainCommand } from './plain-command.ts';
import { PlainShells } from './plain-shells.ts';

export type PlainOptions = {
  readonly opened: Opened;
  readonly input: Readable;
  readonly output: Writable;
  /** Whether what is typed is echoed by the learner's own terminal. */
  readonly echoed: boolean;
  /** Columns to wrap at. */
  readonly width: number;
  readonly signal: AbortSignal;
};

/** Milliseconds without news after the input has ended, before the lab is put away: its last command may still run. */
const quietEnd = 1_000;
/** Rows told to the shell: nothing here scrolls, so pagers may as well show a lot. */
const shellRows = 50;

/**
 * A session as plain lines, without a single escape code: for `--plain`, a dumb terminal, a pipe, a screen reader. Ends at
 * `:quit`, at the end of the input or when the signal fires; the lab is cleaned up then.
 */
export async function runPlain(options: PlainOptions): Promise<void> {
  const { opened, input, output, echoed, width, signal } = options;
  const { session, offered } = opened;
  const words = createWords(session.lang);
  let filled: Readonly<Record<string, string>> = {};
  let filledFor = '';
  let before: SessionState | undefined;
  let commandsBefore = 0;
  let news = Promise.resolve();

  let midRow = false;
  const put = (text: string) => {
    if (text === '') return;
    midRow = !text.endsWith('\n');
    output.write(text);
  };
  /** A row of its own, also where the shell's prompt stands already. */
  const say = (text: string) => put(`${midRow ? '\n' : ''}${text}\n`);
  const print = (lines: readonly Line[]) => {
    for (const line of lines)
      say(
        line
          .map(({ text }) => text)
          .join('')
          .trimEnd(),
      );
  };

  const shells = new PlainShells(session, text => {
    quiet?.touch();
    put(text);
  });

  /** Texts are printed once, so they wait for their addresses; states are told one after the other. */
  const tell = async (state: SessionState) => {
    if (fillKey(state) !== filledFor) {
      filledFor = fillKey(state);
      const texts = textsToFill(session.lesson, session.lang, state);
      try {
        const values = await Promise.all(texts.map(async text => [text, await session.fill(text)] as const));
        filled = Object.fromEntries(values);
      } catch {
        // The lab went away while it was asked; the session itself says what happened.
        filledFor = '';
      }
    }
    if (state.step !== before?.step || (state.phase === 'boot' && before.phase !== 'boot'))
      commandsBefore = state.commands.length;
    const view = lessonView(opened, state, filled, words, commandsBefore);
    if (view !== undefined) print(plainChanges(view, before, width));
    const ended = state.shells.some(
      ({ ended, id }) => ended && !before?.shells.find(one => one.id === id)?.ended,
    );
    if (ended) say(words.t('tui.plain.ended'));
    before = state;
  };

  let quit = false;
  let quiet: ReturnType<typeof createQuiet> | undefined;

  const follow = () => {
    quiet?.touch();
    const state = session.getSnapshot();
    if (shells.follow(state)) sayShell();
    news = news.then(() => tell(state));
    // A defect in the telling ends it; whoever waits for the news below hears of it.
    news.catch(stop);
  };

  /** Which shell is listened to now, then what it printed meanwhile. */
  const sayShell = () => {
    say(words.t('tui.plain.shell', { shell: shells.name }));
    shells.tell();
  };

  const go = (name: string, typed: string) => {
    if (shells.select(name)) return sayShell();
    const places = opened.shellPlaces(session.lesson);
    const place = name === '' ? undefined : places.find(one => one === name);
    if ((name !== '' && place === undefined) || shells.name === name)
      return say(words.t('tui.plain.no-shell', { word: typed.trim(), places: places.join(', ') }));
    shells.awaitNext();
    session.send({ type: 'open-shell', ...(place === undefined ? {} : { place }) });
  };

  const run = (command: PlainCommand, typed: string) => {
    const state = session.getSnapshot();
    switch (command.kind) {
      case 'shell':
        shells.type(command.line, echoed);
        return;
      case 'go':
        go(command.shell, typed);
        return;
      case 'intent':
        if (offered(state, session.lesson).has(command.intent.type)) session.send(command.intent);
        else {
          const why = opened.forbidden(state.policy, command.intent.type);
          if (why !== undefined) say(words.say(why));
          else say(words.t('tui.plain.not-now', { word: typed.trim().replace(/\s.*/, '') }));
        }
        return;
      case 'text': {
        const view = lessonView(opened, state, filled, words, commandsBefore);
        if (view !== undefined) print(stepText(view, width));
        return;
      }
      case 'help':
        sayHelp();
        return;
      case 'recap':
        news = news.then(saveRecap);
        news.catch(stop);
        return;
      case 'refused':
        say(words.t(command.why, { word: command.word }));
        return;
      case 'quit':
        stop();
    }
  };

  const saveRecap = async () => {
    try {
      say(words.t('tui.closing.saved', { file: await opened.saveRecap() }));
    } catch (error) {
      const trouble = troubleOf(error);
      if (trouble === undefined) throw error;
      say(words.say(trouble));
    }
  };
  const sayHelp = () => {
    say(words.t('tui.plain.help'));
    say(words.say(opened.policySaid(session.getSnapshot().policy)));
  };

  session.setShellSize(width, shellRows);
  const unsubscribe = session.subscribe(follow);
  const lines = createInterface({ input, terminal: false });
  const stop = () => {
    quit = true;
    lines.close();
  };
  signal.addEventListener('abort', stop);
  sayHelp();
  follow();
  try {
    for await (const line of lines) {
      // The learner's terminal went to a new row with Enter.
      if (echoed) midRow = false;
      await booted(session, signal);
      const state = session.getSnapshot();
      const step = session.lesson.steps.find(({ id }) => id === state.step);
      const ended = state.shells.find(shell => shell.ended === true)?.id;
      run(plainCommand(line, Object.keys(step?.predict?.choices ?? {}), ended), line);
    }
    if (!quit) {
      quiet = createQuiet(quietEnd);
      await quiet.reached;
    }
    await news;
  } finally {
    signal.removeEventListener('abort', stop);
    unsubscribe();
    shells.close();
    await session.close();
  }
}

/** Resolves once there is a lab to type to, or none to wait for. */
function booted(session: Session, signal: AbortSignal): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const look = () => {
    const { phase, shells } = session.getSnapshot();
    if (signal.aborted || phase === 'broken' || (phase !== 'boot' && shells.length > 0)) resolve();
  };
  const unsubscribe = session.subscribe(look);
  signal.addEventListener('abort', look);
  look();
  return promise.finally(() => {
    unsubscribe();
    signal.removeEventListener('abort', look);
  });
}

/** `reached` resolves when nothing has been touched for so many milliseconds. */
function createQuiet(ms: number): { readonly touch: () => void; readonly reached: Promise<void> } {
  const { promise, resolve } = Promise.withResolvers<void>();
  let timer = setTimeout(resolve, ms);
  const touch = () => {
    clearTimeout(timer);
    timer = setTimeout(resolve, ms);
  };
  return { touch, reached: promise };
}
