import { describe, expect, it } from 'vitest';
import { changedCells, drawMap, type MapLine, mapOf } from '../../../../src/network/index.ts';
import { drawing, textOf } from './drawing.ts';
import { lab } from './lab.ts';
import { hostWith, recorded, rowsOf } from './outline.ts';

describe('what has just changed', () => {
  const lit = (lines: readonly MapLine[]) =>
    lines.flatMap(line => line.filter(({ tone }) => tone === 'lit').map(({ text }) => text));
  const earlier = hostWith([{ name: 'web', on: { front: '172.18.0.2' } }]);

  it.each([
    ['a place', hostWith([{ name: 'web', on: { front: '172.18.0.2', back: '172.19.0.2' } }]), ['●.2']],
    [
      'a state',
      hostWith([{ name: 'web', state: 'paused', on: { front: '172.18.0.2' } }]),
      ['◐', 'web', 'paused'],
    ],
    [
      'an uplink',
      hostWith([{ name: 'web', on: { front: '172.18.0.2' } }], { address: '10.77.0.9' }),
      ['HOST host1', 'docker 28.5.2', 'uplink eth0 10.77.0.9/24'],
    ],
  ])('is lit, and nothing else: %s', (_, later, expected) => {
    const lines = drawMap(mapOf(later), {
      ...drawing,
      columns: 100,
      lit: changedCells(mapOf(earlier), mapOf(later)),
    });
    expect(lit(lines)).toEqual(expected);
  });

  it('is the heading of a new network', () => {
    const later = lab({
      name: 'host1',
      networks: [{ name: 'new', subnet: '172.30.0.0/16' }],
      containers: [],
    });
    const lines = (columns: number) =>
      lit(drawMap(mapOf(later), { ...drawing, columns, lit: new Set(['rail:host1/new']) }));
    expect(lines(100)).toEqual(['new']);
    const map = mapOf(recorded('26.1'));
    const letters = lit(drawMap(map, { ...drawing, columns: 60, lit: new Set(['rail:host1/front']) }));
    expect(letters).toEqual(['B', 'front', 'B']);
  });

  it('changes no text', () => {
    const map = mapOf(recorded('26.1'));
    const all = new Set(rowsOf(map).flatMap(({ id, cells }) => [id, ...cells.map(cell => cell.id)]));
    const options = { ...drawing, columns: 80 };
    expect(textOf(drawMap(map, { ...options, lit: all }), 80)).toBe(textOf(drawMap(map, options), 80));
  });
});
