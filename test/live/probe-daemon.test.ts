import { describe, expect, it } from 'vitest';
import { measure, measureSchema } from '../../src/probe/index.ts';
import { say } from '../../src/text/index.ts';
import { probeLab } from './probe-lab.ts';
import { said } from './said.ts';

const { judge, run, context } = probeLab(`
  docker run -d --name store --expose 80 toolbox hello store
  docker run -dit --name shop --env KIND=toys --link store busybox
  docker run -d --name bare toolbox sh -c 'rm "$(command -v env)"; exec tail -f /dev/null'
  docker run -d --name unsteady --restart on-failure:2 busybox false
  docker run -dit --name calm --restart always busybox
  docker create --name never busybox
`);

describe('the environment of a container', () => {
  const env = (fields: Record<string, unknown>) =>
    judge({ probe: 'env', container: 'shop', set: true, ...fields });
  const address = () => run(`docker inspect -f '{{.NetworkSettings.Networks.bridge.IPAddress}}' store`);
  const port = { name: 'STORE_PORT', is: 'tcp://{ip:store}:80' };

  it('is the same for its program and for docker exec as long as nothing has moved', async () => {
    for (const of of ['program', 'exec']) {
      expect(said(await env({ of, ...port }))).toBe('pass env.set');
      expect(said(await env({ of, name: 'KIND', is: 'tools' }))).toBe('fail env.other');
      expect(said(await env({ of, name: 'STORE' }))).toBe('fail env.unset');
      expect(said(await env({ of, name: 'STORE', set: false }))).toBe('pass env.unset');
      expect(said(await env({ of, container: 'never', name: 'KIND', set: false }))).toBe(
        'fail container.created',
      );
    }
  });

  it('parts when the linked container comes back with another address', async () => {
    const old = await address();
    // Addresses are lent in the order of starting.
    await run('docker stop store && docker run -dit --name taker busybox && docker start store');
    const now = await address();
    expect(now).not.toBe(old);
    expect(said(await env({ of: 'program', ...port }))).toBe('fail env.other');
    expect(said(await env({ of: 'exec', ...port }))).toBe('pass env.set');
    const reading = async (of: string) => {
      const what = measureSchema.parse({ probe: 'env', container: 'shop', name: 'STORE_PORT', of });
      return await measure(what, context(), new AbortController().signal);
    };
    expect(await reading('program')).toMatchObject({ outcome: 'set', value: `tcp://${old}:80` });
    expect(await reading('exec')).toMatchObject({ outcome: 'set', value: `tcp://${now}:80` });
  });

  it('shows commands that print what it saw, and leaves no process behind', async () => {
    const before = await run('docker top shop | wc -l');
    for (const of of ['program', 'exec']) {
      const { evidence } = await env({ of, name: 'STORE_PORT' });
      expect(await run(evidence?.command ?? 'false')).toBe(evidence?.output);
    }
    expect(await run('docker top shop | wc -l')).toBe(before);
  });

  it('cannot be told of docker exec where the image has no env', async () => {
    const result = await env({ of: 'exec', container: 'bare', name: 'KIND', set: false });
    expect(said(result)).toBe('could-not-measure unmeasured.probe');
    expect(said(await env({ of: 'program', container: 'bare', name: 'PATH' }))).toBe('pass env.set');
  });

  it('is not to be had by docker exec once the linked container is gone, which fails in Docker’s words', async () => {
    await run('docker rm -f store');
    const result = await env({ of: 'exec', name: 'STORE_PORT' });
    expect(said(result)).toBe('fail env.exec-failed');
    expect(say('en', result.got)).toMatch(/Cannot link to/);
    expect(said(await env({ of: 'program', name: 'STORE_PORT' }))).toBe('pass env.set');
  });
});

describe('how often Docker started a container again', () => {
  it('is counted', async () => {
    await run(`until [ "$(docker inspect -f '{{.State.Status}}' unsteady)" = exited ]; do :; done`);
    const unsteady = { probe: 'container', name: 'unsteady', state: 'exited' };
    expect(said(await judge({ ...unsteady, restarts: { atLeast: 2, atMost: 2 } }))).toBe(
      'pass container.exited',
    );
    expect(said(await judge({ ...unsteady, restarts: { atMost: 1 } }))).toBe('fail container.restarts');
    await run('docker restart -t 0 calm');
    const calm = { probe: 'container', name: 'calm', state: 'running' };
    expect(said(await judge({ ...calm, restarts: { atMost: 0 } }))).toBe('pass container.running');
    expect(said(await judge({ ...calm, restarts: { atLeast: 1 } }))).toBe('fail container.restarts');
  });
});

describe("the daemon's settings", () => {
  const check = { probe: 'daemon', running: true, config: { icc: false } };
  const file = '/etc/docker/daemon.json';
  const words = async () => {
    const result = await judge(check);
    said(result);
    return `${result.verdict}: ${say('en', result.got)}`;
  };

  it('are what the running daemon has, and what its file has to do with it', async () => {
    expect(await words()).toBe('fail: icc is true; there is no daemon.json');
    await run(`echo '{"icc": false}' >/etc/docker/dameon.json && systemctl restart docker`);
    expect(await words()).toBe('fail: icc is true; there is no daemon.json, but a dameon.json');
    await run(`mv /etc/docker/dameon.json ${file}`);
    expect(await words()).toBe('fail: icc: the file says false, the running daemon true');
    await run(`systemctl restart docker`);
    expect(await words()).toBe('pass: the running daemon has icc: false');
    const { evidence } = await judge(check);
    expect(evidence?.output).toBe('# probe: icc: false\n{"icc": false}');
    await run(evidence?.command ?? 'false');
  });

  it.each([
    ['full-width quotes', '{“icc”: false}', /invalid (JSON: invalid )?character/],
    ['a full-width colon', '{"icc"：false}', /invalid (JSON: invalid )?character/],
    ['a comma at the end', '{"icc": false,}', /invalid (JSON: invalid )?character/],
    ['a false in quotes', '{"icc": "false"}', /cannot unmarshal string/],
    ['a misspelt key', '{"iccc": false}', /don't match any configuration option: iccc/],
    ['icc and iptables both off', '{"icc": false, "iptables": false}', /iptables=false with --icc=false/],
  ])('fail with the line from the log when the file has %s', async (_what, text, line) => {
    await run(`echo '${text}' >${file}; ! systemctl restart docker`);
    for (const one of [check, { probe: 'daemon', running: true }]) {
      const result = await judge(one);
      expect(said(result)).toBe('fail daemon.down');
      expect(say('en', result.got)).toMatch(line);
    }
    expect(said(await judge({ probe: 'daemon', running: false }))).toBe('pass daemon.down');
    // A check that needs Docker is failed too, not left unmeasured.
    expect(
      said(await judge({ probe: 'env', container: 'shop', name: 'KIND', of: 'program', set: true })),
    ).toBe('fail daemon.down');
  });

  it('hold by a flag as well as by the file', async () => {
    await run(`rm ${file}; echo 'DOCKER_OPTS="--icc=false"' >/etc/default/docker; systemctl restart docker`);
    expect(await words()).toBe('pass: the running daemon has icc: false');
  });

  it('cannot be told while the daemon gives no answer', async () => {
    await run('kill -STOP $(pidof dockerd)');
    try {
      expect(said(await judge(check))).toBe('could-not-measure unmeasured.docker-silent');
    } finally {
      await run('kill -CONT $(pidof dockerd)');
    }
  });
});
