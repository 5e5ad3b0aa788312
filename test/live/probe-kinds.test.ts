import { afterAll, describe, expect, it } from 'vitest';
import { measure, measureSchema, titleOf } from '../../src/probe/index.ts';
import { say } from '../../src/text/index.ts';
import { probeLab } from './probe-lab.ts';
import { said } from './said.ts';

/** `mute` hears nothing: no answer reaches it, not even from itself. */
const { judge, run, context } = probeLab(`
  docker network create --subnet 10.22.16.0/24 my_net2
  docker run -dit --name box1 busybox
  docker run -dit --name box2 busybox
  docker run -d --name web -p 80 toolbox hello web
  docker run -d --name datagram -p 5353/udp toolbox hello datagram 5353/udp
  docker run -dit --name far --network my_net2 --network-alias shop busybox
  docker run -d --name page --network my_net2 --ip 10.22.16.80 nginx
  docker run -dit --name mute busybox
  docker run -dit --name shared --network host busybox
  docker run -dit --name side --network container:web busybox
  docker run -dit --name lone --network none busybox
  docker run -dit --name frozen busybox
  docker run -d --name stuck --network my_net2 toolbox hello stuck
  until docker exec far wget -qO- http://stuck/; do :; done
  docker run -d --name tight toolbox hello tight
  nsenter -t $(docker inspect -f '{{.State.Pid}}' tight) -n tc qdisc add dev eth0 root tbf rate 20mbit burst 64kb latency 50ms
  docker run -d --name deaf busybox sleep 100000
  iptables -I DOCKER-USER -s 10.99.0.0/16 -j DROP
  iptables -I DOCKER-USER -d $(docker inspect -f '{{.NetworkSettings.IPAddress}}' deaf) -j DROP
  docker pause frozen stuck
  docker run -d --name gone busybox true
  docker wait gone
  nsenter -t $(docker inspect -f '{{.State.Pid}}' mute) -n iptables -A INPUT -j DROP
`);

// On cgroup v1 the engine cannot end a lab host as long as something in it is frozen.
afterAll(async () => {
  await run('docker unpause frozen stuck');
});

/** A way to `web`, and one to where little comes through. */
const toWeb = { from: 'box2', to: '{ip:web}' };
const toTight = { from: 'box2', to: '{ip:tight}' };

/** The rule that lets nothing through to `deaf`. */
const deaf = { chain: 'DOCKER-USER', destination: '{ip:deaf}', target: 'DROP' };

/** A call that leaves the lab host. */
const outwards = { probe: 'tcp', from: 'box2', to: '{ip:outside}', port: 80 };

