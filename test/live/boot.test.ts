import { describe, expect, it } from 'vitest';
import type { Stage } from '../../src/engine/index.ts';
import { attachLab, bootLab, listLabs } from '../../src/lab/index.ts';
import { hostOf, oneHost, sh, testEngine, testGeneration, testImage, withLab } from './fixture.ts';

describe('a booted lab host', () => {
  it('has a Docker that answers, the lesson images, its own docker0 and a neighbour called outside', async () => {
    await withLab(async lab => {
      const host = hostOf(lab);
      const images = await host.docker.listImages();
      expect(images.flatMap(image => image.RepoTags ?? []).sort()).toEqual([
        'busybox:latest',
        'nginx:latest',
        'toolbox:latest',
      ]);
      const info: { ServerVersion: string; Driver: string } = await host.docker.info();
      expect(info.ServerVersion.startsWith(`${testGeneration}.`), info.ServerVersion).toBe(true);
      expect(info.Driver).toBe('overlay2');

      expect(
        JSON.parse((await sh(host, 'ip -j -4 address show dev docker0')).out)[0].addr_info[0],
      ).toMatchObject({
        local: '172.17.0.1',
        prefixlen: 16,
      });
      // As on a host of its own: Docker had to switch forwarding on itself, and so closed FORWARD.
      expect((await sh(host, 'iptables -S FORWARD')).out).toContain('-P FORWARD DROP');
      expect((await sh(host, 'curl -s http://outside/')).out).toBe('I am outside; you are 10.77.0.2\n');
      expect((await sh(host, 'hostname; ip netns list')).out).toBe('host1\n');
      expect(lab.bridgeFiltering).toBe(true);
    });
  });

  it('runs the three lesson images as what their names promise, and stops a shell at once', async () => {
    await withLab(async lab => {
      const host = hostOf(lab);
      const lines = [
        'docker run -d --name web nginx',
        'docker run -dit --name box busybox sh',
        'docker run -d --name greeter toolbox hello shop 8080',
      ];
      expect((await sh(host, lines.join(' && '))).code).toBe(0);
      const ready = 'until wget -qO- http://172.17.0.2/ && wget -qO- http://172.17.0.4:8080/; do :; done';
      const pages = await sh(host, `docker exec box sh -c '${ready}'`);
      expect(pages.out).toContain('<title>Welcome to nginx!</title>');
      expect(pages.out).toContain('I am shop; you are 172.17.0.3\n');
      expect((await sh(host, 'docker exec box busybox | head -n 1')).out).toMatch(/^BusyBox v1\.3[7-9]/);
      // BusyBox 1.35 ends with 139 here.
      expect((await sh(host, 'docker exec box wget -T 2 -qO- http://172.17.0.2/nothing-here')).out).toContain(
        '404',
      );
      for (const tool of ['ip', 'ping', 'curl', 'tcpdump', 'nc', 'dig', 'python3'])
        expect((await sh(host, `docker exec greeter which ${tool}`)).code, tool).toBe(0);

      expect((await sh(host, 'docker stop box')).code).toBe(0);
      // A shell that is asked politely (15) does not end, and is killed only after 10 s.
      const signals = `docker events --since 0 --until $(($(date +%s) + 1)) -f container=box -f event=kill --format '{{.Actor.Attributes.signal}}'`;
      expect((await sh(host, signals)).out).toBe('9\n');
    });
  });

  it('answers 200 callers of hello at once', async () => {
    await withLab(async lab => {
      const host = hostOf(lab);
      await sh(host, 'docker run -d --name greeter toolbox hello shop');
      const { out } = await sh(
        host,
        'until curl -sf http://172.17.0.2/; do :; done >/dev/null; seq 200 | xargs -P 200 -I{} curl -s -m 5 http://172.17.0.2/ | sort | uniq -c',
      );
      expect(out.trim()).toBe('200 I am shop; you are 172.17.0.1');
    });
  });

  it('says of an unknown name that there is none, at once, from the host and from both kinds of network', async () => {
    await withLab(async lab => {
      const host = hostOf(lab);
      await sh(host, 'docker network create shop && docker network create --internal vault');
      for (const place of [
        '',
        'docker run --rm toolbox',
        'docker run --rm --network shop toolbox',
        'docker run --rm --network vault toolbox',
      ]) {
        const { out } = await sh(
          host,
          `${place} curl -sS -m 4 -o /dev/null -w '%{time_namelookup}' http://nosuch.example/`,
        );
        expect(out, place).toContain('Could not resolve host');
      }
      expect((await sh(host, 'docker run --rm toolbox dig +short outside')).out).toBe('203.0.113.10\n');
      expect((await sh(host, 'docker run --rm toolbox dig +tcp nosuch.example')).out).toContain(
        'status: NXDOMAIN',
      );
      expect((await sh(host, 'docker run --rm toolbox dig outside AAAA')).out).toMatch(
        /status: NOERROR.*ANSWER: 0/s,
      );
    });
  });

  it('reports its stages, each done once', async () => {
    const stages: Stage[] = [];
    const lab = await bootLab(await testEngine(), oneHost, {
      image: await testImage(),
      lease: { kind: 'stream' },
      onStage: stage => stages.push(stage),
    });
    await lab.close();
    expect(stages.map(({ id, status }) => `${id} ${status}`)).toEqual([
      'host running',
      'host done',
      'docker running',
      'docker done',
    ]);
  });

  it('is found again by its labels, from a lab that knows nothing of the one that booted it', async () => {
    await withLab(
      async lab => {
        const engine = await testEngine();
        expect(await listLabs(engine)).toContainEqual(
          expect.objectContaining({ id: lab.id, spec: oneHost, lease: 'time' }),
        );
        const again = await attachLab(engine, lab.id);
        expect(again?.spec).toEqual(oneHost);
        if (again === undefined) throw new Error('not attached');
        expect((await sh(hostOf(again), 'hostname')).out).toBe('host1\n');
        await again.leave();
        // The lab itself has noticed nothing.
        expect((await sh(hostOf(lab), 'docker version -f ok')).out).toContain('ok');
      },
      { lease: { kind: 'time', seconds: 120 } },
    );
    expect(await attachLab(await testEngine(), 'nosuch')).toBeUndefined();
  });

  it('says so when it dies although nobody closed it', async () => {
    await withLab(async lab => {
      const engine = await testEngine();
      await engine.docker.getContainer(hostOf(lab).containerId).kill();
      expect((await lab.lost).host).toBe('host1');
    });
  });

  it('is removed also when a shell on it cannot be ended', async () => {
    const engine = await testEngine();
    const lab = await bootLab(engine, oneHost, { image: await testImage(), lease: { kind: 'stream' } });
    const host = hostOf(lab);
    const shell = await host.openShell({ columns: 80, rows: 24 });
    // On a busy machine its program may still be to start.
    await new Promise<void>(resolve => shell.onMark(({ kind }) => kind === 'prompt' && resolve()));
    expect(await sh(host, 'rm /usr/local/lib/netdojo/shell-wrapper')).toMatchObject({ code: 0 });
    await lab.close();
    expect(await shell.ended).toBe(137);
    const filters = { label: [`netdojo.lab=${lab.id}`] };
    expect(await engine.docker.listContainers({ all: true, filters })).toEqual([]);
  });

  it('leaves nothing when the boot is called off', async () => {
    const engine = await testEngine();
    const image = await testImage();
    const spec = { ...oneHost, lesson: 'called-off' };
    const filters = { label: ['netdojo.lesson=called-off'] };
    for (const stage of ['host', 'docker']) {
      const abort = new AbortController();
      const boot = bootLab(engine, spec, {
        image,
        lease: { kind: 'stream' },
        signal: abort.signal,
        onStage: ({ id }) => id === stage && abort.abort(),
      });
      await expect(boot).rejects.toMatchObject({ name: 'AbortError' });
      expect(await engine.docker.listContainers({ all: true, filters })).toEqual([]);
      expect((await engine.docker.listVolumes({ filters })).Volumes ?? []).toEqual([]);
    }
  });
});
