import { describe, expect, it } from 'vitest';
import { socketsIn, socketText } from '../../../src/network/index.ts';
import { address } from '../../../src/probe/kinds/address.ts';
import { env } from '../../../src/probe/kinds/env.ts';
import { file } from '../../../src/probe/kinds/file.ts';
import { hostsEntry } from '../../../src/probe/kinds/hosts-entry.ts';
import { listening } from '../../../src/probe/kinds/listening.ts';
import { process } from '../../../src/probe/kinds/process.ts';
import { published } from '../../../src/probe/kinds/published.ts';
import { resolver } from '../../../src/probe/kinds/resolver.ts';
import { sameNamespace } from '../../../src/probe/kinds/same-namespace.ts';
import { probeClass } from '../../../src/probe/schema/index.ts';
import { say } from '../../../src/text/index.ts';
import { checkOf, containerNamed, isListed, myNet } from './fixtures.ts';

const box1 = { at: 'container', name: 'box1', image: 'busybox' } as const;
const bare = { at: 'container', name: 'page', image: 'nginx' } as const;

describe('hosts-entry', () => {
  const text = '127.0.0.1\tlocalhost\n# 10.9.9.9 db\n10.1.2.3 Store db # the old one\n10.1.2.4 db\n';
  const raw = { from: 'box1', shell: box1, text, name: 'db', address: undefined };

  it.each([
    [{ present: true }, {}, 'pass', 'hosts-entry.present'],
    [{ present: true }, { name: 'STORE' }, 'pass', 'hosts-entry.present'],
    [{ present: true }, { address: '10.1.2.4' }, 'pass', 'hosts-entry.present'],
    [{ present: true }, { address: '10.9.9.9' }, 'fail', 'hosts-entry.other'],
    [{ present: true }, { name: 'd' }, 'fail', 'hosts-entry.absent'],
    [{ present: true }, { text: undefined }, 'fail', 'hosts-entry.no-file'],
    [{ present: false }, {}, 'fail', 'hosts-entry.present'],
    [{ present: false }, { name: '10.1.2.3' }, 'pass', 'hosts-entry.absent'],
    [{ present: false }, { text: undefined }, 'pass', 'hosts-entry.no-file'],
  ])('with %j of %j it is %s: %s', (fields, seen, verdict, code) => {
    const check = checkOf('hosts-entry', { from: 'box1', name: 'db', ...fields });
    const judged = hostsEntry.judge(check, { ...raw, ...seen });
    expect(judged).toMatchObject({
      verdict,
      got: { code },
      evidence: { command: 'docker exec box1 cat /etc/hosts' },
    });
    isListed('hosts-entry', judged.got);
  });

  it('shows the file of an image without cat from the host', () => {
    const check = checkOf('hosts-entry', { from: 'page', name: 'db', present: true });
    expect(hostsEntry.judge(check, { ...raw, shell: bare }).evidence?.command).toBe(
      "cat /proc/$(docker inspect -f '{{.State.Pid}}' page)/root/etc/hosts",
    );
  });
});

describe('resolver', () => {
  const text =
    'search old\nnameserver 127.0.0.11\nsearch lab example\noptions edns0 ndots:0\n# ExtServers: [10.9.9.9]\n';
  const raw = { from: 'box1', shell: box1, text, servers: undefined };

  it.each([
    [{ search: ['lab', 'example'], options: ['ndots:0'] }, {}, 'pass', 'resolver.says'],
    [{}, { servers: ['127.0.0.11'] }, 'pass', 'resolver.says'],
    [{}, { servers: ['10.9.9.9'] }, 'fail', 'resolver.servers'],
    [{}, { servers: ['127.0.0.11', '10.9.9.9'] }, 'fail', 'resolver.servers'],
    [{ search: 'lab' }, {}, 'fail', 'resolver.search'],
    [{ search: [] }, {}, 'fail', 'resolver.search'],
    [{ search: [] }, { text: 'search .\n' }, 'pass', 'resolver.says'],
    [{ options: ['ndots:1'] }, {}, 'fail', 'resolver.options'],
    [{ search: 'lab' }, { text: undefined }, 'fail', 'resolver.no-file'],
  ])('with %j and %j it is %s: %s', (fields, seen, verdict, code) => {
    const judged = resolver.judge(checkOf('resolver', { from: 'box1', ...fields }), { ...raw, ...seen });
    expect(judged).toMatchObject({ verdict, got: { code } });
    isListed('resolver', judged.got);
  });

  it('is read without its comments: what Docker asks behind it is none of the servers named', () => {
    expect(resolver.reading(raw)).toEqual({
      outcome: '127.0.0.11',
      value: 'search old\nnameserver 127.0.0.11\nsearch lab example\noptions edns0 ndots:0',
    });
  });
});

