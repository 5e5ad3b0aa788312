import { describe, expect, it } from 'vitest';
import { hostOf, sh, withLab } from './fixture.ts';

describe('the Docker of a lab host', () => {
  it('restarts at once by systemctl and by service, although netdojo listens to its events', async () => {
    await withLab(async lab => {
      const host = hostOf(lab);
      const stop = host.onEvent(() => {});
      for (const command of [
        'systemctl restart docker',
        'service docker restart',
        'systemctl restart docker.service',
      ]) {
        const before = (await sh(host, 'pidof dockerd')).out;
        const began = performance.now();
        expect(await sh(host, command)).toMatchObject({ code: 0 });
        // 0.9 s on a quiet machine. Docker 26 gives an open event stream 5 s more.
        expect(performance.now() - began, command).toBeLessThan(4000);
        expect((await sh(host, 'pidof dockerd')).out).not.toBe(before);
      }
      stop();
    });
  });

  it('stays down with its reason when its configuration is broken, and comes back when that is mended', async () => {
    await withLab(async lab => {
      const host = hostOf(lab);
      await sh(host, `echo '{"icc": "false"}' >/etc/docker/daemon.json`);
      const broken = await sh(host, 'systemctl restart docker');
      expect(broken.code).toBe(1);
      expect(broken.out).toContain('Job for docker.service failed');
      expect((await sh(host, 'systemctl is-active docker')).out).toBe('failed\n');
      expect((await sh(host, 'docker ps')).out).toContain('Is the docker daemon running?');
      expect((await sh(host, 'journalctl -u docker --no-pager -n 5')).out).toContain('daemon.json');

      await sh(host, `echo '{"icc": false}' >/etc/docker/daemon.json`);
      expect(await sh(host, 'systemctl start docker')).toEqual({ code: 0, out: '' });
      expect((await sh(host, `docker network inspect bridge -f '{{json .Options}}'`)).out).toContain(
        '"com.docker.network.bridge.enable_icc":"false"',
      );
    });
  });

  it('stays down after systemctl stop, and is back by itself after a crash', async () => {
    await withLab(async lab => {
      const host = hostOf(lab);
      expect((await sh(host, 'systemctl stop docker')).code).toBe(0);
      expect((await sh(host, 'systemctl status docker')).out).toContain('inactive (dead)');
      expect((await sh(host, 'pidof dockerd')).code).toBe(1);
      expect((await sh(host, 'systemctl start docker && docker run --rm busybox echo again')).out).toBe(
        'again\n',
      );

      const before = (await sh(host, 'pidof dockerd')).out;
      await sh(host, 'kill -9 $(pidof dockerd)');
      expect(
        (await sh(host, 'until docker version >/dev/null 2>&1; do :; done; pidof dockerd')).out,
      ).not.toBe(before);
      // containerd too: without it every run fails.
      await sh(host, 'kill -9 $(pidof containerd)');
      expect(
        (await sh(host, 'until docker run --rm busybox echo again 2>/dev/null; do :; done')).out,
      ).toContain('again\n');
    });
  });

  it('keeps containers, images and networks over a restart', async () => {
    await withLab(async lab => {
      const host = hostOf(lab);
      await sh(
        host,
        'docker network create shop; docker run -d --restart always --network shop --name web nginx',
      );
      await sh(host, 'systemctl restart docker');
      expect((await sh(host, 'docker ps --format "{{.Names}} {{.State}}"')).out).toBe('web running\n');
      // Built from a seeded image: its layers are links to a place outside the data root.
      const build = `printf 'FROM toolbox\\nRUN echo built >/note\\n' | docker build -q -t own - && docker run --rm own cat /note && docker rmi -f own busybox`;
      expect((await sh(host, `DOCKER_BUILDKIT=0 sh -c "${build.replaceAll('"', '\\"')}"`)).out).toContain(
        'built\n',
      );
    });
  });
});
