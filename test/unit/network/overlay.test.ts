import { describe, expect, it } from 'vitest';
import {
  aimAt,
  findPlace,
  goBy,
  type HostReading,
  mapOf,
  type NetworkSeen,
  ownersOf,
  predict,
  type Question,
  type Snapshot,
  snapshotOf,
  wiresOf,
} from '../../../src/network/index.ts';
import { type KeptOverlays, keptOverlays } from './kept-readings.ts';
import { drawn } from './map/drawing.ts';
import { rowsOf } from './map/outline.ts';

function readings(generation: string, state: keyof KeptOverlays): readonly HostReading[] {
  const found = keptOverlays(generation)[state];
  if (found === undefined) throw new Error('not kept: run test/live/overlay.test.ts with NETDOJO_RECORD=1');
  return found;
}

const read = (generation: string, state: keyof KeptOverlays) => snapshotOf(readings(generation, state));

function placeOf(seen: Snapshot, name: string) {
  const found = findPlace(seen, name);
  if (found.is !== 'found') throw new Error(`${found.is}: ${name}`);
  return found.place;
}

/** `open shared-network`: what is felt, and the first thing in the way. */
function predicted(seen: Snapshot, from: string, to: string, more: Partial<Question> = {}): string {
  const asked: Question = { from: placeOf(seen, from), to, protocol: 'tcp', port: 80, ...more };
  const { outcomes, blocks } = predict(seen, asked);
  return [outcomes.join('|') || '?', ...blocks.slice(0, 1).map(({ cause }) => cause.id)].join(' ');
}

function addressOf(seen: Snapshot, place: string, network = 'ov'): string {
  const { container } = placeOf(seen, place);
  return container?.endpoints.find(one => one.network === network)?.address ?? '';
}

/** The hosts as they were read, with their overlay network changed. */
function withNetwork(change: (network: NetworkSeen) => NetworkSeen): Snapshot {
  return snapshotOf(
    readings('26.1', 'joined').map(reading => {
      const { docker } = reading;
      if ('unread' in docker) throw new Error(docker.unread);
      const networks = docker.networks.map(one => (one.name === 'ov' ? change(one) : one));
      return { ...reading, docker: { ...docker, networks } };
    }),
  );
}

describe.each(['20.10', '26.1', '28.5'])('an overlay network over two hosts of Docker %s', generation => {
  it('joins containers by name, alias and address', () => {
    const seen = read(generation, 'joined');
    for (const to of ['web2', 'page', 'web2.ov', 'host2/web1', addressOf(seen, 'host2/web2')])
      expect(predicted(seen, 'host1/client', to), to).toBe('open');
    expect(predicted(seen, 'host1/client', 'web2', { port: 81 })).toBe('refused nobody-listens');
    expect(predicted(seen, 'host2/web2', 'client')).toBe('refused nobody-listens');
    expect(predicted(seen, 'host1/client', 'local2')).toBe('no-such-name name-other-host');
  });

  it('is carried by packets that a rule of the other host may drop, and then nothing is heard', () => {
    const seen = read(generation, 'dropped');
    expect(predicted(seen, 'host1/client', 'web2')).toBe('dropped overlay-tunnel');
    expect(predicted(seen, 'host2/web2', 'host1/web1')).toBe('dropped overlay-tunnel');
    expect(predicted(seen, 'host2/web2', 'host2/web1')).toBe('open');
    // Which of the two it is depends on chance.
    expect(predicted(seen, 'host1/client', 'web1')).toBe('open|dropped alias-ambiguous');
  });

  it('keeps a place for what was stopped, though the worker has forgotten the network', () => {
    const seen = read(generation, 'stopped');
    expect(predicted(seen, 'host1/client', 'web2')).toBe('no-such-name name-stopped');
    const map = mapOf(seen);
    expect(map.rails[0]).toMatchObject({ id: 'rail:*/ov', machines: ['machine:host1', 'machine:host2'] });
    const web2 = rowsOf(map).find(({ id }) => id === 'row:host2/web2');
    expect(web2).toMatchObject({ cells: [{ rail: 'rail:*/ov', joint: 'off' }], notes: [] });
  });

  it('is in two parts where one host does not count the other', () => {
    const seen = read(generation, 'apart');
    expect(predicted(seen, 'host1/client', 'web2')).toBe('no-such-name overlay-apart');
    expect(predicted(seen, 'host1/client', addressOf(seen, 'host2/web2'))).toBe('no-route overlay-apart');
    expect(predicted(seen, 'host1/client', 'host1/web1')).toBe('open');
    // Its host tells a container that there is no way on, but only once it has asked for 3 s in vain.
    const eth0 = placeOf(seen, 'host2/host').stack?.links.find(({ name }) => name === 'eth0');
    const address = eth0?.addresses[0]?.address ?? '';
    expect(predicted(seen, 'host1/client', address)).toBe('no-route|dropped link-down');
    // The host itself hears so as well, but for half a minute it may remember the neighbour that was there.
    expect(predicted(seen, 'host1/host', address)).toBe('no-route|dropped link-down');
  });

  it('is one of the manager’s alone once the worker has left', () => {
    const seen = read(generation, 'left');
    expect(predicted(seen, 'host1/client', 'web2')).toBe('no-such-name name-other-host');
    expect(mapOf(seen).rails[0]).toMatchObject({ id: 'rail:*/ov', machines: ['machine:host1'] });
  });
});

