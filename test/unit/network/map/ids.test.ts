import { describe, expect, it } from 'vitest';
import { mapOf, type NetworkMap } from '../../../../src/network/index.ts';
import { crowd, twoHosts } from './lab.ts';
import { recorded, rowsOf } from './outline.ts';

describe('ids', () => {
  it('are different for everything on the map', () => {
    for (const map of [mapOf(crowd()), mapOf(twoHosts()), mapOf(recorded('20.10'))]) {
      const ids = [
        ...map.rails.map(({ id }) => id),
        ...map.machines.map(({ id }) => id),
        ...rowsOf(map).flatMap(({ id, cells }) => [id, ...cells.map(cell => cell.id)]),
      ];
      expect(new Set(ids).size).toBe(ids.length);
    }
  });

  it('do not depend on the order in which Docker lists things', () => {
    const snapshot = recorded('26.1');
    const machines = snapshot.machines.map(machine => {
      const { docker } = machine;
      if (docker === undefined || 'unread' in docker) return machine;
      const { containers, networks } = docker;
      return {
        ...machine,
        docker: { ...docker, containers: containers.toReversed(), networks: networks.toReversed() },
      };
    });
    expect(mapOf({ ...snapshot, machines })).toEqual(mapOf(snapshot));
  });

  it('are the same on three generations of Docker for the same deeds', () => {
    const [oldest, ...others] = (['20.10', '26.1', '28.5'] as const).map(generation =>
      mapOf(recorded(generation)),
    );
    if (oldest === undefined) throw new Error('no map');
    const places = (map: NetworkMap) => rowsOf(map).flatMap(({ cells }) => cells);
    for (const other of others) expect(places(other)).toEqual(places(oldest));
  });
});
