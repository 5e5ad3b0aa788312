import { describe, expect, it } from 'vitest';
import { wiresOf } from '../../../../src/network/index.ts';
import { drawnWires } from './drawing.ts';
import { recorded } from './outline.ts';

describe('a container and a machine', () => {
  it('are joined by the bridge, which is an interface of the host', () => {
    expect(drawnWires(recorded('26.1'), ['db', 'host'], 80)).toMatchInlineSnapshot(`
      "
      db                   back  br-000000000001             host
      ┌───────────────┐    mtu 1500                          ┌───────────────────────┐
      │ eth0          │  ┌────────────────────────────────┐  │ br-000000000001       │
      │ 172.19.0.2/16 ├──┤ veth0000002 ══════════════════ ├──┤ 172.19.0.1/16         │
      │ LISTEN *:80   │  │         172.19.0.1/16          │  │ LISTEN 10.77.0.2:53   │
      └───────────────┘  └────────────────────────────────┘  │ LISTEN *:8000         │
                                                             │ LISTEN *:8080         │
                                                             │ LISTEN 127.0.0.1:8081 │
                                                             └───────────────────────┘
      "
    `);
  });

  it('the same with one in host mode, whose stack is that of the host', () => {
    const boxes = wiresOf(recorded('26.1'), 'db', 'hosty');
    expect(boxes).toMatchObject({
      kind: 'path',
      stations: [{}, {}, { kind: 'stack', box: { names: ['hosty'] } }],
    });
    expect(wiresOf(recorded('26.1'), 'hosty', 'host')).toMatchObject({ kind: 'together' });
  });

  it('are joined by the host where it is the machine outside', () => {
    expect(drawnWires(recorded('28.5'), ['db', 'outside'], 80)).toMatchInlineSnapshot(`
      "
      ┌─────────────────────────────────┐
      │ db                              │
      │ eth0  172.19.0.2/16             │
      │ LISTEN *:80                     │
      └───┬─────────────────────────────┘
          │
      ┌───┴─────────────────────────────┐
      │ back  br-000000000001  mtu 1500 │
      │ veth0000002                     │
      │ 172.19.0.1/16                   │
      └───┬─────────────────────────────┘
          │
      ┌───┴─────────────────────────────┐
      │ host1 routes, rules permitting  │
      │ 10.77.0.1 dev eth0              │
      │ eth0  10.77.0.2/24              │
      └───┬─────────────────────────────┘
          │
      ┌───┴─────────────────────────────┐
      │ outside                         │
      │ lan  10.77.0.1/24               │
      │ LISTEN *:80                     │
      └─────────────────────────────────┘
      "
    `);
  });

  it('are met in turn from outside, too, where the host has no route to tell of', () => {
    const [there, back] = [
      wiresOf(recorded('28.5'), 'db', 'outside'),
      wiresOf(recorded('28.5'), 'outside', 'db'),
    ];
    const router = (wires: typeof there) =>
      wires.kind === 'path' ? wires.stations.find(({ kind }) => kind === 'router') : undefined;
    const eth0 = { name: 'eth0', address: '10.77.0.2/24' };
    expect(router(there)).toMatchObject({
      router: { enters: undefined, leaves: eth0, route: { kind: 'to', to: '10.77.0.1' } },
    });
    expect(router(back)).toMatchObject({ router: { enters: eth0, leaves: undefined, route: undefined } });
  });

  it('may both be machines', () => {
    expect(drawnWires(recorded('28.5'), ['outside', 'host'], 80)).toMatchInlineSnapshot(`
      "
      ┌───────────────────────┐
      │ outside               │
      │ lan  10.77.0.1/24     │
      │ LISTEN *:80           │
      └───┬───────────────────┘
          │
      ┌───┴───────────────────┐
      │ host                  │
      │ eth0  10.77.0.2/24    │
      │ LISTEN 10.77.0.2:53   │
      │ LISTEN *:8000         │
      │ LISTEN *:8080         │
      │ LISTEN 127.0.0.1:8081 │
      └───────────────────────┘
      "
    `);
  });
});