describe('what carries an overlay network', () => {
  it('is drawn as one rail through both hosts', () => {
    expect(drawn(read('26.1', 'joined'), 80)).toMatchInlineSnapshot(`
      "
      NETWORKS    ov
                  10.55.0.0/24
                  overlay
                  DNS
      HOST host1  │  docker 26.1.5  uplink eth0 10.77.1.11/24
      NETWORKS    │             docker_gwbridge  bridge
                  │             172.18.0.0/16    172.17.0.0/16
                  │             docker_gwbridge  docker0
                  │             no DNS  icc off  no DNS
      ◆ host ─────┼─────────────◆.1──────────────◆.1
      ● client ───●.4───────────●.4              │
      ● local1 ───┼─────────────┼────────────────●.2
      ● web1 ─────●.2───────────●.3              │
                  │
      HOST host2  │  docker 26.1.5  uplink eth0 10.77.1.12/24
      NETWORKS    │             docker_gwbridge  bridge
                  │             172.18.0.0/16    172.17.0.0/16
                  │             docker_gwbridge  docker0
                  │             no DNS  icc off  no DNS
      ◆ host ─────┼─────────────◆.1──────────────◆.1
      ● local2 ───┼─────────────┼────────────────●.2
      ● web1 ─────●.5───────────●.3              │
      ● web2 ─────●.7───────────●.4              │
      "
    `);
  });

  it.each([
    ['the hosts on it are not known', ({ peers: _, ...network }: NetworkSeen) => network],
    ['it is encrypted', (network: NetworkSeen) => ({ ...network, options: { encrypted: '' } })],
  ])('cannot be told where %s', (_, change) => {
    const seen = withNetwork(change);
    const address = addressOf(seen, 'host2/web2');
    expect(predicted(seen, 'host1/client', address)).toBe('? undetermined');
    // Within a host nothing is carried.
    expect(predicted(seen, 'host1/client', 'host1/web1')).toBe('open');
  });

  it('cannot be told where the other host takes it at another port', () => {
    const others = readings('26.1', 'joined').map(reading => ({
      ...reading,
      namespaces: Object.fromEntries(
        Object.entries(reading.namespaces).map(([id, namespace]) => {
          // 4789, as /proc/net/udp has it.
          const udp = namespace.sockets.udp.replaceAll(':12B5', ':1E61');
          return [id, { ...namespace, sockets: { ...namespace.sockets, udp } }];
        }),
      ),
    }));
    const seen = snapshotOf(others);
    expect(predicted(seen, 'host1/client', addressOf(seen, 'host2/web2'))).toBe('? undetermined');
  });

  it('loses what is larger than an interface of the other host takes, less what is put before it', () => {
    const seen = read('26.1', 'joined');
    const host = placeOf(seen, 'host2/host').stack;
    if (host === undefined) throw new Error('no host2');
    const links = host.links.map(link => (link.name === 'eth0' ? { ...link, mtu: 1400 } : link));
    const narrow = { ...seen, stacks: { ...seen.stacks, [host.id]: { ...host, links } } };
    const { blocks, outcomes } = predict(narrow, {
      from: placeOf(narrow, 'host1/client'),
      to: 'web2',
      protocol: 'tcp',
      port: 80,
    });
    expect(outcomes).toEqual(['open']);
    expect(blocks).toMatchObject([{ step: 'size', cause: { id: 'mtu', params: { size: 1450, mtu: 1350 } } }]);
  });
});