describe('listening', () => {
  const sockets = [
    { address: '0.0.0.0', port: 80 },
    { address: '127.0.0.1', port: 81 },
    { address: '10.1.2.3', port: 82 },
    { address: '127.0.0.1', port: 82 },
    { address: '::', port: 83 },
  ];
  const raw = { from: 'box1', shell: box1, protocol: 'tcp', sockets, address: undefined } as const;

  it.each([
    [80, undefined, 'pass', 'listening.yes'],
    [80, 'any', 'pass', 'listening.yes'],
    [83, 'any', 'pass', 'listening.yes'],
    [80, 'loopback', 'fail', 'listening.elsewhere'],
    [81, undefined, 'pass', 'listening.yes'],
    [81, 'loopback', 'pass', 'listening.yes'],
    [81, 'any', 'fail', 'listening.loopback'],
    [81, '10.1.2.3', 'fail', 'listening.loopback'],
    [82, '10.1.2.3', 'pass', 'listening.yes'],
    [82, 'loopback', 'fail', 'listening.elsewhere'],
    [84, undefined, 'fail', 'listening.no'],
  ])('on port %s at %s it is %s: %s', (port, address, verdict, code) => {
    const check = checkOf('listening', { from: 'box1', port, listening: true });
    const judged = listening.judge(check, { ...raw, port, address });
    expect(judged).toMatchObject({ verdict, got: { code } });
    isListed('listening', judged.got);
  });

  it.each([
    [80, 'fail', 'listening.yes'],
    [84, 'pass', 'listening.no'],
  ])('is a negative too: port %s, %s', (port, verdict, code) => {
    const check = checkOf('listening', { from: 'box1', port, listening: false });
    expect(listening.judge(check, { ...raw, port })).toMatchObject({ verdict, got: { code } });
    expect(listening.judge(check, { ...raw, port, sockets: [] }).got).toMatchObject({ code: 'listening.no' });
  });
});

describe("the kernel's tables of sockets", () => {
  it('are read as ss would, whoever is connected left out', () => {
    const table = `  sl  local_address rem_address   st tx_queue rx_queue
   0: 0100007F:0035 00000000:0000 0A 00000000:00000000
   1: 00000000:1F90 00000000:0000 0A 00000000:00000000
   2: 020011AC:1F90 0100007F:C001 01 00000000:00000000
   3: 00000000000000000000000000000000:0050 00000000000000000000000000000000:0000 0A 00000000:00000000
   4: 00000000000000000000000001000000:0051 00000000000000000000000000000000:0000 0A 00000000:00000000
   5: 0000000000000000FFFF00000100007F:0052 00000000000000000000000000000000:0000 0A 00000000:00000000
   6: B80D0120000000000000000001000000:0053 00000000000000000000000000000000:0000 0A 00000000:00000000
`;
    expect(socketsIn(table, '0A').map(socketText)).toEqual([
      '127.0.0.1:53',
      '0.0.0.0:8080',
      '[::]:80',
      '[::1]:81',
      '127.0.0.1:82',
      '[2001:db8::1]:83',
    ]);
  });
});

