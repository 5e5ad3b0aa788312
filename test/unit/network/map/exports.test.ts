import { describe, expect, it } from 'vitest';
import { mapJson, mapMermaid, mapOf, mapSvg, type Snapshot } from '../../../../src/network/index.ts';
import { chineseWords, words } from './drawing.ts';
import { lab, twoHosts } from './lab.ts';
import { hostWith, recorded, rowsOf, trouble } from './outline.ts';

/** Names that mean something to HTML, XML, Mermaid, a shell and a terminal. */
const hostile = [
  '"]; click n "javascript:alert(1)"',
  '</text><script>alert(1)</script>',
  'a & b #quot; `code` --> x',
  'end\nsubgraph x\u001b[31m',
];

function hostileNames(): Snapshot {
  return lab({
    name: 'host1',
    networks: hostile.map((name, at) => ({ name, subnet: `172.${18 + at}.0.0/16` })),
    containers: [
      { name: 'web', on: Object.fromEntries(hostile.map((name, at) => [name, `172.${18 + at}.0.2`])) },
    ],
    namespaces: { '</g>"]': { [hostile[0] ?? '']: '172.18.0.9' } },
  });
}

describe('as JSON', () => {
  it('a map is a document with a version, in which every field is there', () => {
    const json = mapJson(
      mapOf(hostWith([{ name: 'gone', state: 'exited', exit: 137, on: { back: '172.19.0.2' } }])),
    );
    expect(JSON.parse(JSON.stringify(json))).toEqual(json);
    expect(json).toMatchObject({
      version: 1,
      rails: [{ id: 'rail:host1/back' }, { id: 'rail:host1/front' }, { id: 'rail:host1/bridge' }],
      machines: [
        {
          rows: [
            { id: 'row:host1' },
            {
              id: 'row:host1/gone',
              standing: { kind: 'exited', exit: 137 },
              cells: [{ id: 'cell:host1/gone@host1/back', joint: 'off', address: null, hostPart: null }],
            },
          ],
        },
      ],
    });
  });
});

describe('as Mermaid', () => {
  it('a map is a graph of rails and rows', () => {
    expect(mapMermaid(mapOf(trouble()))).toMatchInlineSnapshot(`
      "graph LR
        n_rail_3a_host1_2f_back(["back<br/>172.19.0.0/16<br/>br-2"])
        n_rail_3a_host1_2f_front(["front<br/>172.18.0.0/16<br/>br-0"])
        n_rail_3a_host1_2f_bridge(["bridge<br/>172.17.0.0/16<br/>docker0"])
        subgraph n_machine_3a_host1["host1"]
          n_row_3a_host1{{"host1<br/>guest"}}
          n_row_3a_host1_2f_asleep["asleep<br/>paused"]:::off
          n_row_3a_host1_2f_failed["failed<br/>failed 128"]:::off
          n_row_3a_host1_2f_gone["gone<br/>exited 137"]:::off
          n_row_3a_host1_2f_lone["lone"]
          n_row_3a_host1_2f_lost["lost"]
          n_row_3a_host1_2f_never["never<br/>created"]:::off
          n_row_3a_host1_2f_web["web"]
          n_row_3a_host1_2f_late["late"]
          n_row_3a_host1_2f_side["side"]
          n_row_3a_host1_2f_netns_3a_hand[/"hand"/]
        end
        n_row_3a_host1 ---|".1"| n_rail_3a_host1_2f_back
        n_row_3a_host1 ---|".1"| n_rail_3a_host1_2f_front
        n_row_3a_host1 ---|".1"| n_rail_3a_host1_2f_bridge
        n_row_3a_host1_2f_asleep ---|".3.7"| n_rail_3a_host1_2f_front
        n_row_3a_host1_2f_failed -.- n_rail_3a_host1_2f_front
        n_row_3a_host1_2f_gone -.- n_rail_3a_host1_2f_back
        n_row_3a_host1_2f_never -.- n_rail_3a_host1_2f_front
        n_row_3a_host1_2f_web ---|".2"| n_rail_3a_host1_2f_bridge
        n_row_3a_host1_2f_side === n_row_3a_host1_2f_web
        n_row_3a_host1_2f_netns_3a_hand ---|".200"| n_rail_3a_host1_2f_bridge
        classDef off stroke-dasharray: 4 4
      "
    `);
  });

  it('joins what shares a namespace, the machine outside, and hosts on one overlay network', () => {
    const one = mapMermaid(mapOf(recorded('26.1')));
    expect(one).toContain('n_row_3a_host1_2f_side === n_row_3a_host1_2f_web');
    expect(one).toContain('n_row_3a_host1 --- n_machine_3a_outside');
    const two = mapMermaid(mapOf(twoHosts()));
    expect(two).toContain('n_row_3a_host1_2f_wa ---|".2"| n_rail_3a__2a__2f_ov');
    expect(two).toContain('n_row_3a_host2_2f_wb ---|".3"| n_rail_3a__2a__2f_ov');
  });

  it('joins no host to a machine outside that is on another wire', () => {
    const snapshot = recorded('26.1');
    const [host, outside] = mapOf(snapshot).machines;
    if (host === undefined || outside?.kind !== 'outside') throw new Error('no outside');
    const elsewhere = { rails: [], machines: [host, { ...outside, addresses: ['192.0.2.1'] }] };
    expect(mapMermaid(elsewhere)).not.toMatch(/--- n_machine/);
  });

  it('has no name break out of its quotes', () => {
    const id = 'n_[0-9A-Za-z_]+';
    const label = '"[^"`<>&;]*(?:(?:<br/>|#\\d+;)[^"`<>&;]*)*"';
    const lines = [
      'graph LR',
      `${id}\\(\\[${label}\\]\\)`,
      `${id}\\{\\{${label}\\}\\}`,
      `${id}\\[/${label}/\\]`,
      `${id}\\[${label}\\](?::::off)?`,
      `subgraph ${id}\\[${label}\\]`,
      `${id} (?:---|-\\.-|===)(?:\\|${label}\\|)? ${id}`,
      'end',
      'classDef off stroke-dasharray: 4 4',
      '',
    ].map(line => new RegExp(`^ *${line}$`));
    for (const snapshot of [hostileNames(), trouble(), recorded('28.5')])
      for (const line of mapMermaid(mapOf(snapshot)).split('\n'))
        expect(
          lines.some(one => one.test(line)),
          line,
        ).toBe(true);
  });
});

