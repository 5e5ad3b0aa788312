import type { Intent } from '../../session/index.ts';
import type { InputTarget } from '../input/input-router.ts';
import { keyName } from '../input/key-name.ts';
import { isPrefix } from '../input/prefix.ts';
import { calculateLayout } from '../layout.ts';
import type { CatalogueEntry, Opened, TuiOptions } from '../options.ts';
import { afterSession, restingPage } from './after-session.ts';
import { lessonKey } from './lesson-keys.ts';
import { listKey, matching } from './list-keys.ts';
import { nextTick } from './next-tick.ts';
import { keyboardOwner } from './owner.ts';
import { Screens } from './screens.ts';
import { ShellInput } from './shell-input.ts';
import { TextFiller } from './text-filler.ts';
import { troubleOf } from './trouble.ts';
import type { UiState } from './ui-state.ts';

/** Milliseconds a lab may take to be cleaned up before the program ends all the same: its lease ends with the process. */
const endPatience = 5_000;

/** The state of the interface and everything that changes it. Components subscribe; keys come from the router. */
export class InterfaceStore implements InputTarget {
  readonly options: TuiOptions;
  readonly shellInput = new ShellInput(this);
  #state: UiState;
  #screens: Screens | undefined;
  readonly #listeners = new Set<() => void>();
  #tick: NodeJS.Timeout | undefined;
  #opening: AbortController | undefined;
  #unsubscribe: () => void = () => {};
  readonly #filler = new TextFiller(this);
  #scrollLimit = 0;
  readonly #closing = new Set<Promise<void>>();
  readonly #end = Promise.withResolvers<void>();

