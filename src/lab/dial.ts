import { Agent } from 'node:http';
import { Duplex } from 'node:stream';
import { FrameReader } from './frames.ts';

/** Opens one more `docker system dial-stdio` and gives its stream, in frames. */
export type OpenDial = () => Promise<Duplex>;

/**
 * A connection to the inner Docker that runs through `docker exec … docker system dial-stdio`, and looks like a socket to
 * `node:http`. It exists at once and connects later: an agent only counts what `createConnection` returns synchronously,
 * otherwise it opens too many and destroys the surplus with an AbortError that nobody catches (Node 20 to 24).
 */
export class DialSocket extends Duplex {
  readonly #frames = new FrameReader();
  #engine: Duplex | undefined;
  #whenOpen: (() => void) | undefined;
  #answered = false;
  #complaint = '';

  constructor(open: OpenDial) {
    super({ allowHalfOpen: false });
    // Who waits for an answer listens too. Without this an idle connection that breaks would end the program.
    this.on('error', () => {});
    open().then(
      engine => this.#connected(engine),
      (error: Error) => this.destroy(error),
    );
  }

  #connected(engine: Duplex): void {
    // Also on a destroyed stream an error may still arrive.
    engine.on('error', error => this.destroy(error));
    if (this.destroyed) {
      engine.destroy();
      return;
    }
    this.#engine = engine;
    engine.on('data', (chunk: Buffer) => this.#receive(chunk));
    engine.on('end', () => this.#ended());
    engine.on('close', () => this.#ended());
    this.emit('connect');
    this.#whenOpen?.();
  }

  #receive(chunk: Buffer): void {
    let more = true;
    for (const { stream, bytes } of this.#frames.read(chunk)) {
      if (stream === 'stderr') this.#complaint += bytes.toString();
      else {
        this.#answered = true;
        more = this.push(bytes);
      }
    }
    if (!more) this.#engine?.pause();
  }

  #ended(): void {
    if (this.destroyed || this.readableEnded) return;
    if (this.#answered || this.#complaint === '') this.push(null);
    // dial-stdio found nobody to talk to and said so: the inner daemon is down.
    else this.destroy(Object.assign(new Error(this.#complaint.trim()), { code: 'ECONNREFUSED' }));
  }

  override _read(): void {
    this.#engine?.resume();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    if (this.#engine) this.#engine.write(chunk, done);
    else this.#whenOpen = () => this.#engine?.write(chunk, done);
  }

  override _final(done: (error?: Error | null) => void): void {
    if (this.#engine) this.#engine.end();
    done();
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#engine?.destroy();
    done(error);
  }

  // What node:http calls on a TCP socket; there is nothing to set on this one.
  setKeepAlive(): this {
    return this;
  }
  setNoDelay(): this {
    return this;
  }
  setTimeout(): this {
    return this;
  }
  ref(): this {
    return this;
  }
  unref(): this {
    return this;
  }
}

/** Connections for `node:http` that are dials. */
export class DialAgent extends Agent {
  readonly #open: OpenDial;

  constructor(open: OpenDial, options: { keepAlive: boolean; maxSockets: number }) {
    super(options);
    this.#open = open;
  }

  override createConnection(): Duplex {
    return new DialSocket(this.#open);
  }
}
