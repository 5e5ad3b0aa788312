import type { Said } from '../../probe/schema/index.ts';
import type { Intent } from '../../session/index.ts';
import type { Layout } from '../layout.ts';
import type { Opened, StartLesson } from '../options.ts';
import type { ScreenModel } from '../terminal/screen-model.ts';
import { afterSession, restingPage } from './after-session.ts';
import type { LiveMap } from './live-map.ts';
import { MatrixAsker } from './matrix-asker.ts';
import { PacketFollower } from './packet-follower.ts';
import { Screens } from './screens.ts';
import { TextFiller } from './text-filler.ts';
import { troubleOf } from './trouble.ts';
import type { UiStore } from './ui-store.ts';

/** Milliseconds a lab may take to be cleaned up before the program ends all the same: its lease ends with the process. */
const endPatience = 5_000;

export type CurrentLessonOptions = {
  readonly store: UiStore;
  readonly startLesson: StartLesson;
  /** Called once a lesson that was left is closed: only then is its progress on disk for certain. */
  readonly onClosed: () => void;
  /** Told of an error that is not the environment's. */
  readonly onDefect: (error: unknown) => void;
};

/** The lesson on the screen, from its opening until its lab is cleaned up. There is one at a time. */
export class CurrentLesson {
  /** Follows packets of the lesson's checks. */
  readonly follower: PacketFollower;
  /** Asks who of the lesson's lab reaches whom. */
  readonly asker: MatrixAsker;
  readonly #store: UiStore;
  readonly #options: CurrentLessonOptions;
  /** The lesson being opened; another one, or none, once that one is not wanted any more. */
  #opening: symbol | undefined;
  #unsubscribe: () => void = () => {};
  #screens: Screens | undefined;
  /** Lessons that were left and still have a lab to clean up. */
  readonly #closing = new Set<Promise<void>>();
  #map: LiveMap | undefined;

  constructor(options: CurrentLessonOptions) {
    this.#options = options;
    this.#store = options.store;
    this.follower = new PacketFollower(options);
    this.asker = new MatrixAsker(options);
  }

  /** The map of the lesson's network. */
  get map(): LiveMap | undefined {
    return this.#map;
  }