const rows: Readonly<Record<string, readonly (readonly [Record<string, unknown>, string])[]>> = {
  ping: [
    [{ from: 'box2', to: '{ip:box1}', expect: 'open' }, 'pass outcome.open'],
    [{ from: 'far', to: 'page', expect: 'open' }, 'pass outcome.open'],
    [{ from: 'box2', to: 'box1', expect: 'open' }, 'fail outcome.no-such-name'],
    [{ from: 'box2', to: 'box1', expect: 'no-such-name' }, 'pass outcome.no-such-name'],
    [{ from: 'far', to: '{ip:box1}', expect: 'dropped' }, 'pass outcome.dropped'],
    [{ from: 'box2', to: '172.17.0.99', expect: 'no-route' }, 'pass outcome.no-route'],
    [{ from: 'host', to: '192.0.2.1', expect: 'unreachable' }, 'fail outcome.no-route'],
    [{ from: 'outside', to: '192.0.2.1', expect: 'no-route' }, 'pass outcome.no-route'],
    [{ from: 'box2', to: '{ip:box9}', expect: 'dropped' }, 'fail container.absent'],
    [{ from: 'gone', to: '{ip:box1}', expect: 'dropped' }, 'fail container.exited'],
    [{ from: 'frozen', to: '{ip:box1}', expect: 'dropped' }, 'fail container.paused'],
    [{ from: 'lone', to: '172.17.0.1', expect: 'unreachable' }, 'pass outcome.unreachable'],
    [{ from: 'lone', to: '172.17.0.1', expect: 'open' }, 'fail outcome.unreachable'],
    [{ from: 'shared', to: '{ip:box1}', expect: 'open' }, 'pass outcome.open'],
    [{ from: 'box1', to: '{ip:shared}', expect: 'open' }, 'fail membership.no-address'],
    [{ from: 'box1', to: '{ip:side}', expect: 'open' }, 'pass outcome.open'],
    [{ from: 'mute', to: '{ip:box1}', expect: 'dropped' }, 'could-not-measure unmeasured.no-control'],
  ],
  tcp: [
    [{ from: 'side', to: '127.0.0.1', port: 80, expect: 'open' }, 'pass outcome.open'],
    [{ from: 'side', to: 'localhost', port: 80, expect: 'open' }, 'pass outcome.open'],
    [{ from: 'shared', to: '10.77.0.2', port: 53, expect: 'open' }, 'pass outcome.open'],
    [{ from: 'far', to: '{ip:stuck}', port: 80, expect: 'open' }, 'pass outcome.open'],
    [{ from: 'box2', to: '{ip:web}', port: 80, expect: 'open' }, 'pass outcome.open'],
    [{ from: 'outside', to: '10.77.0.2', port: 80, expect: 'refused' }, 'pass outcome.refused'],
    [{ from: 'box2', to: '{ip:web}', port: 81, expect: 'open' }, 'fail outcome.refused'],
    [{ from: 'outside', to: '{ip:host}', port: '{port:web/80}', expect: 'open' }, 'pass outcome.open'],
    [{ from: 'box2', to: '{ip:outside}', port: 80, expect: 'open' }, 'pass outcome.open'],
    [
      { from: 'outside', to: '{ip:host}', port: '{port:box1/80}', expect: 'open' },
      'fail container.not-published',
    ],
    [{ from: 'far', to: '{ip:web}', port: 80, expect: 'dropped' }, 'pass outcome.dropped'],
    [
      { from: 'mute', to: '{ip:web}', port: 80, expect: 'dropped' },
      'could-not-measure unmeasured.no-control',
    ],
    [{ from: 'mute', to: '{ip:web}', port: 80, expect: 'open' }, 'could-not-measure unmeasured.no-control'],
  ],
  udp: [
    [{ from: 'box2', to: '{ip:datagram}', port: 5353, expect: 'open' }, 'pass udp.answer'],
    [{ from: 'outside', to: '10.77.0.2', port: 53, send: 'dns', expect: 'open' }, 'pass udp.answer'],
    [{ from: 'far', to: '127.0.0.11', port: 53, send: 'dns', expect: 'open' }, 'pass udp.answer'],
    [{ from: 'box2', to: '{ip:web}', port: 5353, expect: 'refused' }, 'pass outcome.refused'],
    [{ from: 'box2', to: '{ip:web}', port: 5353, expect: 'open' }, 'fail outcome.refused'],
    [{ from: 'far', to: '{ip:datagram}', port: 5353, expect: 'no-data' }, 'pass udp.silence'],
    [{ from: 'far', to: '{ip:datagram}', port: 5353, expect: 'open' }, 'fail udp.silence'],
    [{ from: 'box2', to: '172.17.0.99', port: 5353, expect: 'no-route' }, 'pass outcome.no-route'],
    [{ from: 'outside', to: '192.0.2.1', port: 5353, expect: 'no-route' }, 'pass outcome.no-route'],
    [{ from: 'lone', to: '172.17.0.1', port: 5353, expect: 'unreachable' }, 'pass outcome.unreachable'],
    [{ from: 'box2', to: 'datagram', port: 5353, expect: 'no-such-name' }, 'pass outcome.no-such-name'],
    [{ from: 'gone', to: '{ip:datagram}', port: 5353, expect: 'no-data' }, 'fail container.exited'],
    [
      { from: 'mute', to: '{ip:datagram}', port: 5353, expect: 'no-data' },
      'could-not-measure unmeasured.no-control',
    ],
    [
      { from: 'mute', to: '{ip:datagram}', port: 5353, expect: 'open' },
      'could-not-measure unmeasured.no-control',
    ],
  ],
  http: [
    [{ from: 'box2', to: '{ip:web}', expect: 'open', body: 'I am web; you are {ip:box2}' }, 'pass http.body'],
    [{ from: 'far', to: 'page', expect: 'open', status: 200 }, 'pass outcome.open'],
    [{ from: 'far', to: 'page', path: '/nothing', expect: 'open', status: 200 }, 'fail http.status'],
    [{ from: 'box2', to: '{ip:web}', expect: 'open', body: 'I am box9' }, 'fail http.body'],
    [{ from: 'far', to: '{ip:stuck}', expect: 'no-data' }, 'pass outcome.no-data'],
    [{ from: 'far', to: '{ip:stuck}', expect: 'open' }, 'fail outcome.no-data'],
    [{ from: 'far', to: '{ip:web}', expect: 'dropped' }, 'pass outcome.dropped'],
    [{ from: 'mute', to: '{ip:web}', expect: 'dropped' }, 'could-not-measure unmeasured.no-control'],
  ],
  dns: [
    [{ from: 'far', name: 'page', expect: 'resolves', via: 'dns', is: ['{ip:page}'] }, 'pass dns.resolves'],
    [{ from: 'page', name: 'shop', expect: 'resolves', is: ['{ip:far}'] }, 'pass dns.resolves'],
    [{ from: 'host', name: 'outside', expect: 'resolves', via: 'dns' }, 'fail dns.hosts-file'],
    [{ from: 'page', name: 'shop', expect: 'resolves', via: 'hosts' }, 'fail dns.name-server'],
    [{ from: 'page', name: 'shop', expect: 'resolves', is: ['{ip:page}'] }, 'fail dns.other-address'],
    [{ from: 'far', name: 'box1', expect: 'no-such-name' }, 'pass outcome.no-such-name'],
    [{ from: 'box1', name: 'web', expect: 'resolves' }, 'fail outcome.no-such-name'],
    [{ from: 'lone', name: 'web', expect: 'resolves' }, 'fail outcome.no-such-name'],
    [{ from: 'lone', name: 'web', expect: 'no-such-name' }, 'could-not-measure unmeasured.no-control'],
    [{ from: 'mute', name: 'web', expect: 'no-such-name' }, 'could-not-measure unmeasured.resolver-silent'],
  ],
  network: [
    [{ name: 'my_net2', exists: true, driver: 'bridge', subnet: '10.22.16.0/24' }, 'pass network.present'],
    [{ name: 'my_net1', exists: false }, 'pass network.absent'],
    [{ name: 'my_net1', exists: true }, 'fail network.absent'],
    [{ name: 'my_net2', exists: true, internal: true }, 'fail network.not-internal'],
  ],
  membership: [
    [{ container: 'far', network: 'my_net2', attached: true, alias: 'shop' }, 'pass membership.attached'],
    [
      { container: 'page', network: 'my_net2', attached: true, address: '10.22.16.80' },
      'pass membership.attached',
    ],
    [{ container: 'box1', network: 'my_net2', attached: false }, 'pass membership.not-attached'],
    [{ container: 'box1', network: 'my_net2', attached: true }, 'fail membership.not-attached'],
    [{ container: 'lone', network: 'none', attached: true }, 'pass membership.attached'],
    [{ container: 'side', network: 'bridge', attached: true }, 'fail membership.not-attached'],
    [{ container: 'box9', network: 'my_net2', attached: true }, 'fail membership.no-container'],
  ],
  container: [
    [
      { name: 'box1', state: 'running', image: 'busybox', tty: true, networkMode: 'bridge' },
      'pass container.running',
    ],
    [{ name: 'side', state: 'running', networkMode: 'container:web' }, 'pass container.running'],
    [{ name: 'web', state: 'running', containerId: '{id:web}' }, 'pass container.running'],
    [{ name: 'web', state: 'running', containerId: '{id:far}' }, 'fail container.other-id'],
    [{ name: 'web', state: 'running', containerId: '{seen:nothing}' }, 'could-not-measure unmeasured.seen'],
    [{ name: 'frozen', state: 'running' }, 'fail container.paused'],
    [{ name: 'gone', state: 'running' }, 'fail container.exited'],
    [{ name: 'web', state: 'running', tty: true }, 'fail container.no-tty'],
    [{ name: 'box1', state: 'running', image: 'nginx' }, 'fail container.image'],
    [{ name: 'box9', state: 'running' }, 'fail container.absent'],
    [{ name: 'box9', state: 'absent' }, 'pass container.absent'],
  ],
  daemon: [
    [{ running: true, bridgeOptions: { 'com.docker.network.bridge.enable_icc': 'true' } }, 'pass daemon.up'],
    [
      { running: true, bridgeOptions: { 'com.docker.network.bridge.enable_icc': 'false' } },
      'fail daemon.option',
    ],
    [{ running: false }, 'fail daemon.up'],
  ],
  interface: [
    [
      { from: 'far', network: 'my_net2', present: true, up: true, address: '{ip:far}' },
      'pass interface.present',
    ],
    [
      { from: 'host', name: '{if:my_net2}', present: true, address: '{gateway:my_net2}' },
      'pass interface.present',
    ],
    [{ from: 'box1', network: 'my_net2', present: true }, 'fail interface.absent'],
    [{ from: 'box1', network: 'my_net2', present: false }, 'pass interface.absent'],
    [{ from: 'box1', network: 'my_net9', present: false }, 'fail network.absent'],
  ],
  route: [
    [{ from: 'box1', to: 'default', present: true, via: '{gateway:bridge}' }, 'pass route.present'],
    [{ from: 'host', to: '{subnet:my_net2}', present: true, dev: '{if:my_net2}' }, 'pass route.present'],
    [{ from: 'box1', to: 'default', present: true, via: '{gateway:my_net2}' }, 'fail route.other'],
    [{ from: 'box1', to: '{subnet:my_net2}', present: true }, 'fail route.absent'],
  ],
  sysctl: [
    [{ from: 'host', key: 'net.ipv4.ip_forward', is: '1' }, 'pass sysctl.same'],
    [{ from: 'host', key: 'net.ipv4.ip_forward', is: '0' }, 'fail sysctl.other'],
    [{ from: 'host', key: 'net.ipv4.no_such', is: '0' }, 'fail sysctl.absent'],
  ],
  firewall: [
    [
      { chain: 'DOCKER-USER', source: '10.99.0.0/16', target: 'DROP', present: true },
      'pass firewall.present',
    ],
    [
      { chain: 'DOCKER-USER', source: '10.99.0.0/16', target: 'DROP', present: false },
      'fail firewall.present',
    ],
    [{ chain: 'DOCKER-USER', source: '10.98.0.0/16', target: 'LOG', present: true }, 'fail firewall.absent'],
    [{ chain: 'DOCKER-USER', source: '10.98.0.0/16', present: false }, 'pass firewall.absent'],
    [
      { table: 'nat', source: '{subnet:my_net2}', out: '!{if:my_net2}', target: 'MASQUERADE', present: true },
      'pass firewall.present',
    ],
    [{ table: 'nat', port: '{port:web/80}', target: 'DNAT', present: true }, 'pass firewall.present'],
    [{ from: 'mute', chain: 'INPUT', target: 'DROP', present: true }, 'pass firewall.present'],
    [{ from: 'box1', chain: 'INPUT', target: 'DROP', present: false }, 'pass firewall.absent'],
    [{ from: 'gone', chain: 'INPUT', target: 'DROP', present: false }, 'fail container.exited'],
  ],
  counter: [
    [
      { ...deaf, rises: true, during: { probe: 'tcp', from: 'box2', to: '{ip:deaf}', port: 80 } },
      'pass counter.rose',
    ],
    [{ ...deaf, rises: true, during: { probe: 'ping', from: 'box2', to: '{ip:deaf}' } }, 'pass counter.rose'],
    [
      { ...deaf, rises: false, during: { probe: 'udp', from: 'box2', to: '{ip:deaf}', port: 80 } },
      'fail counter.rose',
    ],
    [
      { ...deaf, rises: false, during: { probe: 'ping', from: 'box2', to: '{ip:web}' } },
      'pass counter.still',
    ],
    [{ ...deaf, rises: true, during: { probe: 'ping', from: 'box2', to: '{ip:web}' } }, 'fail counter.still'],
    [
      {
        chain: 'DOCKER-USER',
        port: 4242,
        rises: false,
        during: { probe: 'ping', from: 'box2', to: '{ip:web}' },
      },
      'fail firewall.absent',
    ],
    [
      { ...deaf, rises: false, during: { probe: 'ping', from: 'lone', to: '{ip:deaf}' } },
      'could-not-measure unmeasured.counter-not-sent',
    ],
    [
      { ...deaf, rises: false, during: { probe: 'ping', from: 'mute', to: '{ip:web}' } },
      'could-not-measure unmeasured.no-control',
    ],
  ],
  capture: [
    [
      {
        at: 'host',
        on: 'bridge',
        seen: true,
        during: { probe: 'tcp', from: 'box2', to: '{ip:web}', port: 80 },
      },
      'pass capture.seen',
    ],
    [
      {
        at: 'host',
        on: 'my_net2',
        seen: false,
        during: { probe: 'tcp', from: 'box2', to: '{ip:web}', port: 80 },
      },
      'pass capture.not-seen',
    ],
    [
      { at: 'host', on: 'my_net2', seen: true, during: { probe: 'ping', from: 'box2', to: '{ip:web}' } },
      'fail capture.not-seen',
    ],
    [{ at: 'outside', seen: true, source: '{ip:host}', during: outwards }, 'pass capture.seen'],
    [{ at: 'outside', seen: true, source: '{ip:box2}', during: outwards }, 'fail capture.other'],
    [
      { at: 'host', on: 'eth0', seen: true, source: '{ip:host}', port: 80, during: outwards },
      'pass capture.seen',
    ],
    [
      { at: 'host', on: 'docker0', seen: true, source: '{ip:box2}', port: 80, during: outwards },
      'pass capture.seen',
    ],
    [{ at: 'box1', seen: false, during: outwards }, 'pass capture.not-seen'],
    [
      {
        at: 'outside',
        seen: true,
        source: '{ip:host}',
        during: { probe: 'ping', from: 'box2', to: '{ip:outside}' },
      },
      'pass capture.seen',
    ],
    [
      {
        at: 'datagram',
        seen: true,
        destination: '{ip:datagram}',
        port: 5353,
        during: { probe: 'udp', from: 'outside', to: '{ip:host}', port: '{port:datagram/5353/udp}' },
      },
      'pass capture.seen',
    ],
    [
      { at: 'deaf', seen: false, during: { probe: 'ping', from: 'box2', to: '{ip:deaf}' } },
      'pass capture.not-seen',
    ],
    [{ at: 'host', on: 'eth9', seen: false, during: outwards }, 'fail interface.absent'],
    [{ at: 'gone', seen: false, during: outwards }, 'fail container.exited'],
    [{ at: 'host', seen: true, during: { ...outwards, from: 'lone' } }, 'fail capture.not-sent'],
    [
      { at: 'host', seen: false, during: { ...outwards, from: 'lone' } },
      'could-not-measure unmeasured.capture-not-sent',
    ],
  ],
  throughput: [
    [{ fast: toWeb, slow: toTight, atLeast: 3 }, 'pass throughput.ratio'],
    [{ fast: toTight, slow: toWeb, atLeast: 1.3 }, 'fail throughput.ratio'],
    [{ fast: toWeb, slow: { ...toWeb, port: 81 }, atLeast: 1.3 }, 'fail throughput.closed'],
    [
      { fast: { from: 'far', to: 'page' }, slow: { from: 'far', to: 'page' }, atLeast: 1.3 },
      'could-not-measure unmeasured.throughput-page',
    ],
  ],
  command: [
    [
      {
        run: ['ip', '-j', 'addr', 'show', 'docker0'],
        json: { path: '0.addr_info.0.local', equals: '172.17.0.1' },
      },
      'pass command.json',
    ],
    [{ from: 'box1', run: ['ip', 'route'], contains: '{gateway:bridge}' }, 'pass command.printed'],
    [{ run: ['ip', 'link', 'show', 'nothing'] }, 'fail command.exit'],
    [{ run: ['iptables', '-S'], lacks: 'DOCKER-USER' }, 'fail command.has'],
    [{ run: ['no-such-program'] }, 'could-not-measure unmeasured.probe'],
    [{ run: ['tail', '-f', '/dev/null'] }, 'could-not-measure unmeasured.command-deadline'],
  ],
};