  constructor(options: TuiOptions, columns: number, rows: number) {
    this.options = options;
    this.#state = {
      view: { kind: 'list' },
      layout: calculateLayout(columns, rows),
      columns,
      rows,
      catalogue: undefined,
      filter: '',
      highlighted: options.initial?.lesson,
      listHelp: false,
      page: undefined,
      prefixed: false,
      scroll: 0,
      zoomed: false,
      shell: undefined,
      odd: undefined,
      commandsBefore: 0,
      filled: {},
      now: Date.now(),
      ending: false,
    };
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  };

  readonly getSnapshot = (): UiState => this.#state;

  /** Resolves when the learner has quit and labs are cleaned up; rejects on a defect. */
  get ended(): Promise<void> {
    return this.#end.promise;
  }

  get screens(): Screens | undefined {
    return this.#screens;
  }

  /** Reads the lessons, and opens the one asked for. */
  async start(): Promise<void> {
    const { initial } = this.options;
    if (initial !== undefined) void this.open(initial.lesson, initial.step);
    await this.#readCatalogue();
  }

  /** Ends the program as a crash: the error is for whoever waits for {@link ended}. */
  fail(error: unknown): void {
    this.#end.reject(error);
  }

  /** The only way state changes. */
  update(changes: Partial<UiState>): void {
    this.#state = { ...this.#state, ...changes, now: Date.now() };
    clearTimeout(this.#tick);
    const wait = nextTick(this.#state);
    if (wait !== undefined) this.#tick = setTimeout(() => this.update({}), wait);
    for (const listener of this.#listeners) listener();
  }

  setSize(columns: number, rows: number): void {
    this.#relayout(columns, rows, this.#state.zoomed);
  }

  zoom(zoomed: boolean): void {
    this.#relayout(this.#state.columns, this.#state.rows, zoomed);
  }

  setScrollLimit(limit: number): void {
    this.#scrollLimit = limit;
  }

  /** Scrolls the text by rows; never past its ends. */
  scrollText(rows: number): void {
    const scroll = Math.max(
      0,
      Math.min(this.#scrollLimit, Math.min(this.#scrollLimit, this.#state.scroll) + rows),
    );
    if (scroll !== this.#state.scroll) this.update({ scroll });
  }

  entry(lesson: string): CatalogueEntry | undefined {
    return this.#state.catalogue?.parts.flatMap(part => part.lessons).find(({ id }) => id === lesson);
  }

  /** Opens a lesson; the interface shows each state on the way. */
  async open(lesson: string, step: string | undefined): Promise<void> {
    if (this.#state.view.kind === 'opening') return;
    const opening = new AbortController();
    this.#opening = opening;
    this.update({ view: { kind: 'opening', lesson, since: Date.now() }, page: undefined, scroll: 0 });
    try {
      const [opened, { ScreenModel }] = await Promise.all([
        this.options.startLesson(lesson, step, opening.signal),
        import('../terminal/screen-model.ts'),
      ]);
      if (opening.signal.aborted) return this.#close(opened);
      this.#screens = new Screens(ScreenModel);
      this.#adopt(opened);
    } catch (error) {
      if (opening.signal.aborted) return;
      const trouble = troubleOf(error);
      if (trouble === undefined) return this.fail(error);
      this.update({ view: { kind: 'failed', lesson, trouble } });
    }
  }

  /** Back to the list; the lab is cleaned up behind it. */
  leave(): void {
    const { view } = this.#state;
    this.#opening?.abort();
    this.#unsubscribe();
    this.#screens?.close();
    this.#screens = undefined;
    this.#filler.forget();
    this.update({
      view: { kind: 'list' },
      highlighted: view.kind === 'lesson' ? view.opened.session.lesson.id : this.#state.highlighted,
      filter: '',
      page: undefined,
      prefixed: false,
      shell: undefined,
      filled: {},
      odd: undefined,
    });
    // Progress is on disk for certain only once the session is closed.
    if (view.kind === 'lesson') void this.#close(view.opened).finally(() => this.#readCatalogue());
  }

  /** Ends the program once labs are cleaned up. */
  async quit(): Promise<void> {
    if (this.#state.ending) return;
    const { view } = this.#state;
    this.#opening?.abort();
    this.#unsubscribe();
    if (view.kind === 'lesson') void this.#close(view.opened);
    this.update({ ending: true });
    const patience = Promise.withResolvers<void>();
    const timer = setTimeout(patience.resolve, endPatience);
    await Promise.race([Promise.all(this.#closing), patience.promise]);
    clearTimeout(timer);
    clearTimeout(this.#tick);
    this.#screens?.close();
    this.#end.resolve();
  }

  /** Locks a guess. The page goes at once: what is typed next is meant for the shell, whenever the session has heard. */
  guess(choice: string): void {
    this.send({ type: 'predict', choice });
    const { view } = this.#state;
    if (view.kind === 'lesson') this.update({ page: restingPage(this.#state, view.state) });
  }

  /** Sends what changes the checks, and shows them. */
  act(intent: Intent): void {
    const { view } = this.#state;
    // The page first: what the session answers at once may ask for another one.
    if (view.kind === 'lesson') this.update({ page: restingPage(this.#state, view.state), scroll: 0 });
    this.send(intent);
  }

  send(intent: Intent): void {
    const { view } = this.#state;
    if (view.kind === 'lesson') view.opened.session.send(intent);
  }

  owner(): 'shell' | 'interface' {
    return keyboardOwner(this.#state);
  }

  onPrefix(): void {
    this.update({ prefixed: true });
  }

  wantsApplicationCursor(): boolean {
    return this.#screens?.get(this.#state.shell)?.applicationCursor ?? false;
  }

  onShell(bytes: Buffer): void {
    this.shellInput.write(bytes);
  }

  onPaste(bytes: Buffer): void {
    const { view, page, filter } = this.#state;
    const text = bytes.toString('utf8');
    const [firstLine = ''] = text.trim().split(/[\r\n]/);
    if (view.kind === 'list') this.filterBy(filter + firstLine);
    else if (page?.kind === 'answer') this.update({ page: { ...page, draft: page.draft + firstLine } });
    // As with keys: what is pasted over a page that is only looked at is meant for the shell.
    else if (page?.kind === 'reading' || page?.kind === 'scrollback') {
      this.#screens?.get(this.#state.shell)?.scrollToEnd();
      this.update({ page: undefined });
      this.shellInput.paste(text);
    } else if (this.owner() === 'shell') this.shellInput.paste(text);
  }

  onKey(bytes: Buffer): boolean {
    const { view, prefixed, layout } = this.#state;
    // What cannot be seen must not be steered; the list can be left all the same.
    if (layout.kind === 'too-small') {
      if (view.kind === 'list' && keyName(bytes) === 'ctrl-c') void this.quit();
      return true;
    }
    if (view.kind === 'lesson' && isPrefix(bytes, this.options.prefix)) {
      this.update({ prefixed: !prefixed });
      if (prefixed && this.owner() === 'shell') this.onShell(bytes);
      return true;
    }
    const name = keyName(bytes);
    if (name === undefined) return true;
    if (view.kind === 'lesson') return lessonKey(this, name, bytes);
    return listKey(this, name);
  }

  /** Changes the filter of the list and stands on its first match. */
  filterBy(filter: string): void {
    const { catalogue } = this.#state;
    const first = catalogue === undefined ? undefined : matching(catalogue, filter)[0];
    this.update({ filter, highlighted: first?.id });
  }

  #adopt(opened: Opened): void {
    const { session } = opened;
    const { layout } = this.#state;
    if (layout.kind !== 'too-small') session.setShellSize(layout.terminal.width, layout.terminal.height);
    this.#unsubscribe = session.subscribe(() => this.#follow(opened));
    this.#follow(opened);
  }

  #follow(opened: Opened): void {
    const { session, offered } = opened;
    const state = session.getSnapshot();
    const { view, layout } = this.#state;
    const before = view.kind === 'lesson' ? view.state : undefined;
    if (layout.kind !== 'too-small') this.#screens?.follow(session, state, layout.terminal);
    const mayPredict = offered(state, session.lesson).has('predict');
    this.update({
      ...afterSession(this.#state, before, state, mayPredict),
      view: { kind: 'lesson', opened, state },
    });
    void this.#filler.follow(opened);
  }

  async #readCatalogue(): Promise<void> {
    try {
      const catalogue = await this.options.catalogue();
      const first = catalogue.parts[0]?.lessons[0]?.id;
      this.update({ catalogue, highlighted: this.#state.highlighted ?? catalogue.resume ?? first });
    } catch (error) {
      this.fail(error);
    }
  }

  #close({ session }: Opened): Promise<void> {
    const closed: Promise<void> = session
      .close()
      .catch(error => this.fail(error))
      .finally(() => this.#closing.delete(closed));
    this.#closing.add(closed);
    return closed;
  }

  #relayout(columns: number, rows: number, zoomed: boolean): void {
    const layout = calculateLayout(columns, rows, zoomed);
    const { view } = this.#state;
    if (layout.kind !== 'too-small') {
      this.#screens?.resize(layout.terminal);
      if (view.kind === 'lesson')
        view.opened.session.setShellSize(layout.terminal.width, layout.terminal.height);
    }
    this.update({ layout, columns, rows, zoomed });
  }
}
