import { abortError } from './patience.ts';
import { type ProbeKind, probeClass, runsAlone } from './schema/index.ts';
import type { ProbeContext } from './types.ts';

type Waiting = { readonly alone: boolean; readonly go: () => void };

/**
 * Who may send packets now: many probes at once, or one alone. In the order in which they came, so that nobody waits for
 * ever.
 */
export class Turns {
  #running = 0;
  #alone = false;
  #waiting: Waiting[] = [];

  /** Waits for a turn; gives how to end it. Rejects with an AbortError when the signal fires before. */
  async take(alone: boolean, signal: AbortSignal): Promise<() => void> {
    if (signal.aborted) throw abortError();
    await new Promise<void>((resolve, reject) => {
      const give = () => {
        this.#waiting = this.#waiting.filter(one => one !== waiting);
        reject(abortError());
        this.#next();
      };
      const waiting: Waiting = {
        alone,
        go: () => {
          signal.removeEventListener('abort', give);
          resolve();
        },
      };
      signal.addEventListener('abort', give, { once: true });
      this.#waiting.push(waiting);
      this.#next();
    });
    return () => {
      this.#running--;
      this.#alone = false;
      this.#next();
    };
  }

  #next(): void {
    for (;;) {
      const [first] = this.#waiting;
      if (first === undefined || this.#alone || (first.alone && this.#running > 0)) return;
      this.#waiting.shift();
      this.#running++;
      this.#alone = first.alone;
      first.go();
    }
  }
}

/** The turns of a lab, known by its hosts. */
const turns = new WeakMap<object, Turns>();

/** Runs something that sends packets in its turn; what only reads waits for nobody. Rejects as `work` and `take` do. */
export async function inTurn<T>(
  check: { readonly probe: ProbeKind },
  { hosts }: ProbeContext,
  signal: AbortSignal,
  work: () => Promise<T>,
): Promise<T> {
  if (probeClass(check) === 'state') return await work();
  return await takingTurns(hosts, runsAlone(check.probe), signal, work);
}

/** The same for what is no check; `alone`: what it counts or watches must come from nothing else of ours. */
export async function takingTurns<T>(
  hosts: ProbeContext['hosts'],
  alone: boolean,
  signal: AbortSignal,
  work: () => Promise<T>,
): Promise<T> {
  const ofLab = turns.get(hosts) ?? new Turns();
  turns.set(hosts, ofLab);
  const end = await ofLab.take(alone, signal);
  try {
    return await work();
  } finally {
    end();
  }
}
