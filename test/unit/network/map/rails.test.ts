import { describe, expect, it } from 'vitest';
import { mapOf } from '../../../../src/network/index.ts';
import { type ContainerPlan, lab, twoHosts } from './lab.ts';
import { recorded, rowsOf } from './outline.ts';

describe('rails', () => {
  it('stand by name as people count, the default bridge last, and leave host and none out', () => {
    const networks = ['net10', 'bridge', 'net2', 'docker_gwbridge'].map((name, at) => ({
      name,
      subnet: `172.${17 + at}.0.0/16`,
    }));
    const modes = [
      { name: 'host', driver: 'host', subnet: '' },
      { name: 'none', driver: 'null', subnet: '' },
    ];
    const map = mapOf(lab({ name: 'host1', networks: [...networks, ...modes], containers: [] }));
    expect(map.rails.map(({ name }) => name)).toEqual(['net2', 'net10', 'docker_gwbridge', 'bridge']);
  });

  it('say what can be relied on: names, a way out, containers that may talk', () => {
    const of = (name: string) => mapOf(recorded('26.1')).rails.find(rail => rail.name === name);
    expect(of('front')).toMatchObject({ dns: true, internal: false, icc: true, subnet: '172.18.0.0/16' });
    expect(of('bridge')).toMatchObject({ dns: false, interface: 'docker0' });
    const own = mapOf(
      lab({
        name: 'host1',
        networks: [{ name: 'docker_gwbridge', subnet: '172.18.0.0/16' }],
        containers: [],
      }),
    );
    expect(own.rails).toMatchObject([{ dns: false }]);
    expect(of('inside')).toMatchObject({ internal: true });
    expect(of('quiet')).toMatchObject({ icc: false });
  });

  it('are one where an overlay network exists on several hosts, and come before those of one host', () => {
    const map = mapOf(twoHosts());
    expect(map.rails.map(({ id, machines }) => [id, machines.length])).toEqual([
      ['rail:*/ov', 2],
      ['rail:host1/shop', 1],
      ['rail:host1/bridge', 1],
      ['rail:host2/bridge', 1],
    ]);
  });

  it('run through a worker whose containers on the network are all stopped: Docker there has forgotten it', () => {
    const ov = { name: 'ov', id: 'ov', driver: 'overlay', subnet: '10.0.1.0/24', options: {} };
    const on = (state: string) => ({ name: 'wb', state, on: { ov: '10.0.1.3' } });
    const hosts = (worker: ContainerPlan[]) =>
      lab(
        { name: 'host1', networks: [ov], containers: [] },
        { name: 'host2', networks: [], containers: worker },
      );
    expect(mapOf(hosts([on('exited')])).rails).toMatchObject([
      { machines: ['machine:host1', 'machine:host2'] },
    ]);
    expect(mapOf(hosts([])).rails).toMatchObject([{ machines: ['machine:host1'] }]);
    const [row] = rowsOf(mapOf(hosts([on('exited')]))).filter(({ name }) => name === 'wb');
    expect(row).toMatchObject({ cells: [{ rail: 'rail:*/ov', joint: 'off' }], notes: [] });
  });

  it('stay two where two swarms have an overlay network of the same name', () => {
    const ov = (id: string) => ({ name: 'ov', id, driver: 'overlay', subnet: '10.0.1.0/24', options: {} });
    const host = (name: string, id: string) => ({ name, networks: [ov(id)], containers: [] });
    const map = mapOf(lab(host('host1', 'one'), host('host2', 'two')));
    expect(map.rails.map(({ id }) => id)).toEqual(['rail:*/ov~one', 'rail:*/ov~two']);
  });

  it('leave out the ingress network of a swarm until something is on it', () => {
    const ingress = { name: 'ingress', driver: 'overlay', subnet: '10.0.0.0/24', options: {} };
    const names = (containers: readonly ContainerPlan[]) =>
      mapOf(lab({ name: 'host1', networks: [ingress], containers })).rails.map(({ name }) => name);
    expect(names([])).toEqual([]);
    expect(names([{ name: 'task', on: { ingress: '10.0.0.3' } }])).toEqual(['ingress']);
  });
});
