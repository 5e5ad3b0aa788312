import { expect, test } from 'vitest';
import type { Link, Snapshot } from '../../../src/network/index.ts';
import { otherEnd, segmentOf } from '../../../src/network/wiring.ts';
import { lab } from './map/lab.ts';

const networks = [{ name: 'bridge', subnet: '172.17.0.0/16' }];

/** Two hosts on one wire, where an interface of one happens to be numbered as the uplink of the other and its far end are. */
function alike(): Snapshot {
  const seen = lab(
    { name: 'host1', address: '10.77.0.2', networks, containers: [] },
    {
      name: 'host2',
      address: '10.77.0.3',
      networks,
      containers: [{ name: 'web', on: { bridge: '172.17.0.2' } }],
    },
  );
  const stacks = Object.entries(seen.stacks).map(([id, stack]) => {
    const links = stack.links.map((link): Link => {
      if (id === 'host2-web' && link.kind === 'veth') return { ...link, index: 99, peer: 2 };
      return id === 'host2' && link.name === 'eth0' ? { ...link, index: 3, peer: 98 } : link;
    });
    return [id, { ...stack, links }];
  });
  return { ...seen, stacks: Object.fromEntries(stacks) };
}

test('a veth pair never leads from one host into another, however alike their interfaces are numbered', () => {
  const seen = alike();
  const stack = seen.stacks.host1;
  const link = stack?.links.find(({ name }) => name === 'eth0');
  if (stack === undefined || link === undefined) throw new Error('no uplink');
  expect(otherEnd(seen, { stack, link })).toBeUndefined();
  const members = segmentOf(seen, { stack, link }).members.map(one => `${one.stack.id} ${one.link.name}`);
  expect(members).toEqual(['host2 eth0']);
});
