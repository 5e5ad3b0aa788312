import { expect, test } from 'vitest';
import type { Answer } from '../../src/lab/index.ts';
import { testGeneration } from './fixture.ts';
import { must, placeOf, sharedHost } from './talking.ts';

const host = sharedHost();

/** Waits until the page of each container is served: `docker run -d` returns before its program listens. */
function serving(...containers: string[]): string {
  const page = 'wget -qO /dev/null http://127.0.0.1/hostname';
  return `for each in ${containers.join(' ')}; do until docker exec $each ${page} 2>/dev/null; do :; done; done`;
}

async function result(answer: Promise<Answer<'connect' | 'ping' | 'udp'>>): Promise<string | undefined> {
  const got = await answer;
  return 'unmeasured' in got ? `unmeasured: ${got.unmeasured}` : got.attempts.at(-1)?.result;
}

test('tells every outcome of a connect between containers', { timeout: 60_000 }, async () => {
  await must(
    host(),
    `docker network create front && docker network create back && docker network create --internal inside &&
     docker run -d --name web --network front busybox httpd -f -p 80 -h /etc &&
     docker run -d --name client --network front busybox sleep 10000 &&
     docker run -d --name db --network back busybox httpd -f -p 80 -h /etc &&
     docker run -d --name shut --network inside busybox sleep 10000 &&
     docker run -d --name alone --network none busybox sleep 10000`,
  );
  await must(host(), serving('web', 'db'));
  const { ask } = host().prober;
  const [web, client, db, shut, alone] = await Promise.all(
    ['web', 'client', 'db', 'shut', 'alone'].map(name => placeOf(host(), name)),
  );
  if (!web || !client || !db || !shut || !alone) throw new Error('a container is missing');
  const from = { ns: client.ns, port: 80 };

  const open = { ...from, address: web.address, targetNs: web.ns };
  expect(await ask('connect', open)).toMatchObject({ attempts: [{ result: 'ok' }], around: null });
  expect(await ask('connect', { ...open, port: 81 })).toMatchObject({
    attempts: [{ result: 'ECONNREFUSED' }],
    around: null,
  });
  const other = await ask('connect', { ...from, address: db.address, targetNs: db.ns });
  expect(other).toMatchObject({
    attempts: [{ result: 'timeout' }, { result: 'timeout' }, { result: 'timeout' }],
    around: { neighbour: 'REACHABLE', listenOverflows: 0, control: 'ECONNREFUSED' },
  });
  const nobody = web.address.replace(/\d+$/, '99');
  expect(await ask('connect', { ...from, address: nobody })).toMatchObject({
    attempts: [{ result: 'timeout' }, { result: 'timeout' }, { result: 'timeout' }],
    around: { neighbour: 'INCOMPLETE', nextHop: nobody, control: 'ECONNREFUSED' },
  });
  const noWay = { attempts: [{ result: 'ENETUNREACH' }], around: { control: 'ECONNREFUSED' } };
  expect(await ask('connect', { ns: alone.ns, address: web.address, port: 80 })).toMatchObject(noWay);
  const fromShut = await ask('connect', { ns: shut.ns, address: web.address, port: 80 });
  // On an internal network 20.10 gives containers a default route all the same, and drops what takes it.
  if (testGeneration !== '20.10') expect(fromShut).toMatchObject(noWay);
  else expect(fromShut).toMatchObject({ attempts: Array(3).fill({ result: 'timeout' }) });
  expect(await result(ask('connect', { ...from, address: '203.0.113.10' }))).toBe('ok');
  expect(await result(ask('connect', { ...from, address: '198.51.100.1' }))).toMatch(/^E(NET|HOST)UNREACH$/);

  await must(host(), 'iptables -I DOCKER-USER -p tcp --dport 80 -j DROP');
  expect(await ask('connect', open)).toMatchObject({
    attempts: [{ result: 'timeout' }, { result: 'timeout' }, { result: 'timeout' }],
    around: { listenOverflows: 0, nextHop: web.address, control: 'ECONNREFUSED' },
  });
  await must(host(), 'iptables -R DOCKER-USER 1 -p tcp --dport 80 -j REJECT');
  expect(await result(ask('connect', open))).toBe('ECONNREFUSED');
  await must(host(), 'iptables -D DOCKER-USER 1');

  // Its neighbour entry still says REACHABLE: that alone would make "dropped" of it.
  expect(await result(ask('connect', open))).toBe('ok');
  await must(host(), 'docker rm -f web');
  expect(await ask('connect', { ...from, address: web.address })).toMatchObject({
    attempts: [{ result: 'timeout' }, { result: 'timeout' }, { result: 'timeout' }],
    around: { neighbour: expect.stringMatching(/FAILED|INCOMPLETE/) },
  });
  expect(await ask('connect', open)).toMatchObject({ around: { listenOverflows: null } });
  expect(await ask('connect', { ...open, ns: web.ns })).toEqual({ unmeasured: 'process-gone' });
});