describe('published', () => {
  const binding = { port: 80, protocol: 'tcp', address: '0.0.0.0', hostPort: 8080 };
  const judge = (
    fields: Record<string, unknown>,
    seen: Parameters<typeof containerNamed>[1],
    listens = [80],
  ) => {
    const check = checkOf('published', { container: 'web', port: 80, published: true, ...fields });
    const container = containerNamed('web', seen);
    const { port, protocol, address } = check;
    return published.judge(check, { container, port, protocol, listens, address });
  };

  it.each([
    [{}, [binding], [], 'pass', 'published.yes'],
    [{ hostPort: 8080, address: 'any' }, [binding], [], 'pass', 'published.yes'],
    [{ hostPort: 8081 }, [binding], [], 'fail', 'published.host-port'],
    [{ address: 'any' }, [{ ...binding, address: '127.0.0.1' }], [], 'fail', 'published.loopback'],
    [{ address: 'loopback' }, [{ ...binding, address: '127.0.0.1' }], [], 'pass', 'published.yes'],
    [{ address: 'loopback' }, [binding], [], 'fail', 'published.address'],
    [{ address: '10.77.0.2' }, [{ ...binding, address: '10.77.0.2' }], [], 'pass', 'published.yes'],
    [{}, [{ ...binding, protocol: 'udp' }], [], 'fail', 'published.no'],
    [{}, [{ ...binding, port: 8080, hostPort: 80 }], ['80/tcp'], 'fail', 'published.other-port'],
    [{}, [], ['80/tcp'], 'fail', 'published.declared'],
    [{}, [], [], 'fail', 'published.no'],
    [{ published: false }, [], ['80/tcp'], 'pass', 'published.declared'],
    [{ published: false }, [], [], 'pass', 'published.no'],
    [{ published: false }, [binding], [], 'fail', 'published.yes'],
  ])('with %j and %j, declared %j, it is %s: %s', (fields, bindings, declared, verdict, code) => {
    const judged = judge(fields, { published: bindings, declared });
    expect(judged).toMatchObject({ verdict, got: { code } });
    isListed('published', judged.got);
  });

  it('says what a beginner has mixed up', () => {
    const swapped = judge({}, { published: [{ ...binding, port: 8080, hostPort: 80 }] });
    expect(say('en', swapped.got)).toBe('8080 of web is published as 80; web listens on: 80');
    expect(say('en', judge({}, { declared: ['80/tcp'] }).got)).toBe('80 of web is declared, not published');
    const local = judge({ address: 'any' }, { published: [{ ...binding, address: '127.0.0.1' }] });
    expect(say('en', local.got)).toBe("80 of web is published on the host's loopback only: 127.0.0.1:8080");
    const host = judge({}, { asked: ['80/tcp'], mode: 'host' });
    expect(say('en', host.got)).toBe(
      'web was started with ports to publish; in host mode nothing comes of it',
    );
    isListed('published', host.got);
  });
});

