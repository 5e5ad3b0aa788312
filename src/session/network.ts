import { EnvironmentError } from '../engine/index.ts';
import type { Lab } from '../lab/index.ts';
import { type Snapshot, snapshot } from '../network/index.ts';
import { viewOfLab } from '../probe/index.ts';
import { logDefect } from './defect.ts';

/** The network of the lab as it was last read, for whoever draws it. */
export type NetworkWatch = {
  /** Undefined until it has been read, and while there is no lab. */
  getSnapshot(): Snapshot | undefined;
  /** While anybody listens, it is read anew after each change. */
  subscribe(listener: () => void): () => void;
};

/** What the session tells it. */
export type WatchedNetwork = NetworkWatch & {
  /** Something may have changed. */
  changed(): void;
};

/** Reads the network of a lab while somebody looks at it: once at a time, and once more for what changed meanwhile. */
export function watchNetwork(lab: () => Pick<Lab, 'hosts'> | undefined): WatchedNetwork {
  const listeners = new Set<() => void>();
  let seen: { readonly of: Pick<Lab, 'hosts'>; readonly network: Snapshot } | undefined;
  let reading = false;
  let again = false;

  const read = async (): Promise<void> => {
    const of = lab();
    if (of === undefined) return;
    const { signal } = new AbortController();
    const network = await snapshot(viewOfLab(of, signal).readers);
    if (lab() !== of) return;
    seen = { of, network };
    for (const listener of listeners) listener();
  };

  const follow = async (): Promise<void> => {
    reading = true;
    try {
      do {
        again = false;
        await read();
      } while (again && listeners.size > 0);
    } catch (error) {
      // A host that went away while it was read is the session's news. What was drawn stays until there is other.
      if (!(error instanceof EnvironmentError)) logDefect(error);
    } finally {
      reading = false;
    }
  };

  const changed = (): void => {
    if (listeners.size === 0) return;
    if (reading) again = true;
    else void follow();
  };

  return {
    getSnapshot: () => (seen !== undefined && seen.of === lab() ? seen.network : undefined),
    subscribe: listener => {
      listeners.add(listener);
      changed();
      return () => {
        listeners.delete(listener);
      };
    },
    changed,
  };
}