describe.each(Object.entries(rows))('%s on a live host', (probe, cases) => {
  it.each(cases)('%j is %s', async (fields, expected) => {
    const result = await judge({ probe, ...fields });
    expect(`${said(result)} ${JSON.stringify(result.evidence ?? '')}`).toContain(expected);
  });
});

describe('a prediction about throughput', () => {
  it.each([
    [toWeb, toTight, 'faster'],
    [toTight, toWeb, 'slower'],
    [toTight, toTight, 'alike'],
  ])('names the faster of two ways: %#', async (fast, slow, outcome) => {
    const what = measureSchema.parse({ probe: 'throughput', fast, slow, atLeast: 3 });
    const reading = await measure(what, context(), new AbortController().signal);
    expect(reading).toMatchObject({ outcome, got: { code: 'throughput.ratio' } });
  });

  it('is not measured where one way is closed', async () => {
    const slow = { ...toWeb, port: 81 };
    const what = measureSchema.parse({ probe: 'throughput', fast: toWeb, slow, atLeast: 3 });
    const reading = await measure(what, context(), new AbortController().signal);
    expect(reading).toMatchObject({ measured: false, got: { code: 'throughput.closed' } });
  });
});

describe('an answer on a live host', () => {
  const check = {
    probe: 'answer',
    is: '{ip:box1}',
    as: 'address',
    confusions: { docker0: '{gateway:bridge}' },
  };

  it('passes on the live value, fails on another, and knows a confusion', async () => {
    const address = await run(`docker inspect -f '{{.NetworkSettings.IPAddress}}' box1`);
    expect(said(await judge(check, { answers: { it: `${address}/16` } }))).toBe('pass answer.right');
    expect(said(await judge(check, { answers: { it: '172.17.0.250' } }))).toBe('fail answer.other');
    expect(said(await judge(check, { answers: { it: '172.17.0.1' } }))).toBe('fail answer.confused');
  });

  it('cannot be measured against a value nobody has noted', async () => {
    expect(said(await judge({ ...check, is: '{seen:old}' }, { answers: { it: '1.2.3.4' } }))).toBe(
      'could-not-measure unmeasured.seen',
    );
  });
});

