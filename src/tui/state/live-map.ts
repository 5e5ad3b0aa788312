import { changedCells, mapOf, type NetworkMap, type Snapshot } from '../../network/index.ts';
import type { NetworkWatch } from '../../session/index.ts';

/** The map as it is now, what changed last on it, and what it was made from. */
export type MapSeen = {
  readonly map: NetworkMap;
  /** Ids of what the last change has touched: it stays lit until the next one. */
  readonly lit: ReadonlySet<string>;
  readonly snapshot: Snapshot;
  /** Ids of its rows, from top to bottom. */
  readonly rows: readonly string[];
};

/** The map of a session's network. The network is read only while somebody subscribes. */
export class LiveMap {
  readonly #network: NetworkWatch;
  #seen: MapSeen | undefined;

  constructor(network: NetworkWatch) {
    this.#network = network;
  }

  readonly subscribe = (listener: () => void): (() => void) => this.#network.subscribe(listener);

  /** The same object until the network was read anew; undefined until it has been read at all. */
  readonly getSnapshot = (): MapSeen | undefined => {
    const snapshot = this.#network.getSnapshot();
    if (snapshot === undefined) this.#seen = undefined;
    else if (snapshot !== this.#seen?.snapshot) this.#seen = follow(this.#seen, snapshot);
    return this.#seen;
  };
}

function follow(before: MapSeen | undefined, snapshot: Snapshot): MapSeen {
  const map = mapOf(snapshot);
  const rows = map.machines.flatMap(machine =>
    machine.kind === 'host' ? machine.rows.map(({ id }) => id) : [],
  );
  if (before === undefined) return { map, lit: new Set(), snapshot, rows };
  const changed = changedCells(before.map, map);
  return { map, lit: changed.size > 0 ? changed : before.lit, snapshot, rows };
}
