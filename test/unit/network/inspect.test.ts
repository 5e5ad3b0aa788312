import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { type HostReading, inspect, mapOf, snapshotOf } from '../../../src/network/index.ts';
import { say } from '../../../src/text/index.ts';

const reading: HostReading = JSON.parse(readFileSync(new URL('readings/26.1.json', import.meta.url), 'utf8'));
const seen = snapshotOf([reading]);

function facts(row: string): string[] {
  return (inspect(seen, row)?.facts ?? []).map(fact => say('en', fact));
}

describe('a closer look', () => {
  test('is there for every row of the map', () => {
    const rows = mapOf(seen).machines.flatMap(machine => (machine.kind === 'host' ? machine.rows : []));
    expect(rows.length).toBeGreaterThan(14);
    for (const { id, name } of rows)
      expect(inspect(seen, id)?.title, id).toBe(name === 'host1' ? 'host' : name);
    expect(inspect(seen, 'row:host1/nobody')).toBeUndefined();
  });

  test('tells a container’s wire, route, listeners and published ports', () => {
    const [about, wire, route, listens, published, ...more] = facts('row:host1/web');
    expect(about).toBe('busybox, running, network mode front');
    expect(wire).toMatch(
      /^eth0 {2}172\.18\.0\.2\/16 {2}mac 02:42:\S+ {2}mtu 1500 {2}other end veth[0-9a-f]{7} on front$/,
    );
    expect(route).toBe('everything else via 172.18.0.1 by eth0');
    expect(listens).toBe('listens on [::]:80/tcp');
    expect(published).toBe('published: 0.0.0.0:8080 → 80/tcp');
    expect(more).toEqual([]);
  });

  test('tells the names that hold beside its own', () => {
    expect(facts('row:host1/db')).toContain('on back also called data');
  });

  test('of one that does not run tells what is known without it', () => {
    expect(facts('row:host1/gone')).toEqual(['busybox, exited, network mode back']);
  });

  test('of a container without a network says that there is no way', () => {
    expect(facts('row:host1/lone')).toContain('no default route');
  });
});
