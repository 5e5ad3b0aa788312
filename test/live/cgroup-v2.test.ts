import type Docker from 'dockerode';
import { describe, expect, it } from 'vitest';
import type { Engine } from '../../src/engine/index.ts';
import { type ConnectedHost, connectHost } from '../../src/lab/host.ts';
import { hostConfig } from '../../src/lab/host-container.ts';
import { bootLab, type LabImage } from '../../src/lab/index.ts';
import { copyImage } from './copy-image.ts';
import { hostOf, oneHost, sh, testEngine, testImage } from './fixture.ts';

const branch = 'netdojo-test-v2';

/** Root for cgroup v2 is a branch of its own: a machine that boots with v1 shows every container the whole v2 tree. */
const onCgroup2 = `
set -e
umount -R /sys/fs/cgroup
mount -t cgroup2 cgroup2 /sys/fs/cgroup
mkdir -p /sys/fs/cgroup/${branch}
echo 0 >/sys/fs/cgroup/${branch}/cgroup.procs
umount /sys/fs/cgroup
exec unshare --cgroup sh -c 'mount -t cgroup2 -o ro cgroup2 /sys/fs/cgroup && exec /usr/local/lib/netdojo/lab-init time:600 inside host1=10.77.0.2 outside=203.0.113.10'`;

const sweepBranch = `umount -R /sys/fs/cgroup; mount -t cgroup2 cgroup2 /sys/fs/cgroup; find /sys/fs/cgroup/${branch} -depth -type d -exec rmdir {} +`;

/** Runs a script as the first program of a container that may mount. */
async function start(engine: Engine, image: LabImage, script: string): Promise<Docker.Container> {
  const labels = { 'netdojo.version': '1', 'netdojo.lesson': 'test-carrier' };
  const container = await engine.docker.createContainer({
    Image: image.id,
    Labels: labels,
    Entrypoint: ['/usr/bin/docker-init', '--', 'sh', '-c', script],
    HostConfig: {
      ...(await hostConfig(engine, labels)),
      NetworkMode: 'none',
      Memory: 3 * 1024 ** 3,
      MemorySwap: 3 * 1024 ** 3,
    },
  });
  await container.start();
  return container;
}

async function withCarrier(
  use: (carrier: Engine, host: ConnectedHost, image: LabImage) => Promise<void>,
): Promise<void> {
  const [engine, image] = [await testEngine(), await testImage()];
  const container = await start(engine, image, onCgroup2);
  const host = connectHost({ docker: engine.docker, containerId: container.id, name: 'carrier' });
  try {
    await sh(host, 'until docker version >/dev/null 2>&1; do sleep 0.05; done');
    await copyImage(engine.docker, image.ref, container);
    const info: { CgroupVersion: string; ServerVersion: string } = await host.docker.info();
    expect(info.CgroupVersion).toBe('2');
    await use({ ...engine, docker: host.docker, version: info.ServerVersion, cgroup: 2 }, host, image);
  } finally {
    await host.close();
    await container.remove({ force: true, v: true });
    const swept = await start(engine, image, sweepBranch);
    await swept.wait();
    await swept.remove({ v: true });
  }
}

describe('an engine on cgroup v2', () => {
  it('carries a lab as one on v1 does', async () => {
    await withCarrier(async (carrier, _, image) => {
      const { Id } = await carrier.docker.getImage(image.ref).inspect();
      const lab = await bootLab(carrier, oneHost, { image: { ...image, id: Id }, lease: { kind: 'stream' } });
      try {
        const host = hostOf(lab);
        const info: { CgroupVersion: string } = await host.docker.info();
        expect(info.CgroupVersion).toBe('2');
        // Controllers are handed down, and the host's own processes are out of the way of the inner containers.
        expect((await sh(host, 'cat /sys/fs/cgroup/cgroup.subtree_control')).out).toBe(
          (await sh(host, 'cat /sys/fs/cgroup/cgroup.controllers')).out,
        );
        expect((await sh(host, 'docker run -d --name web nginx')).code).toBe(0);
        expect(
          (await sh(host, 'docker run --rm busybox wget -T 5 -qO- http://172.17.0.2/ | grep title')).out,
        ).toContain('Welcome to nginx!');
        expect((await sh(host, 'systemctl restart docker')).code).toBe(0);
      } finally {
        await lab.close();
      }
      expect(await carrier.docker.listContainers({ all: true })).toEqual([]);
      expect((await carrier.docker.listVolumes()).Volumes ?? []).toEqual([]);
    });
  });
});
