import { readFileSync } from 'node:fs';
import {
  type HostReading,
  type MapRow,
  type NetworkMap,
  type Snapshot,
  snapshotOf,
} from '../../../../src/network/index.ts';
import { type ContainerPlan, type HostPlan, lab } from './lab.ts';

/** A recorded host, as a snapshot. */
export function recorded(generation: '20.10' | '26.1' | '28.5'): Snapshot {
  const file = new URL(`../readings/${generation}.json`, import.meta.url);
  const reading: HostReading = JSON.parse(readFileSync(file, 'utf8'));
  return snapshotOf([reading]);
}

export const front = { name: 'front', subnet: '172.18.0.0/16' };
export const back = { name: 'back', subnet: '172.19.0.0/16' };
export const bridge = { name: 'bridge', subnet: '172.17.0.0/16' };

/** A host with these containers on `front`, `back` and `bridge`. */
export function hostWith(containers: readonly ContainerPlan[], more: Partial<HostPlan> = {}): Snapshot {
  return lab({ name: 'host1', networks: [front, bridge, back], containers, ...more });
}

export function rowsOf(map: NetworkMap): readonly MapRow[] {
  return map.machines.flatMap(machine => (machine.kind === 'host' ? machine.rows : []));
}

export function rowOf(map: NetworkMap, name: string): MapRow {
  const row = rowsOf(map).find(one => one.name === name);
  if (row === undefined) throw new Error(`no row ${name}`);
  return row;
}

/** Name, depth and notes of each row. */
export function outline(map: NetworkMap): readonly string[] {
  return rowsOf(map).map(row => {
    const depth = row.kind === 'container' ? row.depth : 0;
    const notes = row.notes.map(note => [note.kind, ...('of' in note ? [note.of] : [])].join(' '));
    return ['  '.repeat(depth) + row.name, ...notes].join(' | ');
  });
}

export function places(row: MapRow): readonly string[] {
  return row.cells.map(({ rail, joint, hostPart }) => `${rail} ${joint} ${hostPart ?? '-'}`);
}

/** A host with hardly anything that is as it should be. */
export function trouble(): Snapshot {
  const on = (address: string, hostPort: number, port: number, protocol = 'tcp') => ({
    address,
    hostPort,
    port,
    protocol,
  });
  return hostWith(
    [
      {
        name: 'web',
        on: { bridge: '172.17.0.2' },
        published: [on('0.0.0.0', 8080, 80), on('::', 8080, 80), on('127.0.0.1', 5353, 53, 'udp')],
      },
      { name: 'side', mode: 'container:id-of-web', stack: 'host1-web' },
      { name: 'late', mode: 'container:id-of-web', stack: 'of-old' },
      { name: 'lost', mode: 'container:0123456789abcdef', stack: 'of-old' },
      { name: 'asleep', state: 'paused', on: { front: '172.18.3.7' } },
      { name: 'gone', state: 'exited', exit: 137, on: { back: '172.19.0.2' } },
      { name: 'never', state: 'created', on: { front: '172.18.0.3', lostnet: '172.30.0.2' } },
      { name: 'failed', state: 'created', exit: 128, error: 'port is taken', on: { front: '172.18.0.4' } },
      { name: 'lone', mode: 'none', stack: 'host1-lone' },
      { name: 'guest', mode: 'host', stack: 'host1' },
    ],
    { namespaces: { hand: { bridge: '172.17.0.200' } } },
  );
}