describe('as SVG', () => {
  const svg = (snapshot: Snapshot, say = words) => mapSvg(mapOf(snapshot), say);

  /** Elements by what they are called, with their attributes; fails where the text is not well-formed. */
  function elements(
    text: string,
  ): readonly { readonly name: string; readonly of: ReadonlyMap<string, string>; readonly text: string }[] {
    const found: { name: string; of: Map<string, string>; text: string }[] = [];
    const open: string[] = [];
    const token = /<(\/?)([a-z]+)((?: [\w-]+(?::\w+)?="[^"<]*")*)(\/?)>|([^<]+)/gy;
    let end = 0;
    for (const [whole, closing, name = '', attributes = '', empty, content] of text.matchAll(token)) {
      end += whole.length;
      if (content !== undefined) {
        expect(content).not.toMatch(/&(?!#\d+;)|>|[^\P{C}\n]/u);
        const last = found.at(-1);
        // Between elements there are only ends of lines.
        if (last !== undefined) last.text += content.trim();
      } else if (closing === '/') expect(open.pop()).toBe(name);
      else {
        const of = new Map(
          [...attributes.matchAll(/ ([\w:-]+)="([^"]*)"/g)].map(([, key = '', value = '']) => [key, value]),
        );
        found.push({ name, of, text: '' });
        if (empty !== '/') open.push(name);
      }
    }
    expect([end, open]).toEqual([text.length, []]);
    return found;
  }

  it('a map is one picture that needs nothing beside it, with a title', () => {
    const [root, title, ...others] = elements(svg(recorded('26.1')));
    expect(root?.name).toBe('svg');
    expect(root?.of.get('role')).toBe('img');
    expect(title).toMatchObject({ name: 'title', text: 'Networks of host1' });
    const text = svg(recorded('26.1'));
    expect(text).not.toMatch(/href|url\(|@import|<style|<script|<image/);
    expect(new Set(others.map(({ name }) => name))).toEqual(
      new Set(['rect', 'g', 'line', 'circle', 'polygon', 'path', 'text']),
    );
  });

  it('has everything of the map under its id', () => {
    for (const snapshot of [recorded('28.5'), trouble(), twoHosts()]) {
      const map = mapOf(snapshot);
      const ids = elements(svg(snapshot)).flatMap(({ of }) => of.get('data-id') ?? []);
      expect(ids).toEqual([...map.rails, ...rowsOf(map)].map(({ id }) => id));
    }
  });

  it.each([
    ['a recorded host', recorded('26.1')],
    ['trouble', trouble()],
    ['two hosts', twoHosts()],
  ])('keeps texts apart and within the picture: %s', (_, snapshot) => {
    for (const say of [words, chineseWords]) {
      const all = elements(svg(snapshot, say));
      const width = Number(all[0]?.of.get('width'));
      const height = Number(all[0]?.of.get('height'));
      const boxes = all
        .filter(({ name }) => name === 'text')
        .map(({ of, text }) => {
          const [x, y] = [Number(of.get('x')), Number(of.get('y'))];
          return { text, y, from: x, to: x + Number(of.get('textLength')) };
        });
      expect(boxes.length).toBeGreaterThan(10);
      for (const one of boxes) {
        expect(one.to + 16, one.text).toBeLessThanOrEqual(width);
        expect(one.y, one.text).toBeLessThanOrEqual(height);
        for (const other of boxes)
          if (one !== other && one.y === other.y)
            expect(one.to <= other.from || other.to <= one.from, `${one.text} / ${other.text}`).toBe(true);
      }
    }
  });

  it('keeps two cells for a Chinese character', () => {
    const title = elements(svg(recorded('26.1'), chineseWords)).find(({ text }) => text === '主机');
    expect(title?.of.get('textLength')).toBe('33.6');
  });

  it('ends a rail at the last host that has the network', () => {
    const ov = { name: 'ov', driver: 'overlay', id: 'ov', subnet: '10.0.1.0/24', options: {} };
    const host = (name: string, networks: readonly (typeof ov)[]) => ({ name, networks, containers: [] });
    const ends = (...hosts: readonly ReturnType<typeof host>[]) =>
      Number(
        elements(svg(lab(...hosts)))
          .find(({ name }) => name === 'line')
          ?.of.get('y2'),
      );
    expect(ends(host('host1', [ov]), host('host2', []))).toBeLessThan(
      ends(host('host1', [ov]), host('host2', [ov])),
    );
  });

  it('has no name break out of its text', () => {
    const text = svg(hostileNames());
    elements(text);
    expect(text).not.toContain('<script');
    expect(text).toContain('&#60;/text&#62;');
  });
});
