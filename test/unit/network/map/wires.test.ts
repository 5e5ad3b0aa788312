import { describe, expect, it } from 'vitest';
import { type Snapshot, wiresOf } from '../../../../src/network/index.ts';
import { chineseWords, drawnWires } from './drawing.ts';
import { linkNamed, twoHosts } from './lab.ts';
import { hostWith, recorded, trouble } from './outline.ts';

it('what is published hangs on the bridge also where the boxes beside it are longer', () => {
  const text = drawnWires(recorded('26.1'), ['plain', 'host'], 100);
  const column = text.split('\n').map(line => line[37]);
  expect(column.join('').trim()).toMatch(/┬│+[^│]$/);
});

it('names too long for a box are cut or go on in the next line', () => {
  const name = `box-${'x'.repeat(80)}`;
  const snapshot = hostWith([
    { name, state: 'exited', on: { front: '172.18.0.2' } },
    { name: 'web', on: { front: '172.18.0.3' } },
    ...['one', 'two', 'three'].map(one => ({
      name: `${one}-${'y'.repeat(40)}`,
      mode: 'container:id-of-web',
      stack: 'host1-web',
    })),
  ]);
  expect(drawnWires(snapshot, [name, 'web'], 60)).toContain('does not run');
  const all = drawnWires(snapshot, undefined, 60);
  for (const start of ['one-y', 'two-y', 'three-y']) expect(all).toContain(start);
});

describe('all wires', () => {
  it('are the ports of every bridge, with who is at the other end', () => {
    expect(drawnWires(recorded('26.1'), undefined, 60)).toMatchInlineSnapshot(`
      "
      back  br-000000000001  mtu 1500  172.19.0.1/16
      ├─ veth0000002 ── eth0  172.19.0.2/16  db
      └─ veth0000003 ── eth1  172.19.0.3/16  api

      front  br-000000000004  mtu 1500  172.18.0.1/16
      ├─ veth0000005 ── eth0  172.18.0.2/16  web  side
      ├─ veth0000006 ── eth0  172.18.0.3/16  client
      ├─ veth0000007 ── eth0  172.18.0.4/16  api
      └─ veth0000008 ── eth0  172.18.0.5/16  shy

      inside  br-000000000009  mtu 1500  172.21.0.1/16
      ├─ veth0000010 ── eth0  172.21.0.2/16  vault
      └─ veth0000011 ── eth0  172.21.0.3/16  guard

      quiet  br-000000000012  mtu 1500  172.20.0.1/16
      ├─ veth0000013 ── eth0  172.20.0.2/16  whisper
      └─ veth0000014 ── eth0  172.20.0.3/16  murmur

      bridge  docker0  mtu 1500  172.17.0.1/16
      ├─ veth0000015 ── eth0  172.17.0.2/16  old
      └─ veth0000016 ── eth0  172.17.0.3/16  plain
      "
    `);
  });

  it('are told by host where there are several, and by address where there is no bridge', () => {
    expect(drawnWires(twoHosts(), undefined, 60)).toMatchInlineSnapshot(`
      "
      HOST host1
      ov  overlay
      ├─ eth0  10.0.1.2/24  wa
      └─ eth1  10.0.1.4/24  till

      shop  br-2  mtu 1500  172.18.0.1/16
      └─ veth103 ── eth0  172.18.0.2/16  till

      bridge  docker0  mtu 1500  172.17.0.1/16
      └─ veth107 ── eth0  172.17.0.2/16  old

      HOST host2
      ov  overlay
      └─ eth0  10.0.1.3/24  wb

      bridge  docker0  mtu 1500  172.17.0.1/16
      └ nobody
      "
    `);
  });

  it('are there for ports that lead elsewhere, too', () => {
    const snapshot = hostWith([]);
    const host = snapshot.stacks.host1;
    const bridge = host?.links.find(({ name }) => name === 'docker0');
    if (host === undefined || bridge === undefined) throw new Error('no host');
    const ports = [linkNamed('vx66', 60, 'vxlan', undefined, []), linkNamed('vp1', 61, 'veth', 9, [])];
    const links = [...host.links, ...ports.map(port => ({ ...port, master: bridge.index }))];
    const text = drawnWires({ ...snapshot, stacks: { host1: { ...host, links } } }, undefined, 60);
    expect(text).toContain('├─ vx66 ── vxlan\n└─ vp1 ─── other end unknown');
  });

  it('come in the order of the numbers of the ports', () => {
    const snapshot = hostWith(
      ['a', 'b', 'c'].map((name, at) => ({ name, on: { front: `172.18.0.${at + 2}` } })),
    );
    const host = snapshot.stacks.host1;
    if (host === undefined) throw new Error('no host');
    const turned = {
      ...snapshot,
      stacks: { ...snapshot.stacks, host1: { ...host, links: host.links.toReversed() } },
    };
    expect(wiresOf(turned)).toEqual(wiresOf(snapshot));
  });

  it('show a namespace made by hand by its name', () => {
    expect(drawnWires(trouble(), undefined, 60)).toMatch(/└─ veth\d+ ── eth0 {2}172\.17\.0\.200\/16 {2}hand/);
  });
});

it.each([60, 80, 100])('every pair fits into %i columns, also in Chinese and in ASCII', columns => {
  const snapshot = recorded('28.5');
  const names = ['client', 'web', 'db', 'side', 'api', 'lone', 'gone', 'hosty', 'plain', 'host', 'outside'];
  for (const from of names)
    for (const to of names)
      for (const more of [{}, { words: chineseWords }, { ascii: true }]) {
        const text = drawnWires(snapshot, [from, to], columns, more);
        expect(text).toContain(from);
        if ('ascii' in more) expect(text).toMatch(/^[\n -~]*$/);
      }
});

it('a port goes to the address the rules of the host name, where a container has several', () => {
  const snapshot = hostWith([
    {
      name: 'web',
      on: { back: '172.19.0.2', front: '172.18.0.2' },
      published: [{ port: 80, protocol: 'tcp', address: '0.0.0.0', hostPort: 8080 }],
    },
  ]);
  const host = snapshot.stacks.host1;
  if (host === undefined) throw new Error('no host');
  const words = ['-A', 'DOCKER', '-j', 'DNAT', '--to-destination', '172.18.0.2:80'];
  const rule = { table: 'nat', chain: 'DOCKER', packets: 0, text: words.join(' '), words };
  const rules = { nat: { DOCKER: { name: 'DOCKER', policy: undefined, packets: 0, rules: [rule] } } };
  const ruled = { ...snapshot, stacks: { ...snapshot.stacks, host1: { ...host, rules } } };
  const published = (one: Snapshot) => {
    const wires = wiresOf(one, 'web', 'host');
    return wires.kind === 'path' ? wires.published : [];
  };
  expect(published(ruled)).toEqual([{ from: '0.0.0.0:8080', to: '172.18.0.2:80' }]);
  expect(published(snapshot)).toEqual([{ from: '0.0.0.0:8080', to: '172.19.0.2:80' }]);
});
