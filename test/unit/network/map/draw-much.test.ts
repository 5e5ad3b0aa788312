import { describe, expect, it } from 'vitest';
import { drawMap, mapOf, type Snapshot } from '../../../../src/network/index.ts';
import { cellWidth } from '../../../../src/tui/text/cell-width.ts';
import { chineseWords, drawing, drawn } from './drawing.ts';
import { crowd, lab, twoHosts } from './lab.ts';
import { hostWith, recorded, rowsOf, trouble } from './outline.ts';

/** Networks and containers with names of up to 40 characters that differ in one. */
function longNames(): Snapshot {
  return lab({
    name: 'host1',
    networks: [
      { name: 'network-of-the-accounting-department-a', subnet: '172.18.0.0/16' },
      { name: 'network-of-the-accounting-department-b', subnet: '172.19.0.0/16' },
      { name: 'bridge', subnet: '172.17.0.0/16' },
    ],
    containers: Array.from({ length: 4 }, (_, at) => ({
      name: `container-${at}-of-the-accounting-department`,
      on: { [`network-of-the-accounting-department-${'ab'[at % 2]}`]: `172.${18 + (at % 2)}.0.${at + 2}` },
    })),
  });
}

describe('much', () => {
  it.each([60, 80, 100, 160])(
    'of 40 containers on 12 networks is drawn whole and in order in %i columns',
    columns => {
      const map = mapOf(crowd());
      const lines = drawn(crowd(), columns).split('\n');
      const names = lines.flatMap(line => /^[◆●] (\S+)/.exec(line)?.[1] ?? []);
      expect(names).toEqual(rowsOf(map).map(({ kind, name }) => (kind === 'host' ? 'host' : name)));
      for (const row of rowsOf(map)) {
        const line = lines.find(one =>
          one.startsWith(`${row.kind === 'host' ? '◆ host' : `● ${row.name}`} `),
        );
        expect(line?.match(/[◆●]/g)).toHaveLength(1 + row.cells.length);
      }
    },
  );

  it('keeps every address when only dots fit between the rails', () => {
    const text = drawn(crowd(), 60);
    expect(text).toContain('● box5 ───┼─┼─┼─●─●─┼─┼─┼─┼─┼─● │  D.6  E.1.6  K.2.6');
  });

  it('is drawn in parts where not even the letters of all rails fit side by side', () => {
    const networks = Array.from({ length: 40 }, (_, at) => ({ name: `net${at}`, subnet: `10.${at}.0.0/16` }));
    const containers = networks.map(({ name }, at) => ({ name: `box${at}`, on: { [name]: `10.${at}.0.2` } }));
    const text = drawn(lab({ name: 'host1', networks, containers }), 60);
    for (const { name } of networks) expect(text).toMatch(new RegExp(`^[A-Z]+ +${name} `, 'm'));
    for (const { name } of containers) expect(text).toMatch(new RegExp(`^● ${name} .*●`, 'm'));
  });

  it('of a name is cut in the middle, and what differs stays different', () => {
    const text = drawn(longNames(), 60);
    expect(text).toMatchInlineSnapshot(`
      "
      HOST host1  docker 28.5.2  uplink eth0 10.77.0.2/24
      A network-of-…partment-a  172.18.0.0/16  br-0     DNS
      B network-of-…partment-b  172.19.0.0/16  br-1     DNS
      C bridge                  172.17.0.0/16  docker0  no DNS

                                  A    B    C
      ◆ host ─────────────────────◆.1──◆.1──◆.1
      ● container-0-…-department ─●.2  │    │
      ● container-1-…-department ─┼────●.3  │
      ● container-2-…-department ─●.4  │    │
      ● container-3-…-department ─┼────●.5  │
      "
    `);
  });

  it.each([60, 61, 72, 80, 99, 100, 132, 160, 200])('fits into %i columns', columns => {
    // The width is checked where the text is made.
    for (const snapshot of [recorded('28.5'), trouble(), longNames(), crowd(), twoHosts()])
      for (const more of [{}, { ascii: true }, { words: chineseWords }]) {
        const text = drawn(snapshot, columns, more);
        for (const row of rowsOf(mapOf(snapshot)))
          if (row.kind !== 'host') expect(text).toContain(row.name.slice(0, 4));
      }
  });
});

it('measures with the measure it is given', () => {
  const wide = (text: string) => cellWidth(text) + (text.match(/w/g)?.length ?? 0);
  const snapshot = hostWith([
    { name: 'www', on: { front: '172.18.0.2' } },
    { name: 'abcdef', on: { front: '172.18.0.3' } },
  ]);
  const lines = drawMap(mapOf(snapshot), { ...drawing, columns: 80, widthOf: wide });
  const ends = lines.flatMap(line => {
    const text = line.map(one => one.text).join('');
    return /^● (www|abcdef) /.test(text) ? [wide(text.slice(0, text.indexOf('●', 2)))] : [];
  });
  expect(ends).toHaveLength(2);
  expect(ends[0]).toBe(ends[1]);
});
