import { findFullWidth } from '../input/full-width.ts';
import { emptyLine, type TypedLine, typeOn } from '../input/typed-line.ts';
import type { ScreenModel } from '../terminal/screen-model.ts';
import type { CurrentLesson } from './current-lesson.ts';
import type { UiStore } from './ui-store.ts';

/** What goes to the shell on the screen: keys, pastes and commands put on its prompt. */
export class ShellInput {
  readonly #store: UiStore;
  readonly #current: CurrentLesson;
  /** What is on the prompt of each shell. */
  readonly #lines = new WeakMap<ScreenModel, TypedLine>();

  constructor(store: UiStore, current: CurrentLesson) {
    this.#store = store;
    this.#current = current;
  }

  /** Bytes for the shell. One that has ended takes only Enter, which opens it again. */
  write(bytes: Buffer): void {
    const { view, shell } = this.#store.getSnapshot();
    if (view.kind !== 'lesson' || shell === undefined) return;
    if (view.state.shells.find(({ id }) => id === shell)?.ended === true) {
      if (bytes.includes(0x0d)) this.#current.send({ type: 'reopen-shell', shell });
      return;
    }
    const { screen } = this.#current;
    if (screen === undefined) return;
    screen.terminal.write(bytes);
    if (screen.getSnapshot().scrolledBy > 0) screen.scrollToEnd();
    this.#read(screen, bytes.toString('utf8'));
  }

  /** A paste. Several lines into a program that would run each as it arrives are asked about first. */
  paste(text: string): void {
    if (!this.#isBracketed() && /[\r\n]./s.test(text.trim()))
      this.#store.update({ page: { kind: 'paste', text } });
    else this.pasteNow(text);
  }

  /** Gives text to the shell's program as a terminal would paste it. */
  pasteNow(text: string): void {
    const typed = text.replace(/\r?\n/g, '\r');
    this.write(Buffer.from(this.#isBracketed() ? `\x1b[200~${typed}\x1b[201~` : typed));
  }

  /** Asks for another shell, to be looked at once it is open; calls back then. */
  open(place: string | undefined, then: () => void = () => {}): void {
    this.#store.update({ awaited: true });
    const stop = this.#store.subscribe(() => {
      const { awaited, shell } = this.#store.getSnapshot();
      if (awaited) return;
      stop();
      // Not where the lesson was left meanwhile.
      if (shell !== undefined) then();
    });
    this.#current.send({ type: 'open-shell', ...(place === undefined ? {} : { place }) });
  }

  /**
   * Puts a command on the prompt of a shell where it belongs: the one looked at, else another one at its prompt, else a
   * new one.
   */
  put(text: string, place: string | undefined): void {
    const { view, shell } = this.#store.getSnapshot();
    if (view.kind !== 'lesson') return;
    const { opened, state } = view;
    const fitting = state.shells.filter(
      one => one.place === place && one.busySince === undefined && one.ended !== true,
    );
    const target = fitting.find(({ id }) => id === shell) ?? fitting[0];
    const paste = () => this.#current.whenReading(() => this.pasteNow(text));
    if (target !== undefined) {
      this.#store.update({ shell: target.id, odd: undefined });
      paste();
    } else if (opened.offered(state, opened.session.lesson).has('open-shell')) this.open(place, paste);
  }

  #isBracketed(): boolean {
    return this.#current.screen?.bracketedPaste ?? false;
  }

  /** Looks at what is on the prompt. The screen is drawn again only when there is something else to say about it. */
  #read(screen: ScreenModel, typed: string): void {
    const line = typeOn(this.#lines.get(screen) ?? emptyLine, typed);
    this.#lines.set(screen, line);
    const odd = findFullWidth(line.text);
    const known = this.#store.getSnapshot().odd;
    if (odd?.place !== known?.place || odd?.character !== known?.character) this.#store.update({ odd });
  }
}
