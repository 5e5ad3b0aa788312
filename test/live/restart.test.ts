import { describe, expect, it } from 'vitest';
import { hostOf, sh, withLab } from './fixture.ts';

/** Docker 26 and 28 wait 5 s for somebody who listens to their events, and then log this; 20.10 does not wait. */
const heldUp = 'Error shutting down http server';

describe('the Docker of a lab host', () => {
  it('restarts by systemctl and by service, and is not held up by netdojo listening to its events', async () => {
    await withLab(async lab => {
      const host = hostOf(lab);
      const stop = host.onEvent(() => {});
      for (const command of [
        'systemctl restart docker',
        'service docker restart',
        'systemctl restart docker.service',
      ]) {
        const before = (await sh(host, 'pidof dockerd')).out;
        expect(await sh(host, command)).toMatchObject({ code: 0 });
        expect((await sh(host, 'pidof dockerd')).out).not.toBe(before);
      }
      stop();
      const journal = (await sh(host, 'journalctl -u docker --no-pager')).out;
      expect(journal.match(/Daemon shutdown complete/g)).toHaveLength(3);
      expect(journal).not.toContain(heldUp);
      // That is what it says when somebody does listen until the end.
      await sh(host, 'curl -sN --unix-socket /var/run/docker.sock http://docker/events >/tmp/heard & ');
      await sh(host, 'until [ -s /tmp/heard ]; do docker volume create heard >/dev/null; done');
      await sh(host, 'systemctl restart docker');
      expect((await sh(host, 'journalctl -u docker --no-pager')).out).toContain(heldUp);
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

  it('says what systemd says of it: running, failed, stopped, and since when', async () => {
    await withLab(async lab => {
      const host = hostOf(lab);
      const status = async (): Promise<{ code: number; out: string }> => sh(host, 'systemctl status docker');
      const pid = (await sh(host, 'pidof dockerd')).out.trim();
      const running = await status();
      expect(running.code).toBe(0);
      expect(running.out).toMatch(
        /^● docker\.service - Docker Application Container Engine\n {5}Loaded: loaded \(\//,
      );
      expect(running.out).toMatch(
        /Active: active \(running\) since \w{3} \d{4}-\d\d-\d\d [\d:]{8} UTC; \d+s ago\n/,
      );
      expect(running.out).toContain(`Main PID: ${pid} (dockerd)\n`);
      expect(running.out).toContain(`─${pid} /usr/sbin/dockerd -H unix:///run/docker.sock --containerd=`);
      expect(await sh(host, 'systemctl is-active docker; systemctl is-failed docker')).toEqual({
        code: 1,
        out: 'active\nactive\n',
      });

      await sh(host, `echo '{ "icc": }' >/etc/docker/daemon.json`);
      expect(await sh(host, 'systemctl restart docker')).toEqual({
        code: 1,
        out: [
          'Job for docker.service failed because the control process exited with error code.',
          'See "systemctl status docker.service" and "journalctl -xeu docker.service" for details.',
          '',
        ].join('\n'),
      });
      const failed = await status();
      expect(failed.code).toBe(3);
      expect(failed.out).toMatch(/^× docker\.service/);
      expect(failed.out).toMatch(
        /Active: failed \(Result: exit-code\) since .* ago\n {3}Main PID: \d+ \(code=exited, status=1\/FAILURE\)/,
      );
      expect(await sh(host, 'systemctl is-failed docker')).toEqual({ code: 0, out: 'failed\n' });
      expect(await sh(host, 'systemctl reload docker')).toEqual({
        code: 1,
        out: 'docker.service is not active, cannot reload.\n',
      });
      // Stopping what has failed does not make it less failed.
      await sh(host, 'systemctl stop docker');
      expect((await sh(host, 'systemctl is-active docker')).out).toBe('failed\n');

      await sh(host, 'rm /etc/docker/daemon.json; systemctl start docker; systemctl stop docker');
      const stopped = await status();
      expect(stopped.code).toBe(3);
      expect(stopped.out).toMatch(/^○ docker\.service/);
      expect(stopped.out).toMatch(/Active: inactive \(dead\) since .* ago\n/);
      expect(await sh(host, 'systemctl try-restart docker; systemctl is-active docker')).toEqual({
        code: 3,
        out: 'inactive\n',
      });
    });
  });

  it('refuses a socket of its own in daemon.json at once, as under systemd, where a flag names it too', async () => {
    await withLab(async lab => {
      const host = hostOf(lab);
      await sh(host, `echo '{"hosts": ["unix:///run/other.sock"]}' >/etc/docker/daemon.json`);
      expect(await sh(host, 'timeout 20 systemctl restart docker')).toMatchObject({ code: 1 });
      expect((await sh(host, 'journalctl -xeu docker')).out).toContain(
        'the following directives are specified both as a flag and in the configuration file: hosts',
      );
      expect((await sh(host, 'systemctl is-active docker')).out).toBe('failed\n');
      await sh(host, 'rm /etc/docker/daemon.json');
      // Another one beside it may be asked for where flags are written.
      await sh(host, `echo 'DOCKER_OPTS="-H unix:///run/other.sock"' >/etc/default/docker`);
      expect(
        await sh(
          host,
          'systemctl start docker && docker -H unix:///run/other.sock ps -q && docker ps -q && systemctl is-active docker',
        ),
      ).toEqual({ code: 0, out: 'active\n' });
    });
  });

  it('is enabled until it is disabled', async () => {
    await withLab(async lab => {
      const host = hostOf(lab);
      const enabled = (): Promise<{ code: number; out: string }> => sh(host, 'systemctl is-enabled docker');
      expect(await enabled()).toEqual({ code: 0, out: 'enabled\n' });
      expect((await sh(host, 'systemctl disable docker')).out).toMatch(/^Removed '.*\/docker\.service'\.\n$/);
      expect(await enabled()).toEqual({ code: 1, out: 'disabled\n' });
      expect((await sh(host, 'systemctl status docker')).out).toContain('docker.service; disabled;');
      // Disabled says nothing of now.
      expect((await sh(host, 'systemctl is-active docker')).out).toBe('active\n');
      expect((await sh(host, 'systemctl enable docker')).out).toMatch(/^Created symlink/);
      expect(await enabled()).toEqual({ code: 0, out: 'enabled\n' });
      expect(
        await sh(host, 'systemctl disable --now docker 2>/dev/null; systemctl is-active docker'),
      ).toEqual({ code: 3, out: 'inactive\n' });
    });
  });

  it('has a log that journalctl shows the way it is asked to', async () => {
    await withLab(async lab => {
      const host = hostOf(lab);
      const log = async (options: string): Promise<string> => (await sh(host, `journalctl ${options}`)).out;
      const whole = (await sh(host, 'cat /var/log/docker.log')).out;
      const lines = whole.trimEnd().split('\n');
      expect(lines.length).toBeGreaterThan(5);
      expect(await log('-u docker')).toBe(whole);
      expect(await log('-xeu docker.service')).toBe(whole);
      const lastTwo = `${lines.slice(-2).join('\n')}\n`;
      for (const options of [
        '-u docker -n 2',
        '-n2 -u docker',
        '--unit=docker --lines=2 --no-pager',
        '-en 2 -udocker',
      ])
        expect(await log(options), options).toBe(lastTwo);
      expect(await log('-ru docker')).toBe(`${lines.toReversed().join('\n')}\n`);
      expect(await log('-u docker -g "API listen on"')).toMatch(
        /^[^\n]*API listen on \/run\/docker\.sock[^\n]*\n$/,
      );
      expect(await sh(host, 'timeout 1 journalctl -fu docker -n 2')).toEqual({ code: 124, out: lastTwo });
      expect(await sh(host, 'journalctl -u docker --since yesterday')).toMatchObject({
        code: 1,
        out: expect.stringContaining('not --since'),
      });
    });
  });
});