describe('address', () => {
  const links = [
    { ifindex: 1, ifname: 'lo', flags: [], addr_info: [{ local: '127.0.0.1', prefixlen: 8 }] },
    {
      ifindex: 6,
      ifname: 'eth0',
      address: '02:42:ac:11:00:02',
      flags: [],
      addr_info: [{ local: '172.18.0.2', prefixlen: 16 }],
    },
  ];
  const raw = { from: 'box1', shell: box1, links, mac: undefined, on: undefined, network: undefined };

  it.each([
    [{ address: '172.18.0.2' }, 'pass', 'address.present'],
    [{ address: '172.18.0.2/16' }, 'pass', 'address.present'],
    [{ address: '172.18.0.2/24' }, 'fail', 'address.prefix'],
    [{ address: '172.18.0.9' }, 'fail', 'address.absent'],
    [{ address: '172.18.0.2', on: 'eth0' }, 'pass', 'address.present'],
    [{ address: '172.18.0.2', on: 'eth1' }, 'fail', 'address.elsewhere'],
    [{ address: '172.18.0.2', on: 'my_net2', network: myNet }, 'pass', 'address.present'],
    [{ address: '127.0.0.1', on: 'my_net2', network: myNet }, 'fail', 'address.elsewhere'],
    [{ address: '172.18.0.2', mac: '02:42:AC:11:00:02' }, 'pass', 'address.present'],
    [{ address: '172.18.0.2', mac: '02:42:ac:11:00:03' }, 'fail', 'address.mac'],
    [{ address: '127.0.0.1', mac: '02:42:ac:11:00:03' }, 'fail', 'address.mac'],
  ])('with %j it is %s: %s', (seen, verdict, code) => {
    const check = checkOf('address', { from: 'box1', address: seen.address, present: true });
    const judged = address.judge(check, { ...raw, ...seen });
    expect(judged).toMatchObject({ verdict, got: { code } });
    isListed('address', judged.got);
  });

  it('of a network is on its bridge where the host is asked', () => {
    const check = checkOf('address', { from: 'host', address: '172.18.0.2', present: true, on: 'my_net2' });
    const host = {
      ...raw,
      shell: { at: 'host' } as const,
      address: '172.18.0.2',
      on: 'my_net2',
      network: myNet,
    };
    expect(address.judge(check, host)).toMatchObject({ verdict: 'fail', got: { code: 'address.elsewhere' } });
    const bridge = links.map(link => ({ ...link, ifname: 'br-abc123abc123' }));
    expect(address.judge(check, { ...host, links: bridge }).verdict).toBe('pass');
  });

  it('must not be there when it is to be gone', () => {
    const check = checkOf('address', { from: 'box1', address: '172.18.0.2', present: false });
    const here = address.judge(check, { ...raw, address: '172.18.0.2' });
    expect(here).toMatchObject({ verdict: 'fail', got: { code: 'address.present' } });
    const gone = address.judge(check, { ...raw, links: [], address: '172.18.0.2' });
    expect(gone).toMatchObject({ verdict: 'pass', got: { code: 'address.absent' } });
    isListed('address', gone.got);
  });
});

describe('same-namespace', () => {
  const at = (label: string, number: string) => ({ label, shell: box1, number });

  it.each([
    [true, 'net:[1]', 'pass', 'same-namespace.same'],
    [true, 'net:[2]', 'fail', 'same-namespace.different'],
    [false, 'net:[1]', 'fail', 'same-namespace.same'],
    [false, 'net:[2]', 'pass', 'same-namespace.different'],
  ])('with same: %s and the other in %s it is %s: %s', (same, number, verdict, code) => {
    const check = checkOf('same-namespace', { a: 'box1', b: 'box2', same });
    const judged = sameNamespace.judge(check, { a: at('box1', 'net:[1]'), b: at('box2', number) });
    expect(judged).toMatchObject({ verdict, got: { code }, evidence: { output: `net:[1]\n${number}` } });
    isListed('same-namespace', judged.got);
  });
});

describe('process', () => {
  const processes = [
    { pid: 1, name: 'sh', argv: ['sh'] },
    { pid: 7, name: 'python3', argv: ['/usr/bin/python3', '/usr/bin/hello', 'web'] },
    { pid: 8, name: 'a-very-long-nam', argv: ['/opt/a-very-long-name', '-p', '80'] },
    { pid: 9, name: 'busybox', argv: ['httpd', '-f', '-p', '8080'] },
  ];
  const raw = { from: 'box1', shell: box1, processes, args: [] };

  it.each([
    ['hello', [], 'pass', 'process.running'],
    ['httpd', [], 'pass', 'process.running'],
    ['a-very-long-name', ['80'], 'pass', 'process.running'],
    ['httpd', ['-p', '8080'], 'pass', 'process.running'],
    ['httpd', ['80'], 'fail', 'process.args'],
    ['httpd', ['httpd'], 'fail', 'process.args'],
    ['python3', [], 'pass', 'process.running'],
    ['web', [], 'fail', 'process.absent'],
  ])('%s %j is %s: %s', (program, args, verdict, code) => {
    const check = checkOf('process', { from: 'box1', program, running: true });
    const judged = process.judge(check, { ...raw, program, args });
    expect(judged).toMatchObject({ verdict, got: { code }, evidence: { command: 'docker top box1' } });
    isListed('process', judged.got);
  });

  it('must not run when it is to be gone', () => {
    const check = checkOf('process', { from: 'box1', program: 'sh', running: false });
    expect(process.judge(check, { ...raw, program: 'sh' }).verdict).toBe('fail');
    expect(process.judge(check, { ...raw, program: 'bash' }).verdict).toBe('pass');
  });
});

