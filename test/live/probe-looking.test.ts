import { describe, expect, it } from 'vitest';
import { measure, measureSchema } from '../../src/probe/index.ts';
import { probeLab } from './probe-lab.ts';
import { said } from './said.ts';

/** `plain` has an image without any tool; `links` is full of links that would lead out of a container. */
const { judge, run, context } = probeLab(`
  docker network create my_net2
  ip netns add hand
  mkdir -p /etc/netns/hand && echo nameserver 10.9.9.9 >/etc/netns/hand/resolv.conf
  docker run -d --name web -p 8080:80 --add-host store:10.1.2.3 toolbox hello web
  docker run -d --name swapped -p 81:8080 --network my_net2 toolbox hello swapped
  docker run -d --name shut --expose 80 -p 127.0.0.1:8090:81 toolbox hello shut
  docker run -d --name declared --expose 80 toolbox hello declared
  docker run -d --name own -p 9000:80 --network host toolbox hello own 8001
  docker run -dit --name side --network container:web busybox
  docker run -d --name local busybox httpd -f -p 127.0.0.1:80 -h /etc
  docker run -dit --name named --network my_net2 --dns-search example busybox
  docker run -dit --name links busybox
  docker exec links sh -c 'echo inside >/etc/motd; ln -s /etc/motd /absolute; ln -s ../../../../etc/motd /up'
  docker exec links sh -c 'ln -s /proc/1/root/etc/motd /magic; mkfifo /pipe; ln -s /absent /dangling'
  docker run -d --name plain nginx
  docker run -d --name gone busybox true
  docker wait gone
  echo outside >/etc/motd
  outside sh -c 'echo outside >/tmp/of-its-own'
  until curl -sf http://127.0.0.1:8001/ && docker exec web curl -sf http://127.0.0.1/; do :; done
  until docker exec local wget -qO- http://127.0.0.1/hostname; do :; done
`);

