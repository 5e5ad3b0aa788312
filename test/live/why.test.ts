import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Lab, LabSpec } from '../../src/lab/index.ts';
import { type Asked, checkSchema, runRound, viewOfLab, why } from '../../src/probe/index.ts';
import { shellWords } from './broken-hosts.ts';
import { hostOf, oneHost, withLab } from './fixture.ts';
import { must, sharedLab } from './talking.ts';

const { signal } = new AbortController();
const ask = (lab: Lab, asked: Partial<Asked>) =>
  why(
    { from: 'client', to: 'web', protocol: 'tcp', port: 80, ...asked },
    viewOfLab(lab, signal),
    signal,
    () => {},
  );

describe('why, on one host', () => {
  const lab = sharedLab();
  beforeAll(() =>
    must(
      hostOf(lab()),
      `${shellWords} net front; net back; serve web --network front --network-alias page -p 8080:80
       serve db --network back; idle client --network front
       iptables -I DOCKER-USER -p tcp --dport 81 -j DROP`,
    ),
  );

  it('tells the steps one by one, before it knows the end', async () => {
    const heard: string[] = [];
    let ended = false;
    const told = await why(
      { from: 'client', to: 'web', protocol: 'tcp', port: 80 },
      viewOfLab(lab(), signal),
      signal,
      ({ id, verdict }) => heard.push(`${id} ${verdict} ${ended}`),
    );
    ended = true;
    expect(heard).toEqual(
      ['source', 'name', 'route', 'filter', 'target', 'listener', 'return'].map(id => `${id} ok false`),
    );
    expect(told).toMatchObject({ agrees: true, predicted: ['open'], causes: [{ id: 'shared-network' }] });
  });

  it('goes on behind the first thing that stops it', async () => {
    const told = await ask(lab(), { to: 'db' });
    if ('is' in told) throw new Error(told.is);
    expect(told.steps.filter(({ verdict }) => verdict === 'fail').map(({ id }) => id)).toEqual([
      'name',
      'filter',
    ]);
    expect(told.measured).toMatchObject({ outcome: 'no-such-name' });
    // The rule that dropped the packets of the attempt, by its counter and on any layout of chains.
    expect(told.risen).toHaveLength(1);
    expect(told.risen[0]?.text).toMatch(/-j DROP$/);
    expect(told.risen[0]?.packets).toBeGreaterThanOrEqual(3);
  });

  it('counts its own packets alone, whatever checks and others send meanwhile', async () => {
    const host = hostOf(lab());
    // The same pair, tried by a check; and another pair, between which packets go all the time.
    const check = { id: 'same', probe: 'tcp', from: 'client', to: '{ip:db}', port: 80, expect: 'open' };
    await must(
      host,
      `docker exec -d db ping -c 100 -i 0.1 "$(docker inspect -f '{{.NetworkSettings.Networks.front.IPAddress}}' web)"`,
    );
    for (let round = 0; round < 3; round += 1) {
      const checking = runRound(
        [checkSchema.parse(check)],
        { hosts: lab().hosts, seen: {}, answers: {} },
        {
          signal,
          pace: 'live',
          classes: ['traffic'],
        },
      );
      const told = await ask(lab(), { to: 'db' });
      if ('is' in told) throw new Error(told.is);
      expect(told.risen.map(({ packets }) => packets)).toEqual([3]);
      expect((await checking)[0]?.got.code).toBe('outcome.dropped');
    }
  });

  it('tells a rule that stops the answer from one that stops the request', async () => {
    const host = hostOf(lab());
    await must(host, 'iptables -I DOCKER-USER -s 203.0.113.10 -j DROP');
    try {
      const told = await ask(lab(), { to: 'outside' });
      if ('is' in told) throw new Error(told.is);
      const steps = Object.fromEntries(
        told.steps.map(({ id, verdict, found }) => [id, `${verdict} ${found.code}`]),
      );
      expect(steps).toMatchObject({ filter: 'ok why.filter.none', return: 'fail why.filter.counted' });
      expect(told).toMatchObject({
        agrees: true,
        causes: [{ id: 'no-way-back' }],
        risen: [{ chain: 'DOCKER-USER', text: expect.stringContaining('203.0.113.10') }],
      });
    } finally {
      await must(host, 'iptables -D DOCKER-USER -s 203.0.113.10 -j DROP');
    }
  });

  it('tells a call that is taken and that nobody answers from one that is open', async () => {
    const host = hostOf(lab());
    await must(host, 'docker run -d --name shut --network front -p 127.0.0.1:8082:81 busybox sleep 100000');
    const told = await ask(lab(), { from: 'host', to: '127.0.0.1', port: 8082 });
    await must(host, 'docker rm -f shut');
    expect(told).toMatchObject({
      agrees: true,
      causes: [{ id: 'nobody-listens' }],
      verdict: { code: 'why.end.no-data' },
    });
  });

  it('asks for the name of a machine as programs do, and takes what it means where it has none', async () => {
    const address = await must(
      hostOf(lab()),
      'docker exec client getent hosts host1 2>/dev/null || docker exec client nslookup host1',
    );
    const named = await ask(lab(), { to: 'host1', port: 8080 });
    if ('is' in named) throw new Error(named.is);
    const name = named.steps.find(({ id }) => id === 'name');
    expect(name).toMatchObject({ verdict: 'ok', found: { code: 'why.name.answered' } });
    expect(address).toContain(String(name?.found.params?.addresses));
    const meant = await ask(lab(), { to: 'host', port: 8080 });
    if ('is' in meant) throw new Error(meant.is);
    expect(meant.steps.find(({ id }) => id === 'name')).toMatchObject({ verdict: 'skipped' });
  });

  it('names a rule of the user’s own by what it counted', async () => {
    const told = await ask(lab(), { port: 81 });
    expect(told).toMatchObject({
      agrees: true,
      // And then nobody listens there.
      causes: [{ id: 'firewall-drop' }, { id: 'nobody-listens' }],
      risen: [{ table: 'filter', chain: 'DOCKER-USER', packets: 3 }],
    });
  });

  it('asks for the name that it is told', async () => {
    expect(await ask(lab(), { to: 'web', as: 'page' })).toMatchObject({ agrees: true, predicted: ['open'] });
    expect(await ask(lab(), { to: 'web', as: 'pag' })).toMatchObject({ causes: [{ id: 'name-unknown' }] });
  });

  it('reaches a published port from outside, and a ping without a port', async () => {
    const outside = await ask(lab(), { from: 'outside', to: 'host1', port: 8080 });
    expect(outside).toMatchObject({ agrees: true, causes: [{ id: 'published' }] });
    expect(await ask(lab(), { protocol: 'icmp', port: undefined })).toMatchObject({
      agrees: true,
      predicted: ['open'],
    });
  });

  it('says the nearest name of a place there is none of', async () => {
    expect(await ask(lab(), { from: 'cleint' })).toEqual({
      is: 'unknown',
      name: 'cleint',
      near: ['client'],
      silent: [],
    });
  });

  it('says that Docker does not answer where it does not', async () => {
    await must(hostOf(lab()), 'systemctl stop docker');
    try {
      expect(await ask(lab(), {})).toMatchObject({ is: 'unknown', name: 'client', silent: ['host1'] });
    } finally {
      await must(
        hostOf(lab()),
        'systemctl start docker; docker start web db client; iptables -I DOCKER-USER -p tcp --dport 81 -j DROP',
      );
    }
  });

  it('a failing check is told why, after its verdict; one that passes is not', async () => {
    const checks = [
      { id: 'fails', probe: 'tcp', from: 'client', to: '{ip:db}', port: 80, expect: 'open' },
      { id: 'open', probe: 'tcp', from: 'client', to: 'web', port: 80, expect: 'refused' },
      { id: 'passes', probe: 'tcp', from: 'client', to: 'web', port: 80, expect: 'open' },
    ].map(check => checkSchema.parse(check));
    const told: string[] = [];
    const results = await runRound(
      checks,
      { hosts: lab().hosts, seen: {}, answers: {} },
      {
        signal,
        pace: 'live',
        classes: ['traffic'],
        explain: true,
        onResult: ({ id, because }) => told.push(`${id} ${because.map(({ code }) => code)}`),
      },
    );
    expect(results.map(({ because }) => because.map(({ code }) => code))).toEqual([
      ['cause.no-shared-network'],
      ['cause.shared-network'],
      [],
    ]);
    for (const id of ['fails', 'open']) {
      const news = told.filter(one => one.startsWith(`${id} `));
      expect(news).toHaveLength(2);
      expect(news[0]).toBe(`${id} `);
    }
  });
});