describe('a container that ends just after its start', () => {
  it('never counts as running', async () => {
    const check = { probe: 'container', name: 'blink', state: 'running' };
    await run('docker create --name blink busybox usleep 60000');
    for (let round = 0; round < 5; round++) {
      await run('docker start blink');
      expect(said(await judge(check))).toBe('fail container.exited');
    }
    await run('docker rm blink');
  });
});

describe('a host that cannot be looked at', () => {
  const state = [
    { probe: 'network', name: 'my_net2', exists: true },
    { probe: 'network', name: 'my_net1', exists: false },
    { probe: 'membership', container: 'box1', network: 'bridge', attached: true },
    { probe: 'container', name: 'box1', state: 'running' },
    { probe: 'container', name: 'box9', state: 'absent' },
    { probe: 'daemon', running: true },
    { probe: 'interface', from: 'box1', network: 'bridge', present: true },
    { probe: 'route', from: 'box1', to: 'default', present: true },
    { probe: 'sysctl', from: 'box1', key: 'net.ipv4.ip_forward', is: '1' },
    { probe: 'ping', from: 'box1', to: '172.17.0.1', expect: 'open' },
  ];

  it('is neither green nor red while its Docker hangs, and is read again when it goes on', async () => {
    await run('kill -STOP $(pidof dockerd)');
    try {
      const results = await Promise.all(state.map(check => judge(check)));
      expect(results.map(said)).toEqual(state.map(() => 'could-not-measure unmeasured.docker-silent'));
    } finally {
      await run('kill -CONT $(pidof dockerd)');
    }
    expect(said(await judge({ probe: 'container', name: 'box1', state: 'running' }))).toBe(
      'pass container.running',
    );
  });

  it('says so when the program that reads interfaces and routes does not work', async () => {
    await run(`printf '#!/bin/sh\nexit 1\n' >/usr/local/sbin/ip; chmod +x /usr/local/sbin/ip`);
    try {
      for (const check of [
        { probe: 'interface', from: 'host', name: 'docker0', present: true },
        { probe: 'interface', from: 'host', name: 'nothing', present: false },
        { probe: 'route', from: 'host', to: 'default', present: true },
      ])
        expect(said(await judge(check))).toBe('could-not-measure unmeasured.probe');
    } finally {
      await run('rm /usr/local/sbin/ip');
    }
  });

  it('says so when the program that reads rules does not work', async () => {
    await run(
      `printf '#!/bin/sh\necho broken >&2; exit 1\n' >/usr/local/sbin/iptables-save; chmod +x /usr/local/sbin/iptables-save`,
    );
    try {
      const during = { probe: 'ping', from: 'box2', to: '{ip:web}' };
      for (const check of [
        { probe: 'firewall', target: 'LOG', present: false },
        { probe: 'counter', target: 'DROP', during, rises: false },
      ])
        expect(said(await judge(check))).toBe('could-not-measure unmeasured.rules');
    } finally {
      await run('rm /usr/local/sbin/iptables-save');
    }
  });

  it('cannot tell a counter that others make rise', async () => {
    const during = { probe: 'ping', from: 'box2', to: '{ip:deaf}' };
    await run(
      'docker exec -d box1 ping -i 0.02 -w 20 $(docker inspect -f "{{.NetworkSettings.IPAddress}}" deaf)',
    );
    try {
      expect(said(await judge({ probe: 'counter', ...deaf, during, rises: true }))).toBe(
        'could-not-measure unmeasured.counter-busy',
      );
    } finally {
      await run('docker exec box1 killall ping');
    }
  });

  it('says so when there is no outside to ask from', async () => {
    await run('mv /run/netdojo/outside.pid /root');
    try {
      for (const check of [
        { probe: 'sysctl', from: 'outside', key: 'net.ipv4.ip_forward', is: '1' },
        { probe: 'tcp', from: 'outside', to: '10.77.0.2', port: 80, expect: 'refused' },
      ])
        expect(said(await judge(check))).toBe('could-not-measure unmeasured.probe');
    } finally {
      await run('mv /root/outside.pid /run/netdojo');
    }
  });

  it('knows no host of another lab', async () => {
    expect(
      said(await judge({ probe: 'sysctl', from: 'host9/host', key: 'net.ipv4.ip_forward', is: '1' })),
    ).toBe('could-not-measure unmeasured.no-host');
  });
});

