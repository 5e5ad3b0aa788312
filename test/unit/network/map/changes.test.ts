import { describe, expect, it } from 'vitest';
import { changedCells, mapOf, type Snapshot } from '../../../../src/network/index.ts';
import { lab } from './lab.ts';
import { bridge, front, hostWith } from './outline.ts';

describe('what has changed', () => {
  const earlier = () => hostWith([{ name: 'web', on: { front: '172.18.0.2' } }]);
  const changed = (one: Snapshot, other: Snapshot) => [...changedCells(mapOf(one), mapOf(other))].sort();

  it('is nothing between two looks at the same host', () => {
    expect(changed(earlier(), earlier())).toEqual([]);
  });

  it('is a new row with its places, and a row that is gone', () => {
    const after = hostWith([{ name: 'db', on: { back: '172.19.0.2' } }]);
    expect(changed(earlier(), after)).toEqual([
      'cell:host1/db@host1/back',
      'cell:host1/web@host1/front',
      'row:host1/db',
      'row:host1/web',
    ]);
  });

  it('is one place where a container joins one more network', () => {
    const after = hostWith([{ name: 'web', on: { front: '172.18.0.2', back: '172.19.0.2' } }]);
    expect(changed(earlier(), after)).toEqual(['cell:host1/web@host1/back']);
  });

  it('is the row, not its places, where a container is paused', () => {
    const after = hostWith([{ name: 'web', state: 'paused', on: { front: '172.18.0.2' } }]);
    expect(changed(earlier(), after)).toEqual(['row:host1/web']);
  });

  it('is the rail and the host’s place on it where a network is removed', () => {
    const after = lab({
      name: 'host1',
      networks: [front, bridge],
      containers: [{ name: 'web', on: { front: '172.18.0.2' } }],
    });
    expect(changed(earlier(), after)).toEqual(['cell:host1@host1/back', 'rail:host1/back']);
  });

  it('is the machine where its uplink changes', () => {
    const after = hostWith([{ name: 'web', on: { front: '172.18.0.2' } }], { address: '10.77.0.9' });
    expect(changed(earlier(), after)).toEqual(['machine:host1']);
  });
});
