import { describe, expect, it } from 'vitest';
import {
  bridgeInterface,
  containerSeen,
  networkSeen,
  type RawContainer,
} from '../../../src/network/index.ts';

/** `docker inspect box1` of engine 20.10, cut to what is read. */
const running: RawContainer = {
  Id: 'c0ffee',
  Name: '/box1',
  Image: 'sha256:1',
  State: { Status: 'running', ExitCode: 0, Pid: 4711 },
  RestartCount: 2,
  Config: { Image: 'busybox', Tty: true, OpenStdin: true, ExposedPorts: { '80/tcp': {} } },
  HostConfig: { NetworkMode: 'default', PortBindings: { '80/tcp': [{ HostPort: '8080' }] } },
  NetworkSettings: {
    Ports: { '80/tcp': [{ HostPort: '8080' }], '81/tcp': null },
    Networks: {
      bridge: {
        IPAddress: '172.17.0.2',
        IPPrefixLen: 16,
        MacAddress: '02:42:ac:11:00:02',
        Gateway: '172.17.0.1',
        Aliases: null,
      },
    },
  },
};

describe('a container as Docker shows it', () => {
  it('has its name without the slash, its first process, its addresses and its published ports', () => {
    expect(containerSeen(running)).toMatchObject({
      name: 'box1',
      state: 'running',
      pid: 4711,
      networkMode: 'default',
      mode: 'bridge',
      published: [{ port: 80, protocol: 'tcp', address: '0.0.0.0', hostPort: 8080 }],
      declared: ['80/tcp'],
      asked: ['80/tcp'],
      restarts: 2,
      endpoints: [
        { network: 'bridge', address: '172.17.0.2', prefix: 16, gateway: '172.17.0.1', aliases: [] },
      ],
    });
  });

  it('has neither process nor address once it has ended, but keeps its networks', () => {
    const stopped = containerSeen({
      ...running,
      State: { Status: 'exited', ExitCode: 137, Pid: 0 },
      NetworkSettings: { Ports: {}, Networks: { bridge: { IPAddress: '', IPPrefixLen: 0, MacAddress: '' } } },
    });
    expect(stopped).toMatchObject({ state: 'exited', exit: 137, pid: undefined });
    expect(stopped.endpoints).toMatchObject([
      { network: 'bridge', address: undefined, prefix: undefined, mac: undefined },
    ]);
  });

  it('is known by its aliases and, from engine 25 on, by its DNS names', () => {
    const Networks = { my_net2: { Aliases: ['shop'], DNSNames: ['box1', 'shop', 'c0ffee'] } };
    const [endpoint] = containerSeen({ ...running, NetworkSettings: { Ports: null, Networks } }).endpoints;
    expect(endpoint).toMatchObject({ aliases: ['shop'], names: ['shop', 'box1', 'c0ffee'] });
  });

  it('survives a container without any network settings', () => {
    const bare = containerSeen({ ...running, NetworkSettings: { Ports: null, Networks: null } });
    expect(bare).toMatchObject({ endpoints: [], published: [] });
  });
});

describe('a network as Docker shows it', () => {
  const raw = { Id: '0123456789abcdef', Name: 'my_net2', Driver: 'bridge', Internal: false };

  it('has the gateway that was given to it', () => {
    const IPAM = { Config: [{ Subnet: '10.22.16.0/24', Gateway: '10.22.16.254' }] };
    expect(networkSeen({ ...raw, IPAM })).toMatchObject({ subnet: '10.22.16.0/24', gateway: '10.22.16.254' });
  });

  it('has the first address as its gateway where 20.10 leaves it out', () => {
    const IPAM = { Config: [{ Subnet: '172.17.0.0/16' }] };
    expect(networkSeen({ ...raw, Name: 'bridge', IPAM }).gateway).toBe('172.17.0.1');
  });

  it('shows its IPv4 pool, whichever comes first', () => {
    const IPAM = { Config: [{ Subnet: 'fd00::/64', Gateway: 'fd00::1' }, { Subnet: '10.1.0.0/24' }] };
    expect(networkSeen({ ...raw, IPAM }).subnet).toBe('10.1.0.0/24');
  });

  it('has neither subnet nor gateway nor bridge in host mode', () => {
    const host = networkSeen({ ...raw, Name: 'host', Driver: 'host', IPAM: { Config: null }, Options: null });
    expect(host).toMatchObject({ subnet: undefined, gateway: undefined, options: {} });
    expect(bridgeInterface(host)).toBeUndefined();
  });

  it('has a bridge named after its id, unless it was given a name', () => {
    expect(bridgeInterface(networkSeen(raw))).toBe('br-0123456789ab');
    const Options = { 'com.docker.network.bridge.name': 'docker0' };
    expect(bridgeInterface(networkSeen({ ...raw, Options }))).toBe('docker0');
  });
});