  /** The row of the map that many rows on: it ends at the first and at the last. */
  rowAfter(row: number, by: number): number {
    const last = (this.#map?.getSnapshot()?.rows.length ?? 1) - 1;
    return Math.min(Math.max(0, last), Math.max(0, row + by));
  }

  /** The terminal of the shell that is looked at. */
  get screen(): ScreenModel | undefined {
    return this.#screens?.get(this.#store.getSnapshot().shell);
  }

  /** Calls back once the shell that is looked at reads a line: at once, unless it was only just opened. */
  whenReading(then: () => void): void {
    const { screen } = this;
    // Readline asks for pastes in brackets when it begins to read a line.
    const ready = () => screen?.bracketedPaste === true;
    if (screen === undefined || ready()) {
      then();
      return;
    }
    const stop = screen.subscribe(() => {
      if (!ready()) return;
      stop();
      if (this.screen === screen) then();
    });
  }

  /** Opens a lesson; the interface shows each state on the way. */
  async open(lesson: string, step: string | undefined): Promise<void> {
    if (this.#store.getSnapshot().view.kind === 'opening') return;
    const opening = Symbol(lesson);
    this.#opening = opening;
    this.#store.update({
      view: { kind: 'opening', lesson, since: Date.now() },
      highlighted: lesson,
      page: undefined,
      scroll: 0,
    });
    try {
      const [opened, { ScreenModel }, { LiveMap }] = await Promise.all([
        this.#options.startLesson(lesson, step),
        import('../terminal/screen-model.ts'),
        import('./live-map.ts'),
      ]);
      if (this.#opening !== opening) return this.#close(opened);
      this.#screens = new Screens(ScreenModel);
      this.#map = new LiveMap(opened.session.network);
      const filler = new TextFiller(this.#store, opened.session);
      const follow = () => this.#follow(opened, filler);
      this.#unsubscribe = opened.session.subscribe(follow);
      follow();
      this.fit(this.#store.getSnapshot().layout);
    } catch (error) {
      const trouble = troubleOf(error);
      if (trouble === undefined) return this.#options.onDefect(error);
      if (this.#opening === opening)
        this.#store.update({ view: { kind: 'failed', lesson, trouble }, scroll: 0 });
    }
  }

  /** Back to the list; the lab is cleaned up behind it. */
  leave(): void {
    const { view, highlighted } = this.#store.getSnapshot();
    this.#letGo();
    this.#store.update({
      view: { kind: 'list' },
      highlighted: view.kind === 'lesson' ? view.opened.session.lesson.id : highlighted,
      filter: '',
      page: undefined,
      prefixed: false,
      shell: undefined,
      awaited: false,
      filled: {},
      odd: undefined,
    });
    if (view.kind === 'lesson') void this.#close(view.opened).finally(this.#options.onClosed);
  }

  /** For the end of the program: resolves once every lab is cleaned up, or has had its time. */
  async end(): Promise<void> {
    const { view } = this.#store.getSnapshot();
    this.#letGo();
    if (view.kind === 'lesson') void this.#close(view.opened);
    const patience = Promise.withResolvers<void>();
    const timer = setTimeout(patience.resolve, endPatience);
    await Promise.race([Promise.all(this.#closing), patience.promise]);
    clearTimeout(timer);
  }

  send(intent: Intent): void {
    const { view } = this.#store.getSnapshot();
    if (view.kind === 'lesson') view.opened.session.send(intent);
  }

  /** Sends what changes the checks, and shows them. */
  act(intent: Intent): void {
    const ui = this.#store.getSnapshot();
    // The page first: what the session answers at once may ask for another one.
    if (ui.view.kind === 'lesson') this.#store.update({ page: restingPage(ui, ui.view.state), scroll: 0 });
    this.send(intent);
  }

  /** Saves what was done and seen, and says so on the closing page if that is still there. */
  async saveRecap(): Promise<void> {
    const { view } = this.#store.getSnapshot();
    if (view.kind !== 'lesson') return;
    try {
      const file = await view.opened.saveRecap();
      this.#sayOnClosing({ code: 'tui.closing.saved', params: { file } });
    } catch (error) {
      const trouble = troubleOf(error);
      if (trouble === undefined) return this.#options.onDefect(error);
      this.#sayOnClosing(trouble);
    }
  }

  #sayOnClosing(saved: Said): void {
    const { page } = this.#store.getSnapshot();
    if (page?.kind === 'closing') this.#store.update({ page: { kind: 'closing', saved }, scroll: 0 });
  }

  /** Locks a guess. The page goes at once: what is typed next is meant for the shell, whenever the session has heard. */
  guess(choice: string): void {
    this.send({ type: 'predict', choice });
    const ui = this.#store.getSnapshot();
    if (ui.view.kind === 'lesson') this.#store.update({ page: restingPage(ui, ui.view.state) });
  }

  /** Gives the shells, and those to come, the place that a layout has for them. */
  fit(layout: Layout): void {
    if (layout.kind === 'too-small') return;
    const { view } = this.#store.getSnapshot();
    if (view.kind !== 'lesson') return;
    const { session } = view.opened;
    session.setShellSize(layout.terminal.width, layout.terminal.height);
    // Also those that were opened while the screen was too small to show them.
    this.#screens?.follow(session, view.state, layout.terminal);
  }

  #follow(opened: Opened, filler: TextFiller): void {
    const { session, offered } = opened;
    const state = session.getSnapshot();
    const ui = this.#store.getSnapshot();
    const before = ui.view.kind === 'lesson' ? ui.view.state : undefined;
    if (ui.layout.kind !== 'too-small') this.#screens?.follow(session, state, ui.layout.terminal);
    const mayPredict = offered(state, session.lesson).has('predict');
    this.#store.update({
      ...afterSession(ui, before, state, mayPredict),
      view: { kind: 'lesson', opened, state },
    });
    void filler.follow();
  }

  /** Nothing that the lesson does from now on is shown. */
  #letGo(): void {
    this.#opening = undefined;
    this.#unsubscribe();
    this.follower.stop();
    this.asker.stop();
    this.#map = undefined;
    this.#screens?.close();
    this.#screens = undefined;
  }

  #close({ session }: Opened): Promise<void> {
    const closed: Promise<void> = session
      .close()
      .catch(this.#options.onDefect)
      .finally(() => this.#closing.delete(closed));
    this.#closing.add(closed);
    return closed;
  }
}