test('asks from the host and from outside', async () => {
  const { ask } = host().prober;
  await must(host(), 'docker run -d --name published -p 8080:80 busybox httpd -f -p 80 -h /etc');
  await must(host(), serving('published'));
  expect(await result(ask('connect', { ns: 'outside', address: '10.77.0.2', port: 8080 }))).toBe('ok');
  expect(await result(ask('connect', { ns: 'outside', address: '10.77.0.2', port: 8081 }))).toBe(
    'ECONNREFUSED',
  );
  expect(await result(ask('connect', { ns: 'host', address: '203.0.113.10', port: 80 }))).toBe('ok');
  expect(
    await ask('http', { ns: 'outside', address: '10.77.0.2', port: 8080, path: '/hostname', host: 'x' }),
  ).toMatchObject({
    result: 'ok',
    status: 200,
  });
});

test('pings, and tells silence from an address nobody owns', async () => {
  const { ask } = host().prober;
  await must(
    host(),
    'docker network create pings && docker run -d --name pinger --network pings busybox sleep 10000',
  );
  const { ns, address } = await placeOf(host(), 'pinger');
  const gateway = address.replace(/\d+$/, '1');
  expect(await result(ask('ping', { ns, address: gateway }))).toBe('ok');
  expect(await result(ask('ping', { ns, address: '203.0.113.10' }))).toBe('ok');
  expect(await ask('ping', { ns, address: address.replace(/\d+$/, '99') })).toMatchObject({
    around: { neighbour: 'INCOMPLETE' },
  });
  await must(host(), 'iptables -I DOCKER-USER -p icmp -j DROP');
  expect(await ask('ping', { ns, address: '203.0.113.10' })).toMatchObject({
    attempts: [{ result: 'timeout' }, { result: 'timeout' }, { result: 'timeout' }],
    around: { neighbour: expect.stringMatching(/REACHABLE|DELAY|STALE/), control: 'ECONNREFUSED' },
  });
  await must(host(), 'iptables -D DOCKER-USER 1');
});

test('sends datagrams, and tells an answer, a refusal and silence apart', async () => {
  const { ask } = host().prober;
  await must(
    host(),
    `docker network create datagrams &&
     docker run -d --name echo toolbox hello echo 5353/udp &&
     docker run -d --name near busybox sleep 10000 &&
     docker run -d --name away --network datagrams busybox sleep 10000`,
  );
  const [echo, near, away] = await Promise.all(['echo', 'near', 'away'].map(name => placeOf(host(), name)));
  if (!echo || !near || !away) throw new Error('a container is missing');
  const question = { address: echo.address, port: 5353, send: 'text' } as const;
  expect(await ask('udp', { ...question, ns: near.ns })).toMatchObject({
    attempts: [{ result: 'ok' }],
    around: null,
  });
  // It answers, but not as a name server does.
  expect(await result(ask('udp', { ...question, ns: near.ns, send: 'dns' }))).toBe('timeout');
  expect(await result(ask('udp', { ...question, ns: near.ns, port: 5354 }))).toBe('ECONNREFUSED');
  expect(await result(ask('udp', { ns: 'host', address: '10.77.0.2', port: 53, send: 'dns' }))).toBe('ok');
  expect(await ask('udp', { ...question, ns: away.ns })).toMatchObject({
    attempts: [{ result: 'timeout' }, { result: 'timeout' }, { result: 'timeout' }],
    around: { neighbour: 'REACHABLE', control: 'ECONNREFUSED' },
  });
});

test('streams from hello for as long as it is asked to', async () => {
  const { ask } = host().prober;
  await must(
    host(),
    'docker run -d --name bytes toolbox hello bytes; until docker exec bytes curl -so/dev/null 127.0.0.1:80; do :; done',
  );
  const { address } = await placeOf(host(), 'bytes');
  const answer = await ask('stream', { ns: 'host', address, port: 80, ms: 100 });
  expect(answer).toMatchObject({ result: 'ok' });
  if ('unmeasured' in answer) throw new Error(answer.unmeasured);
  expect(answer.ms).toBeGreaterThanOrEqual(100);
  expect(answer.bytes).toBeGreaterThan(1_000_000);
  const page = await ask('http', { ns: 'host', address, port: 80, path: '/bytes/1000', host: 'bytes' });
  expect(page).toMatchObject({ result: 'ok', status: 200 });
  if ('unmeasured' in page) throw new Error(page.unmeasured);
  expect(page.body).toHaveLength(1_000);
});