const rows: Readonly<Record<string, readonly (readonly [Record<string, unknown>, string])[]>> = {
  'hosts-entry': [
    [{ from: 'web', name: 'store', present: true, address: '10.1.2.3' }, 'pass hosts-entry.present'],
    [{ from: 'side', name: 'store', present: true }, 'pass hosts-entry.present'],
    [{ from: 'web', name: 'store', present: true, address: '{ip:web}' }, 'fail hosts-entry.other'],
    [{ from: 'plain', name: 'localhost', present: true }, 'pass hosts-entry.present'],
    [{ from: 'named', name: 'store', present: true }, 'fail hosts-entry.absent'],
    [{ from: 'named', name: 'store', present: false }, 'pass hosts-entry.absent'],
    [{ from: 'host', name: 'outside', present: true, address: '203.0.113.10' }, 'pass hosts-entry.present'],
    [{ from: 'gone', name: 'store', present: false }, 'fail container.exited'],
    [{ from: 'netns:none', name: 'store', present: false }, 'fail place.no-netns'],
  ],
  resolver: [
    [{ from: 'named', server: '127.0.0.11', search: 'example', options: ['ndots:0'] }, 'pass resolver.says'],
    [{ from: 'web', server: '127.0.0.11' }, 'fail resolver.servers'],
    [{ from: 'named', search: [] }, 'fail resolver.search'],
    [{ from: 'named', options: ['ndots:5'] }, 'fail resolver.options'],
    [{ from: 'netns:hand', server: '10.9.9.9' }, 'pass resolver.says'],
    [{ from: 'host', server: '10.9.9.9' }, 'fail resolver.servers'],
    [{ from: 'absent', server: '10.9.9.9' }, 'fail container.absent'],
  ],
  published: [
    [{ container: 'web', port: 80, published: true, hostPort: 8080, address: 'any' }, 'pass published.yes'],
    [{ container: 'web', port: 80, published: true, hostPort: 80 }, 'fail published.host-port'],
    [{ container: 'web', port: 80, published: false }, 'fail published.yes'],
    [{ container: 'web', port: 80, protocol: 'udp', published: false }, 'pass published.no'],
    [{ container: 'swapped', port: 80, published: true }, 'fail published.other-port'],
    [{ container: 'shut', port: 81, published: true, address: 'any' }, 'fail published.loopback'],
    [{ container: 'declared', port: 80, published: true }, 'fail published.declared'],
    [{ container: 'local', port: 80, published: true }, 'fail published.no'],
    [{ container: 'own', port: 80, published: true }, 'fail published.no-effect'],
    [{ container: 'gone', port: 80, published: false }, 'fail container.exited'],
  ],
  listening: [
    [{ from: 'web', port: 80, listening: true, address: 'any' }, 'pass listening.yes'],
    [{ from: 'side', port: 80, listening: true }, 'pass listening.yes'],
    [{ from: 'local', port: 80, listening: true, address: 'loopback' }, 'pass listening.yes'],
    [{ from: 'local', port: 80, listening: true, address: 'any' }, 'fail listening.loopback'],
    [{ from: 'web', port: 81, listening: true }, 'fail listening.no'],
    [{ from: 'named', port: 53, protocol: 'udp', listening: false }, 'pass listening.no'],
    [
      { from: 'host', port: 53, protocol: 'udp', listening: true, address: '10.77.0.2' },
      'pass listening.yes',
    ],
    [{ from: 'host', port: 8080, listening: true }, 'pass listening.yes'],
    [{ from: 'host', port: 8080, listening: false }, 'fail listening.yes'],
    [{ from: 'netns:hand', port: 80, listening: false }, 'pass listening.no'],
    [{ from: 'outside', port: 80, listening: true }, 'pass listening.yes'],
  ],
  address: [
    [
      { from: 'web', address: '{ip:web}', present: true, on: 'bridge', mac: '{mac:web}' },
      'pass address.present',
    ],
    [{ from: 'side', address: '{ip:web}', present: true, on: 'eth0' }, 'pass address.present'],
    [{ from: 'web', address: '{ip:web}', present: true, on: 'my_net2' }, 'fail address.elsewhere'],
    [{ from: 'web', address: '{ip:named}', present: true }, 'fail address.absent'],
    [{ from: 'web', address: '{ip:web}', present: true, mac: '{mac:named}' }, 'fail address.mac'],
    [{ from: 'host', address: '{gateway:my_net2}', present: true, on: 'my_net2' }, 'pass address.present'],
    [{ from: 'host', address: '172.17.0.1/24', present: true }, 'fail address.prefix'],
    [{ from: 'netns:hand', address: '172.17.0.200', present: false }, 'pass address.absent'],
  ],
  'same-namespace': [
    [{ a: 'web', b: 'side', same: true }, 'pass same-namespace.same'],
    [{ a: 'own', b: 'host', same: true }, 'pass same-namespace.same'],
    [{ a: 'web', b: 'host', same: true }, 'fail same-namespace.different'],
    [{ a: 'web', b: 'netns:hand', same: false }, 'pass same-namespace.different'],
    [{ a: 'host', b: 'outside', same: false }, 'pass same-namespace.different'],
    [{ a: 'web', b: 'side', same: false }, 'fail same-namespace.same'],
    [{ a: 'web', b: 'gone', same: false }, 'fail container.exited'],
    [{ a: 'netns:none', b: 'host', same: false }, 'fail place.no-netns'],
  ],
  process: [
    [{ from: 'web', program: 'hello', running: true, args: ['web'] }, 'pass process.running'],
    [{ from: 'web', program: 'hello', running: true, args: ['swapped'] }, 'fail process.args'],
    [{ from: 'plain', program: 'nginx', running: true }, 'pass process.running'],
    [{ from: 'side', program: 'hello', running: false }, 'pass process.absent'],
    [{ from: 'host', program: 'dockerd', running: true }, 'pass process.running'],
    [{ from: 'outside', program: 'dockerd', running: false }, 'pass process.absent'],
    [{ from: 'outside', program: 'hello', running: true }, 'pass process.running'],
    // What runs in containers runs on this machine too, but not as one of the host's own.
    [{ from: 'host', program: 'nginx', running: true }, 'fail process.absent'],
    [{ from: 'host', program: 'docker-proxy', running: true, args: ['8080'] }, 'pass process.running'],
    [{ from: 'host', program: 'docker-proxy', running: false }, 'fail process.running'],
  ],
  file: [
    [{ from: 'links', path: '/etc/motd', exists: true, contains: 'inside' }, 'pass file.present'],
    [
      { from: 'links', path: '/absolute', exists: true, contains: 'inside', lacks: 'outside' },
      'pass file.present',
    ],
    [{ from: 'links', path: '/up', exists: true, contains: 'outside' }, 'fail file.lacks'],
    [{ from: 'links', path: '/magic', exists: true, lacks: 'inside' }, 'fail file.has'],
    [{ from: 'links', path: '/dangling', exists: false }, 'pass file.absent'],
    [{ from: 'links', path: '/pipe', exists: true, contains: 'inside' }, 'fail file.not-a-file'],
    [{ from: 'links', path: '/etc', exists: true }, 'pass file.present'],
    [{ from: 'host', path: '/etc/motd', exists: true, contains: 'outside' }, 'pass file.present'],
    [{ from: 'outside', path: '/tmp/of-its-own', exists: true, contains: 'outside' }, 'pass file.present'],
    [{ from: 'host', path: '/tmp/of-its-own', exists: false }, 'pass file.absent'],
    [{ from: 'plain', path: '/etc/motd', exists: true }, 'fail file.absent'],
    [
      { from: 'host', path: '/usr/sbin/dockerd', exists: true, lacks: '\u0000no such' },
      'could-not-measure unmeasured.file-cut',
    ],
  ],
};

