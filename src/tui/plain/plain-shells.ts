import type { Session, SessionState } from '../../session/index.ts';
import { shellName } from '../view/header-line.ts';
import { PlainOutput } from './plain-output.ts';

/** Characters kept of what a shell printed while another one was listened to. */
const keptOut = 16_000;

type Heard = { readonly plain: PlainOutput; stop: () => void; held: string };

/** The shells of a session on one stream of lines: one is typed to and heard, what the others print waits for them. */
export class PlainShells {
  readonly #session: Pick<Session, 'terminal' | 'getSnapshot'>;
  readonly #put: (text: string) => void;
  readonly #shells = new Map<string, Heard>();
  #current: string | undefined;
  #wanted = false;

  constructor(session: Pick<Session, 'terminal' | 'getSnapshot'>, put: (text: string) => void) {
    this.#session = session;
    this.#put = put;
  }

  /** Listens to shells that have opened and forgets those that are gone. True: another one is the current one now. */
  follow({ shells }: Pick<SessionState, 'shells'>): boolean {
    const before = this.#current;
    for (const { id, ended } of shells) {
      const terminal = this.#session.terminal(id);
      if (terminal === undefined || ended === true || this.#shells.has(id)) continue;
      const heard: Heard = { plain: new PlainOutput(), stop: () => {}, held: '' };
      // Known first: what the shell has printed already comes at once.
      this.#shells.set(id, heard);
      heard.stop = terminal.onBytes(bytes => this.#take(id, heard, bytes));
      if (this.#wanted) this.#current = id;
      this.#wanted = false;
    }
    const open = shells.filter(({ ended }) => ended !== true).map(({ id }) => id);
    for (const [id, { stop }] of this.#shells)
      if (!open.includes(id)) {
        stop();
        this.#shells.delete(id);
      }
    if (this.#current === undefined || !open.includes(this.#current)) this.#current = open[0];
    const another = before !== undefined && this.#current !== undefined && this.#current !== before;
    if (!another) this.tell();
    return another;
  }

  /** Types a line into the current shell. `echoed`: the reader has seen it already. */
  type(line: string, echoed: boolean): void {
    if (this.#current === undefined) return;
    if (echoed) this.#shells.get(this.#current)?.plain.expectEcho(line);
    this.#session.terminal(this.#current)?.write(`${line}\r`);
  }

  /** Makes the shell of that name the current one, or the next without a name. False: there is none to go to. */
  select(name: string): boolean {
    const { shells } = this.#session.getSnapshot();
    const open = shells.filter(({ ended }) => ended !== true).map(({ id }) => id);
    const next = open[(open.indexOf(this.#current ?? '') + 1) % Math.max(1, open.length)];
    const found = name === '' ? next : open.find(id => shellName(shells, id) === name);
    if (found === undefined || found === this.#current) return false;
    this.#current = found;
    return true;
  }

  /** Tells what the current shell printed while another one was heard. */
  tell(): void {
    const heard = this.#shells.get(this.#current ?? '');
    if (heard === undefined || heard.held === '') return;
    this.#put(heard.held);
    heard.held = '';
  }

  /** The shell that opens next becomes the current one. */
  awaitNext(): void {
    this.#wanted = true;
  }

  /** What the current shell is called. */
  get name(): string {
    return shellName(this.#session.getSnapshot().shells, this.#current ?? '');
  }

  close(): void {
    for (const { stop } of this.#shells.values()) stop();
  }

  #take(id: string, heard: Heard, bytes: Uint8Array): void {
    const text = heard.plain.take(bytes);
    if (id === this.#current) this.#put(text);
    else heard.held = (heard.held + text).slice(-keptOut);
  }
}