test('resolves as the container does', async () => {
  const { ask } = host().prober;
  await must(
    host(),
    `docker network create names &&
     docker run -d --name one --network names --network-alias uno busybox sleep 10000 &&
     docker run -d --name two --network names --add-host fixed:10.1.2.3 busybox sleep 10000 &&
     docker run -d --name plain busybox sleep 10000`,
  );
  const [one, two, plain] = await Promise.all(['one', 'two', 'plain'].map(name => placeOf(host(), name)));
  if (!one || !two || !plain) throw new Error('a container is missing');
  const resolve = ({ ns }: typeof two, name: string) => ask('resolve', { ns, root: ns, name });
  const dns = { source: 'dns', server: '127.0.0.11', code: 'NOERROR', addresses: [one.address] };
  expect(await resolve(two, 'one')).toMatchObject(dns);
  expect(await resolve(two, 'uno')).toMatchObject(dns);
  expect(await resolve(two, 'fixed')).toMatchObject({ source: 'hosts', addresses: ['10.1.2.3'] });
  const nobody = { source: null, addresses: [], code: 'NXDOMAIN' };
  expect(await resolve(two, 'nosuch')).toMatchObject({ ...nobody, server: '127.0.0.11' });
  expect(await resolve(plain, 'one')).toMatchObject(nobody);
  expect(await resolve(two, 'outside')).toMatchObject({ source: 'dns', addresses: ['203.0.113.10'] });
  expect(await ask('resolve', { ns: 'host', root: 'host', name: 'outside' })).toMatchObject({
    source: 'hosts',
    addresses: ['203.0.113.10'],
  });
});

test('a page that is paused is no data, not dropped', async () => {
  const { ask } = host().prober;
  await must(host(), 'docker run -d --name stuck busybox httpd -f -p 80 -h /etc');
  await must(host(), `${serving('stuck')}; docker pause stuck`);
  const { address } = await placeOf(host(), 'stuck');
  expect(await ask('http', { ns: 'host', address, port: 80, path: '/', host: 'stuck' })).toMatchObject({
    result: 'no-data',
  });
  await must(host(), 'docker unpause stuck');
});

test('is started again when somebody killed it', async () => {
  const { ask } = host().prober;
  const pids = async () => (await host().exec(['pgrep', '-f', '/prober$'])).stdout.trim().split('\n');
  await ask('hello', {});
  const slow = ask('ping', { ns: 'host', address: '10.77.0.99' });
  const [pid, ...others] = await pids();
  expect(others).toEqual([]);
  await must(host(), `kill -9 ${pid}`);
  expect(await slow).toMatchObject({ around: { neighbour: 'INCOMPLETE' } });
  expect(await pids()).not.toContain(pid);
});

test('36 rounds of 182 connects to small backlogs give no false silence', { timeout: 180_000 }, async () => {
  await must(
    host(),
    `docker rm -f $(docker ps -aq) >/dev/null; docker network create crowd >/dev/null
     for n in $(seq 14); do docker run -d --name c$n --network crowd busybox httpd -f -p 80 -h /etc || exit 1; done`,
  );
  const crowd = Array.from({ length: 14 }, (_, n) => `c${n + 1}`);
  await must(host(), serving(...crowd));
  const places = await Promise.all(crowd.map(name => placeOf(host(), name)));
  const pairs = places.flatMap(from => places.filter(to => to !== from).map(to => ({ from, to })));
  expect(pairs).toHaveLength(182);
  const counts = new Map<string, number>();
  const took: number[] = [];
  for (let round = 0; round < 36; round++) {
    const began = performance.now();
    const results = await Promise.all(
      pairs.map(({ from, to }) =>
        result(host().prober.ask('connect', { ns: from.ns, address: to.address, port: 80, targetNs: to.ns })),
      ),
    );
    took.push(performance.now() - began);
    for (const one of results) counts.set(one ?? 'none', (counts.get(one ?? 'none') ?? 0) + 1);
  }
  took.sort((a, b) => a - b);
  console.log(`182 connects: median ${took[18]?.toFixed(0)} ms, longest ${took.at(-1)?.toFixed(0)} ms`);
  expect(Object.fromEntries(counts)).toEqual({ ok: 36 * 182 });
});