describe('file', () => {
  const text = { is: 'file', text: 'one\ntwo\n', whole: true } as const;
  const raw = { from: 'box1', shell: box1, path: '/x', seen: text, contains: undefined, lacks: undefined };

  it.each([
    [true, {}, 'pass', 'file.present'],
    [true, { contains: 'two' }, 'pass', 'file.present'],
    [true, { contains: 'three' }, 'fail', 'file.lacks'],
    [true, { lacks: 'three' }, 'pass', 'file.present'],
    [true, { lacks: 'wo' }, 'fail', 'file.has'],
    [true, { seen: { is: 'absent' } as const }, 'fail', 'file.absent'],
    [true, { seen: { is: 'directory', names: [] } as const }, 'pass', 'file.present'],
    [true, { seen: { is: 'other' } as const, contains: 'a' }, 'fail', 'file.not-a-file'],
    [true, { seen: { ...text, whole: false }, contains: 'two' }, 'pass', 'file.present'],
    [true, { seen: { ...text, whole: false }, lacks: 'two' }, 'fail', 'file.has'],
    [true, { seen: { ...text, whole: false }, lacks: 'three' }, 'could-not-measure', 'unmeasured.file-cut'],
    [
      true,
      { seen: { ...text, whole: false }, contains: 'three' },
      'could-not-measure',
      'unmeasured.file-cut',
    ],
    [false, {}, 'fail', 'file.present'],
    [false, { seen: { is: 'absent' } as const }, 'pass', 'file.absent'],
  ])('with exists: %s and %j it is %s: %s', (exists, seen, verdict, code) => {
    const judged = file.judge(checkOf('file', { from: 'box1', path: '/x', exists }), { ...raw, ...seen });
    expect(judged).toMatchObject({ verdict, got: { code } });
    isListed('file', judged.got);
  });
});

describe('env', () => {
  const raw = { container: 'shop', name: 'DB_PORT', value: 'tcp://10.1.2.3:80', is: undefined };

  it.each([
    [true, {}, 'pass', 'env.set'],
    [true, { is: 'tcp://10.1.2.3:80' }, 'pass', 'env.set'],
    [true, { is: 'tcp://10.1.2.4:80' }, 'fail', 'env.other'],
    [true, { value: '' }, 'pass', 'env.set'],
    [true, { value: undefined }, 'fail', 'env.unset'],
    [false, {}, 'fail', 'env.set'],
    [false, { value: undefined }, 'pass', 'env.unset'],
  ])('with set: %s and %j it is %s: %s', (set, seen, verdict, code) => {
    for (const of of ['program', 'exec'] as const) {
      const check = checkOf('env', { container: 'shop', name: 'DB_PORT', of, set });
      const judged = env.judge(check, { ...raw, of, ...seen });
      expect(judged).toMatchObject({ verdict, got: { code } });
      isListed('env', judged.got);
    }
  });

  it('runs docker exec only when asked for: it is an event itself', () => {
    const check = (of: string) => checkOf('env', { container: 'shop', name: 'DB_PORT', of, set: true });
    expect([probeClass(check('program')), probeClass(check('exec'))]).toEqual(['state', 'request']);
  });
});
