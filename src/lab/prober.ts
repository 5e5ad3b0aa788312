import type { Duplex } from 'node:stream';
import { EnvironmentError } from '../engine/index.ts';
import { assureHost, type HostAddress, startCommand } from './command.ts';
import { FrameReader } from './frames.ts';
import { proberPath } from './image-paths.ts';
import { LineReader } from './lines.ts';
import type { Answer, Ask, Op, Questions } from './prober-protocol.ts';
import type { Prober } from './types.ts';

/** Where probing processes come from. */
export type ProberSource = {
  readonly host: string;
  /** Starts one and gives its stream: lines go in, frames of lines come out. */
  open(): Promise<Duplex>;
  /** Throws `host-gone` when there can be none any more. */
  assureHost(): Promise<void>;
};

/** The probing process of a lab host. */
export function proberOn(host: HostAddress): ProberSource {
  return {
    host: host.name,
    async open() {
      // Neither site packages nor environment: it starts in half the time, and the learner can't break it. It leaves
      // no compiled files behind: the image has them.
      const argv = ['python3', '-B', '-S', '-E', proberPath];
      return (await startCommand(host, { argv, stdin: true })).stream;
    },
    assureHost: () => assureHost(host),
  };
}

/** What a line of the process says about a question. Both sides travel in one package, so it is trusted. */
type Message<O extends Op> = { readonly id: number } & (
  | { readonly answer: Questions[O]['answer'] }
  | { readonly unmeasured: string }
);

type Question = {
  readonly line: string;
  /** How many processes died while it was open. */
  deaths: number;
  answer(message: Message<Op>): void;
  fail(error: unknown): void;
};

/** Questions to the probing process of a host: many at a time, over one process that is started when first needed. */
export class HostProber implements Prober {
  readonly #source: ProberSource;
  readonly #questions = new Map<number, Question>();
  #stream: Promise<Duplex> | undefined;
  #count = 0;
  #closed = false;

  constructor(source: ProberSource) {
    this.#source = source;
  }

  /**
   * Asks. Rejects with an AbortError when the signal fires, `host-gone` when the host is no more, and `prober-lost` when
   * the process died twice while this question was open.
   */
  readonly ask: Ask = <O extends Op>(op: O, ask: Questions[O]['ask'], signal?: AbortSignal) => {
    const id = ++this.#count;
    return new Promise<Answer<O>>((resolve, reject) => {
      signal?.throwIfAborted();
      const settled = () => {
        this.#questions.delete(id);
        signal?.removeEventListener('abort', aborted);
      };
      const aborted = () => {
        settled();
        if (this.#stream !== undefined) void this.#write(`${JSON.stringify({ cancel: id })}\n`);
        reject(signal?.reason);
      };
      signal?.addEventListener('abort', aborted);
      this.#questions.set(id, {
        line: `${JSON.stringify({ id, op, ask })}\n`,
        deaths: 0,
        answer(message: Message<O>) {
          settled();
          resolve('answer' in message ? message.answer : { unmeasured: message.unmeasured });
        },
        fail(error) {
          settled();
          reject(error);
        },
      });
      this.#start([id]);
    });
  };

  /** Ends the process; open questions reject with `prober-lost`. */
  close(): void {
    this.#closed = true;
    for (const question of [...this.#questions.values()]) question.fail(this.#lost(''));
    this.#stream?.then(
      stream => stream.destroy(),
      () => {},
    );
    this.#stream = undefined;
  }

  /** Puts questions to the process, which is started if there is none. */
  #start(ids: Iterable<number>): void {
    const lines = [...ids].flatMap(id => this.#questions.get(id)?.line ?? []);
    if (this.#closed) for (const question of this.#questions.values()) question.fail(this.#lost(''));
    else void this.#write(lines.join(''));
  }

  async #write(lines: string): Promise<void> {
    this.#stream ??= this.#connect();
    try {
      (await this.#stream).write(lines);
    } catch (error) {
      // Nothing can be started on that host: all that waits for it waits in vain.
      this.#stream = undefined;
      for (const question of [...this.#questions.values()]) question.fail(error);
    }
  }

  async #connect(): Promise<Duplex> {
    const stream = await this.#source.open();
    const frames = new FrameReader();
    const lines = new LineReader();
    let complaint = '';
    const complain = (text: string) => {
      complaint = (complaint + text).slice(-1_000);
    };
    stream.on('data', (chunk: Buffer) => {
      for (const piece of frames.read(chunk)) {
        if (piece.stream === 'stderr') complain(piece.bytes.toString());
        else
          for (const line of lines.read(piece.bytes)) {
            if (line.startsWith('{')) this.#receive(line);
            // The engine's own words when it could not start the process come on this side.
            else complain(line);
          }
      }
    });
    stream.on('error', () => {});
    stream.once('end', () => stream.destroy());
    stream.once('close', () => void this.#died(complaint));
    return stream;
  }

  #receive(line: string): void {
    const message: Message<Op> = JSON.parse(line);
    // A cancelled question may have been answered already.
    this.#questions.get(message.id)?.answer(message);
  }

  async #died(complaint: string): Promise<void> {
    if (this.#closed) return;
    this.#stream = undefined;
    const lost: Question[] = [];
    for (const question of this.#questions.values()) if (++question.deaths > 1) lost.push(question);
    const again = [...this.#questions].filter(([, question]) => question.deaths === 1).map(([id]) => id);
    if (again.length > 0) this.#start(again);
    if (lost.length === 0) return;
    const reason = await this.#source.assureHost().then(
      () => this.#lost(complaint),
      (error: unknown) => error,
    );
    for (const question of lost) question.fail(reason);
  }

  #lost(complaint: string): EnvironmentError {
    return new EnvironmentError('prober-lost', { host: this.#source.host, detail: complaint.trim() || '-' });
  }
}
