import { describe, expect, it } from 'vitest';
import { mapOf } from '../../../../src/network/index.ts';
import { linkNamed } from './lab.ts';
import { hostWith, outline, recorded } from './outline.ts';

describe('machines', () => {
  it('have their uplink, and outside has its addresses, that of its wire first', () => {
    expect(mapOf(recorded('28.5')).machines).toMatchObject([
      { kind: 'host', uplink: { kind: 'up', interface: 'eth0', address: '10.77.0.2', prefix: 24 } },
      { kind: 'outside', addresses: ['10.77.0.1', '203.0.113.10', '203.0.113.20'] },
    ]);
  });

  it('tell a host without a default route from one that could not be read', () => {
    const snapshot = hostWith([]);
    const host = snapshot.stacks.host1;
    if (host === undefined) throw new Error('no host');
    const cut = { ...snapshot, stacks: { host1: { ...host, routes: [] } } };
    expect(mapOf(cut).machines[0]).toMatchObject({ uplink: { kind: 'none' } });
    expect(mapOf({ ...snapshot, stacks: {} }).machines[0]).toMatchObject({ uplink: { kind: 'unread' } });
  });

  it('have the uplink of the default route the kernel takes', () => {
    const snapshot = hostWith([]);
    const host = snapshot.stacks.host1;
    const [route] = host?.routes ?? [];
    if (host === undefined || route === undefined) throw new Error('no host');
    const links = [...host.links, linkNamed('eth1', 80, 'veth', 99, [['10.98.0.6', 24]])];
    const uplink = (...routes: readonly (typeof route)[]) =>
      mapOf({ ...snapshot, stacks: { host1: { ...host, links, routes } } }).machines[0];
    const other = { ...route, device: 80, metric: 50 };
    expect(uplink({ ...route, metric: 100 }, other)).toMatchObject({ uplink: { interface: 'eth1' } });
    expect(uplink({ ...other, table: 100 }, { ...route, metric: 100 })).toMatchObject({
      uplink: { interface: 'eth0' },
    });
  });

  it('are on the map also where their Docker does not answer', () => {
    const snapshot = hostWith([{ name: 'web' }]);
    const machines = snapshot.machines.map(machine => ({ ...machine, docker: { unread: 'no answer' } }));
    const map = mapOf({ ...snapshot, machines });
    expect(map.machines[0]).toMatchObject({ docker: { kind: 'unread', reason: 'no answer' } });
    expect(outline(map)).toEqual(['host1']);
    expect(map.rails).toEqual([]);
  });
});
