import { describe, expect, it } from 'vitest';
import { mapOf } from '../../../../src/network/index.ts';
import type { ContainerPlan } from './lab.ts';
import { hostWith, outline, rowOf, rowsOf } from './outline.ts';

describe('rows', () => {
  it('begin with the host, with those in host mode on it, and go on by name as people count', () => {
    const map = mapOf(
      hostWith([
        { name: 'box10', on: { front: '172.18.0.3' } },
        { name: 'box2', on: { front: '172.18.0.2' } },
        { name: 'guest', mode: 'host', stack: 'host1' },
      ]),
    );
    expect(rowsOf(map).map(({ name }) => name)).toEqual(['host1', 'box2', 'box10']);
    expect(rowOf(map, 'host1')).toMatchObject({ kind: 'host', guests: ['guest'] });
  });

  it('keep a container of host mode to itself while it does not run', () => {
    const map = mapOf(hostWith([{ name: 'guest', mode: 'host', state: 'exited', exit: 1 }]));
    expect(outline(map)).toEqual(['host1', 'guest | host-mode']);
  });

  it('hang a container under the one whose namespace it shares, also where that is the host', () => {
    const map = mapOf(
      hostWith([
        { name: 'app', mode: 'container:id-of-web', stack: 'host1-web' },
        { name: 'web', on: { front: '172.18.0.2' } },
        { name: 'guest', mode: 'host', stack: 'host1' },
        { name: 'spy', mode: 'container:id-of-guest', stack: 'host1' },
        { name: 'log', mode: 'container:id-of-app', stack: 'host1-web' },
      ]),
    );
    expect(outline(map)).toEqual([
      'host1',
      '  spy | shares guest',
      'web',
      '  app | shares web',
      '    log | shares app',
    ]);
  });

  it.each([
    ['has a namespace of another time', {}, { stack: 'of-old' }, 'apart web'],
    ['has an owner that does not run', { state: 'exited' }, { stack: 'of-old' }, 'owner-stopped web'],
    ['does not run itself', {}, { state: 'exited' }, 'would-share web'],
    ['is in a namespace nobody could enter', {}, { stack: undefined }, 'shares web'],
  ])('say what has become of a side-car that %s', (_, web, side, note) => {
    const map = mapOf(
      hostWith([
        { name: 'web', on: { front: '172.18.0.2' }, ...web },
        { name: 'side', mode: 'container:id-of-web', ...side },
      ]),
    );
    expect(outline(map)).toEqual(['host1', 'web', `  side | ${note}`]);
  });

  it('say of a side-car whose owner is gone that it is, in its place by name', () => {
    const map = mapOf(
      hostWith([
        { name: 'web', on: { front: '172.18.0.2' } },
        { name: 'side', mode: 'container:0123456789abcdef', stack: 'of-old' },
      ]),
    );
    expect(outline(map)).toEqual(['host1', 'side | owner-gone 0123456789ab', 'web']);
  });

  it('tell none mode, no network at all and a network that was removed apart', () => {
    const nowhere = {
      network: 'none',
      address: undefined,
      prefix: undefined,
      mac: undefined,
      gateway: undefined,
    };
    const map = mapOf(
      hostWith([
        { name: 'a', mode: 'none', endpoints: [{ ...nowhere, aliases: [], names: [], links: [] }] },
        { name: 'b', mode: 'front', stack: 'host1-b' },
        { name: 'c', state: 'exited', on: { lost: '172.30.0.2' } },
      ]),
    );
    expect(outline(map).slice(1)).toEqual(['a | no-network', 'b | no-endpoint', 'c | network-gone']);
  });

  it('tell how a container stands, and that Docker could not start it', () => {
    const states: readonly Partial<ContainerPlan>[] = [
      { state: 'running' },
      { state: 'paused' },
      { state: 'created' },
      { state: 'exited', exit: 137 },
      { state: 'created', exit: 128, error: 'port is already allocated' },
      { state: 'restarting', exit: 1 },
      { state: 'dead' },
    ];
    const map = mapOf(hostWith(states.map((state, at) => ({ name: `box${at}`, on: {}, ...state }))));
    const standing = rowsOf(map).flatMap(row => (row.kind === 'container' ? [row.standing] : []));
    expect(standing).toEqual([
      { kind: 'running' },
      { kind: 'paused' },
      { kind: 'created' },
      { kind: 'exited', exit: 137 },
      { kind: 'failed', exit: 128 },
      { kind: 'restarting', exit: 1 },
      { kind: 'unusual', state: 'dead' },
    ]);
  });

  it('say a port that is published for both families once, and sort by the port of the container', () => {
    const on = (address: string, hostPort: number, port: number, protocol = 'tcp') => ({
      address,
      hostPort,
      port,
      protocol,
    });
    const map = mapOf(
      hostWith([
        {
          name: 'web',
          on: { front: '172.18.0.2' },
          published: [
            on('0.0.0.0', 8443, 443),
            on('::', 8443, 443),
            on('0.0.0.0', 8080, 80),
            on('127.0.0.1', 5353, 53, 'udp'),
            on('0.0.0.0', 6053, 53),
            // As Docker 28 shows a port of a network without address translation.
            on('0.0.0.0', 0, 9000),
          ],
        },
      ]),
    );
    expect(rowOf(map, 'web')).toMatchObject({
      ports: [
        { address: undefined, hostPort: 6053, port: 53, protocol: 'tcp' },
        { address: '127.0.0.1', hostPort: 5353, port: 53, protocol: 'udp' },
        { address: undefined, hostPort: 8080, port: 80, protocol: 'tcp' },
        { address: undefined, hostPort: 8443, port: 443, protocol: 'tcp' },
      ],
    });
  });
});
