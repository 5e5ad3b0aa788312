import { reduce } from './reduce.ts';
import type { FullState, SessionEvent } from './types.ts';

/** Holds the state of a session. Listeners are told once for all events of one turn of the event loop. */
export type Store = {
  get(): FullState;
  /** Takes an event: state at once, listeners soon. `onEvent` hooks see the event with the state after it. */
  dispatch(event: SessionEvent): void;
  subscribe(listener: () => void): () => void;
};

/** A store that starts from a state and shows each event, with the state after it, to `onEvent`. */
export function createStore(
  initial: FullState,
  onEvent: (event: SessionEvent, state: FullState) => void,
): Store {
  let state = initial;
  let announced = true;
  const listeners = new Set<() => void>();

  const announce = (): void => {
    announced = true;
    for (const listener of [...listeners]) listener();
  };

  return {
    get: () => state,
    dispatch: event => {
      state = reduce(state, event);
      onEvent(event, state);
      if (!announced) return;
      announced = false;
      setImmediate(announce);
    },
    subscribe: listener => {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
  };
}
