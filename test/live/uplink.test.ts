import { describe, expect, it } from 'vitest';
import type { LabHost, LabSpec } from '../../src/lab/index.ts';
import { hostOf, oneHost, sh, testEngine, testImage, withLab } from './fixture.ts';
import { watchUplinks } from './uplink-watch.ts';

/** A documentation range: nobody's address, but any router would take packets for it. */
const nobody = '198.51.100';

/** Everything a learner can do to get out, from the host and from containers of each kind of network. */
async function tryToLeave(host: LabHost): Promise<void> {
  await sh(host, 'docker network create shop');
  const tries = [
    `ping -c 2 -W 1 ${nobody}.7`,
    `curl -s -m 1 http://${nobody}.8/`,
    `echo hello | nc -u -w 1 ${nobody}.9 9`,
    'curl -s -m 1 http://leave.example/',
    `dig +tries=1 +time=1 leave.example @${nobody}.53`,
    'dig +tries=1 +time=1 leave.example',
  ].join('; ');
  for (const place of [
    '',
    ...['bridge', 'shop', 'host'].map(name => `docker run --rm --network ${name} toolbox`),
  ])
    await sh(host, `${place} bash -c '${tries}'`);
  await sh(host, 'docker pull leave.example/image');
}

const twoHosts: LabSpec = {
  ...oneHost,
  hosts: ['host1', 'host2'],
  wires: { lan: ['host1', 'host2'] },
};

describe('nothing leaves the machine', () => {
  it.each([
    ['a lab of one host', oneHost],
    ['a lab of two hosts', twoHosts],
  ])('from %s, whatever is tried in it', async (_, spec) => {
    const { docker } = await testEngine();
    const watch = await watchUplinks(
      docker,
      await testImage(),
      `net ${nobody}.0/24 or net 10.77.0.0/16 or net 203.0.113.0/24 or port 53`,
    );
    try {
      await watch.control();
      await withLab(
        async lab => {
          for (const host of lab.hosts.values()) await tryToLeave(host);
        },
        { spec },
      );
      await watch.control();
      // Name lookups of others on this machine are not the lab's.
      const foreign = (line: string): boolean =>
        /\b53\b/.test(line) && !line.includes('leave.example') && !line.includes(nobody);
      expect(watch.seen().filter(line => !foreign(line))).toEqual([]);
    } finally {
      await watch.close();
    }
  });

  it('because a host is on no network of its engine, and ends where outside ends', async () => {
    await withLab(async lab => {
      const { docker } = await testEngine();
      const host = hostOf(lab);
      const { HostConfig, NetworkSettings } = await docker.getContainer(host.containerId).inspect();
      expect(HostConfig.NetworkMode).toBe('none');
      expect(Object.keys(NetworkSettings.Networks)).toEqual(['none']);

      const outside = 'nsenter -n -t $(cat /run/netdojo/outside.pid)';
      type Link = { ifname: string; ifindex: number; link_index?: number };
      const links = async (prefix: string): Promise<Link[]> =>
        JSON.parse((await sh(host, `${prefix} ip -j link show`)).out);
      const [near, far] = [await links(''), await links(outside)];
      expect(near.map(({ ifname }) => ifname).sort()).toEqual(['docker0', 'eth0', 'lo']);
      expect(far.map(({ ifname }) => ifname).sort()).toEqual(['lan', 'lo']);
      // Two ends of one veth pair: there is no third place.
      const end = (of: Link[], name: string): Link | undefined => of.find(({ ifname }) => ifname === name);
      expect(end(near, 'eth0')?.link_index).toBe(end(far, 'lan')?.ifindex);
      expect(end(far, 'lan')?.link_index).toBe(end(near, 'eth0')?.ifindex);

      // And packets for strangers are seen to end there: one answer of "unreachable" for each.
      const unreachable = `${outside} awk '/^Icmp:/ { for (i = 1; i <= NF; i++) if (head[i] == "OutDestUnreachs") print $i; split($0, head) }' /proc/net/snmp`;
      const before = Number((await sh(host, unreachable)).out);
      expect((await sh(host, `ping -c 3 -i 0.2 -W 1 ${nobody}.7`)).code).toBe(1);
      expect(Number((await sh(host, unreachable)).out) - before).toBe(3);
    });
  });
});