describe('why, where two hosts have a container of one name', () => {
  const spec: LabSpec = {
    ...oneHost,
    hosts: ['host1', 'host2'],
    wires: { lan: ['host1', 'host2'] },
  };
  let told: readonly unknown[];
  beforeAll(async () => {
    told = await withLab(
      async lab => {
        await must(hostOf(lab, 'host1'), `${shellWords} net front; serve web --network front; idle app`);
        await must(hostOf(lab, 'host2'), `${shellWords} net front; serve web --network front -p 8080:80`);
        return [
          await ask(lab, { from: 'web', to: 'app' }),
          await ask(lab, { from: 'host1/web', to: 'web' }),
          await ask(lab, { from: 'app', to: 'host2', port: 8080 }),
          await ask(lab, { from: 'host1/web', to: 'host2/web' }),
          await ask(lab, { from: 'host2/web', to: 'app' }),
        ];
      },
      { spec },
    );
  }, 120_000);
  afterAll(() => {
    told = [];
  });

  it('asks which one is meant', () => {
    expect(told[0]).toEqual({ is: 'ambiguous', name: 'web', near: ['host1/web', 'host2/web'], silent: [] });
  });

  it('takes the one on the same host where only a name is given', () => {
    expect(told[1]).toMatchObject({ agrees: true, predicted: ['open'] });
  });

  it('follows a packet from a container of one host to a port that the other publishes', () => {
    expect(told[2]).toMatchObject({ agrees: true, predicted: ['open'], causes: [{ id: 'published' }] });
  });

  it('names the host that a name belongs to', () => {
    expect(told[4]).toMatchObject({
      agrees: true,
      predicted: ['no-such-name'],
      causes: expect.arrayContaining([
        expect.objectContaining({
          id: 'name-other-host',
          params: expect.objectContaining({ host: 'host1' }),
        }),
      ]),
    });
  });

  it('knows that the names of one host mean nothing on another', () => {
    // By the name alone it would be itself, and so it would by the address: both hosts have the same subnet.
    expect(told[3]).toMatchObject({
      agrees: true,
      predicted: ['no-such-name'],
      measured: { got: { code: 'why.name.answered' } },
      causes: [{ id: 'name-other-host' }],
    });
  });
});
