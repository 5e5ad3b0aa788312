import type Docker from 'dockerode';
import { describe, expect, it } from 'vitest';
import { clean, sweep } from '../../src/lab/index.ts';
import { hostOf, sh, withLab } from './fixture.ts';

// The engine here is the Docker of a lab host, so that what others have on the real one stays out of it.

const later = (seconds: number): number => Date.now() + seconds * 1000;

async function names(docker: Docker): Promise<string[]> {
  const [containers, networks, volumes] = await Promise.all([
    docker.listContainers({ all: true }),
    docker.listNetworks(),
    docker.listVolumes(),
  ]);
  const all = [
    ...containers.flatMap(({ Names }) => Names.map(name => name.slice(1))),
    ...networks.map(({ Name }) => Name),
    ...(volumes.Volumes ?? []).map(({ Name }) => Name),
  ];
  return all.filter(name => !['bridge', 'host', 'none'].includes(name)).sort();
}

const of = (lab: string): string => `--label netdojo.version=1 --label netdojo.lab=${lab}`;

const leftovers = [
  // A lab that runs, with its wire and volume.
  `docker network create ${of('running')} running-wire`,
  `docker volume create ${of('running')} running-data`,
  `docker run -dit ${of('running')} --name running-host --network running-wire busybox sh`,
  // A lab whose boot was cut off, and one whose engine was restarted.
  `docker network create ${of('cut')} cut-wire`,
  `docker volume create ${of('cut')} cut-data`,
  `docker create ${of('cut')} --name cut-host busybox sh`,
  `docker run ${of('ended')} --name ended-host -v /data busybox true`,
  // The user's own.
  'docker network create shop',
  'docker volume create shop-data',
  'docker create --name shop-web --network shop nginx',
].join(' && ');

describe('the sweep at the start', () => {
  it('removes what an unclean end left, and nothing that runs, is young, or is not of netdojo', async () => {
    await withLab(async lab => {
      const host = hostOf(lab);
      expect((await sh(host, leftovers)).code).toBe(0);
      const before = await names(host.docker);

      expect(await sweep(host)).toEqual([]);
      expect(await names(host.docker)).toEqual(before);

      const removed = await sweep(host, later(70));
      expect(removed.map(({ kind, name }) => `${kind} ${name}`).sort()).toEqual([
        'container cut-host',
        'container ended-host',
        'network cut-wire',
        'volume cut-data',
      ]);
      expect(await names(host.docker)).toEqual([
        'running-data',
        'running-host',
        'running-wire',
        'shop',
        'shop-data',
        'shop-web',
      ]);
      expect(await sweep(host, later(70))).toEqual([]);
    });
  });
});

describe('cleaning', () => {
  it('removes all that is of netdojo, says what, and is silent the second time', async () => {
    await withLab(async lab => {
      const host = hostOf(lab);
      await sh(host, leftovers);
      await sh(
        host,
        `printf 'FROM busybox\\nLABEL netdojo.version=1\\n' | DOCKER_BUILDKIT=0 docker build -t netdojo-lab:old -`,
      );
      const removed = await clean(host);
      expect(removed.map(({ kind, name }) => `${kind} ${name}`)).toEqual(
        expect.arrayContaining([
          'container running-host',
          'network running-wire',
          'volume running-data',
          'image netdojo-lab:old',
        ]),
      );
      expect(await names(host.docker)).toEqual(['shop', 'shop-data', 'shop-web']);
      const images = (await host.docker.listImages()).flatMap(({ RepoTags }) => RepoTags ?? []);
      expect(images.sort()).toEqual(['busybox:latest', 'nginx:latest', 'toolbox:latest']);
      expect(await clean(host)).toEqual([]);
    });
  });
});