describe('a name on an overlay network', () => {
  it('may be known to a host of the swarm that was not read', () => {
    const seen = withNetwork(network => ({ ...network, peers: [...(network.peers ?? []), '10.9.9.9'] }));
    expect(predicted(seen, 'host1/client', 'elsewhere')).toBe('? undetermined');
    const unknown = withNetwork(({ peers: _, ...network }) => network);
    expect(predicted(unknown, 'host1/client', 'web2')).toBe('? undetermined');
    expect(predicted(seen, 'host1/local1', 'elsewhere')).toBe('no-such-name name-unknown');
    expect(predicted(read('26.1', 'joined'), 'host1/client', 'elsewhere')).toBe('no-such-name name-unknown');
  });

  it('may be that of a service', () => {
    const seen = snapshotOf(
      readings('26.1', 'joined').map(reading => {
        const { docker } = reading;
        if ('unread' in docker) throw new Error(docker.unread);
        const task = 'shop.1.q73iwudaje2lvl3vw5xopgsbb';
        const containers = docker.containers.map(one => (one.name === 'web2' ? { ...one, name: task } : one));
        return { ...reading, docker: { ...docker, containers } };
      }),
    );
    for (const name of ['shop', 'tasks.shop'])
      expect(predicted(seen, 'host1/client', name)).toBe('? undetermined');
    expect(predicted(seen, 'host1/client', 'shopping')).toBe('no-such-name name-unknown');
  });
});

describe('two hosts with the same subnets', () => {
  const seen = read('26.1', 'joined');
  const local = addressOf(seen, 'host2/local2', 'bridge');

  it('each have an owner of an address, and the nearer one is meant', () => {
    expect(addressOf(seen, 'host1/local1', 'bridge')).toBe(local);
    for (const name of ['host1', 'host2']) {
      const { machine } = placeOf(seen, `${name}/host`);
      expect(ownersOf(seen, local, machine)[0]?.machine.name).toBe(name);
    }
  });

  it('are not reached from one another by an address that both have', () => {
    const client = placeOf(seen, 'host1/client');
    expect(aimAt(seen, client, 'host2/local2')).toMatchObject({
      resolved: { is: 'not-found', cause: { id: 'name-other-host' } },
      addresses: [],
      meant: { label: 'host2/local2' },
    });
    expect(wiresOf(seen, 'host1/local1', 'host2/local2').kind).toBe('unwired');
  });

  it('may have a container of one name, and the one is never taken for the other', () => {
    const client = placeOf(seen, 'host1/client');
    const [one, other] = [addressOf(seen, 'host1/web1'), addressOf(seen, 'host2/web1')];
    const by = (to: string, addresses: readonly string[]) =>
      goBy(seen, client, to, aimAt(seen, client, to), addresses);
    expect(by('host1/web1', [other, one])).toBe(one);
    expect(by('host2/web1', [one, other])).toBe(other);
    expect(by('web1', [other, one])).toBe(other);
    // On host1 the name may lead to its own alone.
    expect(by('host2/web1', [one])).toBeUndefined();
  });
});