describe.each(Object.entries(rows))('%s on a live host', (probe, cases) => {
  it.each(cases)('%j is %s', async (fields, expected) => {
    const result = await judge({ probe, ...fields });
    expect(
      `${said(result)} ${JSON.stringify(result.got)} ${JSON.stringify(result.evidence ?? '')}`,
    ).toContain(expected);
  });
});

describe('what only looks', () => {
  const checks = Object.entries(rows).flatMap(([probe, cases]) =>
    cases.flatMap(([fields, expected]) => (expected.startsWith('pass') ? [{ probe, ...fields }] : [])),
  );

  it('shows commands that do run, and what they print', async () => {
    for (const check of checks) {
      const { evidence } = await judge(check);
      // The one command that is to fail shows that there is no such file.
      const fails = evidence?.command.includes('ls -d') === true && evidence.output === '';
      const printed = await run(`${fails ? '! ' : ''}${evidence?.command} 2>&1`);
      const own = evidence?.output.startsWith('# probe: ') === true || fails;
      if (!own) expect(printed).toBe(evidence?.output.trim());
    }
  });

  it('leaves nothing behind, neither process nor file', async () => {
    // Apart from `docker system dial-stdio`, which carries netdojo's own questions to the engine: also while one is being
    // started and is still runc's (a second dial may come up after the answer that it was opened for).
    const left = () =>
      run(
        'while seen=$(ps -e -o comm=); echo "$seen" | grep -q "^runc:"; do :; done; echo "$seen" | grep -vE "^(docker|ps|grep|sort|uniq)( |$)" | sort | uniq -c; docker diff links | sort',
      );
    const before = await left();
    await Promise.all(checks.map(check => judge(check)));
    expect(await left()).toBe(before);
  });

  it('is neither green nor red while the probing process cannot look', async () => {
    await run('mv /run/netdojo/outside.pid /root');
    try {
      for (const check of [
        { probe: 'listening', from: 'outside', port: 80, listening: false },
        { probe: 'address', from: 'outside', address: '10.9.9.9', present: false },
        { probe: 'same-namespace', a: 'host', b: 'outside', same: false },
      ])
        expect(said(await judge(check))).toBe('could-not-measure unmeasured.probe');
    } finally {
      await run('mv /root/outside.pid /run/netdojo');
    }
    await run('kill -STOP $(pidof dockerd)');
    try {
      const looks = [
        { probe: 'hosts-entry', from: 'web', name: 'x', present: false },
        { probe: 'resolver', from: 'web', server: '10.9.9.9' },
        { probe: 'published', container: 'web', port: 80, published: false },
        { probe: 'process', from: 'web', program: 'x', running: false },
        { probe: 'file', from: 'web', path: '/x', exists: false },
      ];
      const results = await Promise.all(looks.map(check => judge(check)));
      expect(results.map(said)).toEqual(looks.map(() => 'could-not-measure unmeasured.docker-silent'));
    } finally {
      await run('kill -CONT $(pidof dockerd)');
    }
  });
});

describe('a prediction', () => {
  it.each([
    [{ probe: 'interface', from: 'web', network: 'bridge' }, 'up', /^eth0 172\.17\./],
    [{ probe: 'interface', from: 'web', network: 'my_net2' }, 'absent', /^$/],
    [{ probe: 'hosts-entry', from: 'web', name: 'store' }, 'present', /^10\.1\.2\.3$/],
    [
      { probe: 'resolver', from: 'named' },
      '127.0.0.11',
      /^(?:(?:nameserver 127\.0\.0\.11|search example|options ndots:0)(?:\n|$)){3}/,
    ],
    [{ probe: 'published', container: 'declared', port: 80 }, 'declared', /^$/],
    [{ probe: 'published', container: 'web', port: 80 }, 'published', /^0\.0\.0\.0:8080/],
    [{ probe: 'listening', from: 'local', port: 80 }, 'listening', /^127\.0\.0\.1:80$/],
    [{ probe: 'same-namespace', a: 'web', b: 'side' }, 'same', /^(net:\[\d+\]) \1$/],
    [{ probe: 'process', from: 'side', program: 'hello' }, 'absent', /^$/],
    [{ probe: 'file', from: 'links', path: '/up' }, 'present', /^inside\n$/],
  ])('can measure %j', async (what, outcome, value) => {
    const reading = await measure(measureSchema.parse(what), context(), new AbortController().signal);
    expect(reading).toMatchObject({ measured: true, outcome, value: expect.stringMatching(value) });
  });
});
