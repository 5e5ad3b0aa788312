import { describe, expect, it } from 'vitest';
import type { LabSpec } from '../../src/lab/index.ts';
import { hostOf, oneHost, sh, testEngine, withLab } from './fixture.ts';

const twoHosts: LabSpec = {
  ...oneHost,
  lesson: 'two-hosts',
  hosts: ['host1', 'host2'],
  wires: { lan: ['host1', 'host2'] },
};

describe('a lab of two hosts', () => {
  it('lets them reach each other and outside by name, and nothing else', async () => {
    await withLab(
      async lab => {
        const [host1, host2] = [hostOf(lab, 'host1'), hostOf(lab, 'host2')];
        expect(await sh(host1, 'ping -c 1 -W 2 host2')).toMatchObject({ code: 0 });
        expect(await sh(host2, 'ping -c 1 -W 2 host1')).toMatchObject({ code: 0 });
        await sh(host2, 'docker run -d -p 8080:80 --name web toolbox hello web');
        const page = await sh(host1, 'curl -s --retry 5 --retry-connrefused -m 5 http://host2:8080/');
        const own = (await sh(host1, 'hostname -i')).out.trim();
        expect(page.out).toBe(`I am web; you are ${own}\n`);
        expect((await sh(host1, 'docker run --rm toolbox curl -s -m 5 http://outside/')).out).toBe(
          `I am outside; you are ${own}\n`,
        );
        // Packets that no NAT touched pass the wire too: routes between hosts are a lesson.
        await sh(host1, `ip route add 10.22.16.0/24 via $(getent hosts host2 | cut -d' ' -f1)`);
        await sh(
          host2,
          `docker network create --subnet 10.22.16.0/24 far; docker run -d --network far --ip 10.22.16.9 toolbox hello far; ` +
            `ip route add 172.17.5.0/24 via ${own}; iptables -I DOCKER-USER -j ACCEPT`,
        );
        expect((await sh(host1, 'curl -s --retry 5 --retry-connrefused -m 5 http://10.22.16.9/')).out).toBe(
          `I am far; you are ${own}\n`,
        );

        for (const host of [host1, host2]) {
          // 198.51.100.0/24 is a documentation range: nobody's address.
          expect((await sh(host, 'ping -c 1 -W 2 198.51.100.7')).out).toContain(
            'Destination Host Unreachable',
          );
          expect((await sh(host, 'curl -sS -m 4 http://nosuch.example/')).out).toContain(
            'Could not resolve host',
          );
          // Only what the learner's own Docker has put there.
          expect((await sh(host, 'iptables -t nat -S')).out).not.toContain('127.0.0.11');
        }
      },
      { spec: twoHosts },
    );
  });

  it('has wires that nobody on the engine routes for, and leaves none of them behind', async () => {
    const { docker } = await testEngine();
    const id = await withLab(
      async lab => {
        const [network] = await docker.listNetworks({ filters: { label: [`netdojo.lab=${lab.id}`] } });
        expect(network?.Options).toMatchObject({
          'com.docker.network.bridge.enable_ip_masquerade': 'false',
          'com.docker.network.bridge.inhibit_ipv4': 'true',
        });
        // The engine's end of the wire has no address, so a learner who points a default route at it finds nobody.
        const host = hostOf(lab, 'host1');
        const gateway = network?.IPAM?.Config?.[0]?.Gateway;
        expect(gateway).toMatch(/^10\.77\.\d+\.254$/);
        await sh(host, `ip route replace default via ${gateway}`);
        expect((await sh(host, 'ping -c 1 -W 3 198.51.100.7')).code).toBe(1);
        expect((await sh(host, `ip neigh show ${gateway}`)).out).toMatch(/FAILED|INCOMPLETE/);
        return lab.id;
      },
      { spec: twoHosts },
    );
    const filters = { label: [`netdojo.lab=${id}`] };
    expect(await docker.listContainers({ all: true, filters })).toEqual([]);
    expect(await docker.listNetworks({ filters })).toEqual([]);
    expect((await docker.listVolumes({ filters })).Volumes ?? []).toEqual([]);
  });

  it('can have a second wire, found by its address', async () => {
    const spec: LabSpec = {
      ...twoHosts,
      wires: { 'lan-a': ['host1', 'host2'], 'lan-b': ['host1', 'host2'] },
    };
    await withLab(
      async lab => {
        const { out } = await sh(hostOf(lab, 'host2'), 'ip -j -4 address show');
        const interfaces: { ifname: string; addr_info: { local: string }[] }[] = JSON.parse(out);
        const eth1 = interfaces.find(({ ifname }) => ifname === 'eth1')?.addr_info[0]?.local;
        expect(eth1).toMatch(/^10\.77\.\d+\.12$/);
        expect(await sh(hostOf(lab, 'host1'), `ping -c 1 -W 2 -I eth1 ${eth1}`)).toMatchObject({ code: 0 });
      },
      { spec },
    );
  });
});
