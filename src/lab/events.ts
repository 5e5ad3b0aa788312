import { setTimeout as delay } from 'node:timers/promises';
import type Docker from 'dockerode';
import { EnvironmentError } from '../engine/index.ts';
import { LineReader } from './lines.ts';
import type { InnerEvent } from './types.ts';

/**
 * Milliseconds until the stream is opened again. The first is long enough for a daemon that was told to stop to have
 * closed its socket: an event stream opened in between would hold its shutdown up for 5 s (engine 26.1).
 */
const backOff = { first: 250, longest: 1_000 };

type Listener = (event: InnerEvent) => void;

/** The inner Docker's events, for any number of listeners over one connection that is opened again when it breaks. */
export class InnerEvents {
  readonly #docker: Docker;
  readonly #listeners = new Set<Listener>();
  #following: AbortController | undefined;
  #daemon: 'daemon-up' | 'daemon-down' | undefined;

  constructor(docker: Docker) {
    this.#docker = docker;
  }

  /**
   * Adds a listener; the first one opens the connection, the last one that leaves closes it. Each hears `daemon-up` or
   * `daemon-down` first, as soon as it is known: from `daemon-up` on no event is missed.
   */
  listen(listener: Listener): () => void {
    // A function of its own, so that the same listener given twice leaves once.
    const own: Listener = event => listener(event);
    this.#listeners.add(own);
    if (this.#following === undefined) {
      this.#following = new AbortController();
      void this.#follow(this.#following.signal);
    } else if (this.#daemon !== undefined) {
      const kind = this.#daemon;
      queueMicrotask(() => own({ kind }));
    }
    return () => {
      this.#listeners.delete(own);
      if (this.#listeners.size === 0) this.close();
    };
  }

  /** Forgets all listeners and ends the connection. */
  close(): void {
    this.#listeners.clear();
    this.#following?.abort();
    this.#following = undefined;
    this.#daemon = undefined;
  }

  async #follow(signal: AbortSignal): Promise<void> {
    let wait = backOff.first;
    while (!signal.aborted) {
      try {
        const stream = await this.#docker.getEvents({ abortSignal: signal });
        wait = backOff.first;
        this.#say('daemon-up');
        const lines = new LineReader();
        for await (const chunk of stream) {
          for (const line of lines.read(Buffer.from(chunk))) this.#tell(line);
        }
      } catch (error) {
        if (error instanceof EnvironmentError && error.code === 'host-gone') break;
      }
      if (signal.aborted) return;
      this.#say('daemon-down');
      await delay(wait, undefined, { signal }).catch(() => {});
      wait = Math.min(wait * 2, backOff.longest);
    }
    // The host is gone, and nobody closed us: its Docker is down for good.
    if (!signal.aborted) this.#say('daemon-down');
  }

  #say(kind: 'daemon-up' | 'daemon-down'): void {
    if (this.#daemon === kind) return;
    this.#daemon = kind;
    this.#send({ kind });
  }

  #tell(line: string): void {
    if (line.trim() === '') return;
    const { Type, Action, Actor }: DockerEvent = JSON.parse(line);
    const name = Actor?.Attributes?.name ?? Actor?.ID ?? '';
    this.#send({ kind: 'docker', type: Type, action: Action, name });
  }

  #send(event: InnerEvent): void {
    for (const listener of [...this.#listeners]) listener(event);
  }
}

type DockerEvent = {
  readonly Type: string;
  readonly Action: string;
  readonly Actor?: { readonly ID?: string; readonly Attributes?: { readonly name?: string } };
};
