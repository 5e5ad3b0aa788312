import { describe, expect, test } from 'vitest';
import { frailIn } from '../../../src/proof/frail.ts';
import type { Container } from '../../../src/proof/picture.ts';

describe('what is frail on a host', () => {
  const container = (name: string, fields: Record<string, unknown> = {}) => {
    const { HostConfig, ...others } = fields;
    return {
      ...{ Id: `id-${name}`, Name: `/${name}`, State: { Running: true }, ExecIDs: null },
      NetworkSettings: { Networks: { bridge: { IPAddress: '172.17.0.2' } } },
      HostConfig: { NetworkMode: 'default', PortBindings: {}, Links: null, ...Object(HostConfig) },
      ...others,
    } as unknown as Container;
  };
  const stack = (...addresses: string[]) =>
    [
      'lo    inet 127.0.0.1/8 scope host lo',
      ...addresses.map(one => `eth0    inet ${one}/16 scope global`),
    ].join('\n');
  const frail = (containers: readonly Container[], sections: readonly (readonly [string, string])[] = []) => {
    const stacks = containers.map(({ Name }) => [`stack of ${Name.slice(1)}`, stack('172.17.0.2')] as const);
    const { started, daemon } = frailIn({ containers, sections: new Map([...stacks, ...sections]) });
    return [...started, ...(daemon ? ['the daemon'] : [])];
  };

  test('nothing of what Docker makes again as it was', () => {
    expect(
      frail([
        container('plain', { HostConfig: { PortBindings: { '80/tcp': [{ HostPort: '8080' }] } } }),
        container('ended', { State: { Running: false }, ExecIDs: ['a'] }),
        container('side', { HostConfig: { NetworkMode: 'container:id-plain' } }),
        container('hosted', { HostConfig: { NetworkMode: 'host' } }),
      ]),
    ).toEqual([]);
  });

  test.each<[string, Container, (readonly [string, string])[]]>([
    ['something was started in it', container('it', { ExecIDs: ['a'] }), []],
    [
      'its port was drawn',
      container('it', { HostConfig: { PortBindings: { '80/tcp': [{ HostPort: '' }] } } }),
      [],
    ],
    ['all its ports were drawn', container('it', { HostConfig: { PublishAllPorts: true } }), []],
    [
      'its stack was that of a container now gone',
      container('it', { HostConfig: { NetworkMode: 'container:gone' } }),
      [],
    ],
    ['it got an address by hand', container('it'), [['stack of it', stack('172.17.0.2', '10.9.9.9')]]],
    ['it lost one', container('it'), [['stack of it', stack()]]],
    ['its veth is on no bridge', container('it'), [['links', 'veth@if: <UP> mtu 1500 state UP']]],
    ['its veth is down', container('it'), [['links', 'veth@if: <> mtu 1500 master docker0 state DOWN']]],
    [
      'a link has told it an address that is no more',
      container('it', { HostConfig: { Links: ['/store:/it/store'] } }),
      [['stack of it', `${stack('172.17.0.2')}\nSTORE_PORT=tcp://172.17.0.9:80\0`]],
    ],
  ])('a container where %s, and with it the daemon', (_what, one, sections) => {
    expect(frail([one], sections)).toEqual(['it', 'the daemon']);
  });

  test('a container whose stack a frail one uses', () => {
    const side = container('side', { HostConfig: { NetworkMode: 'container:id-owner' }, ExecIDs: ['a'] });
    expect(frail([container('owner'), side]).toSorted()).toEqual(['owner', 'side', 'the daemon']);
  });

  test('the daemon where it has not read its configuration', () => {
    expect(frail([container('it')], [['docker', 'dockerd.pid\n/etc/docker/daemon.json']])).toEqual([
      'the daemon',
    ]);
  });
});