describe('what a learner is shown', () => {
  it('is who was asked, what came, what proves it, and how to see the same', async () => {
    const check = { probe: 'tcp', from: 'far', to: '{ip:web}', port: 80, expect: 'dropped' } as const;
    const result = await judge(check);
    const address = await run(`docker inspect -f '{{.NetworkSettings.IPAddress}}' web`);
    expect(say('en', result.asked)).toBe(`far → web's address (${address}), port 80/tcp`);
    expect(say('en', result.got)).toMatch(/^dropped: no answer to 3 attempts in \d+ ms$/);
    expect(say('en', result.control ?? result.got)).toMatch(/^10\.22\.16\.1:9 refused$/);
    expect(result.evidence?.command).toBe(
      `nsenter -t $(docker inspect -f '{{.State.Pid}}' far) -n nc -zvw1 ${address} 80`,
    );
    expect(result.because).toEqual([]);
    expect(say('zh', titleOf({ ...check, id: 'it', holds: 'step', within: 0, needs: [] }))).toContain(
      '得不到',
    );
  });

  it('can be typed: each command of the evidence runs on the host', async () => {
    for (const [check, code] of [
      [{ probe: 'ping', from: 'box2', to: '{ip:box1}', expect: 'open' }, 0],
      [{ probe: 'ping', from: 'page', to: 'far', expect: 'open' }, 0],
      [{ probe: 'tcp', from: 'box2', to: '{ip:web}', port: 80, expect: 'open' }, 0],
      [{ probe: 'tcp', from: 'box2', to: '{ip:web}', port: 81, expect: 'refused' }, 1],
      [{ probe: 'tcp', from: 'page', to: 'far', port: 81, expect: 'refused' }, 1],
      [{ probe: 'tcp', from: 'outside', to: '10.77.0.2', port: 81, expect: 'refused' }, 1],
      [{ probe: 'udp', from: 'box2', to: '{ip:datagram}', port: 5353, expect: 'open' }, 0],
      [{ probe: 'udp', from: 'host', to: '{ip:datagram}', port: 5353, expect: 'open' }, 0],
      [{ probe: 'udp', from: 'web', to: '10.77.0.2', port: 53, send: 'dns', expect: 'open' }, 0],
      [{ probe: 'http', from: 'box2', to: '{ip:web}', expect: 'open' }, 0],
      [{ probe: 'http', from: 'page', to: '{ip:page}', expect: 'open' }, 0],
      [{ probe: 'dns', from: 'far', name: 'page', expect: 'resolves' }, 0],
      [{ probe: 'dns', from: 'page', name: 'far', expect: 'resolves' }, 0],
      [{ probe: 'dns', from: 'host', name: 'outside', expect: 'resolves', via: 'hosts' }, 0],
      [{ probe: 'network', name: 'my_net2', exists: true }, 0],
      [{ probe: 'network', name: 'nothing', exists: true }, 0],
      [{ probe: 'membership', container: 'far', network: 'my_net2', attached: true }, 0],
      [{ probe: 'container', name: 'box1', state: 'running' }, 0],
      [{ probe: 'container', name: 'box9', state: 'running' }, 0],
      [{ probe: 'daemon', running: true }, 0],
      [{ probe: 'interface', from: 'far', network: 'my_net2', present: true }, 0],
      [{ probe: 'interface', from: 'page', network: 'my_net2', present: true }, 0],
      [{ probe: 'route', from: 'box1', to: 'default', present: true }, 0],
      [{ probe: 'firewall', table: 'nat', target: 'MASQUERADE', present: true }, 0],
      [{ probe: 'firewall', from: 'mute', target: 'DROP', present: true }, 0],
      [{ probe: 'sysctl', from: 'box1', key: 'net.ipv4.ip_forward', is: '1' }, 0],
    ] as const) {
      const { evidence } = await judge(check);
      const ran = await run(
        `code=0; { ${evidence?.command}; } >/tmp/out 2>&1 || code=$?; echo $code; cat /tmp/out`,
      );
      const [exit, ...printed] = ran.split('\n');
      expect(exit, `${evidence?.command}\n${ran}`).toBe(String(code));
      // What isn't marked as the probe's own record is what the command prints.
      if (!evidence?.output.startsWith('# probe: '))
        expect(printed.join('\n').trim()).toBe(evidence?.output.trim());
    }
  });
});
