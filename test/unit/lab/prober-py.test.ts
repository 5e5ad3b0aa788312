import { type ChildProcessByStdio, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Namespace, Op, Questions, Root } from '../../../src/lab/prober-protocol.ts';

const here = import.meta.dirname;
const program = path.join(here, '../../../src/lab/image/prober');

/**
 * The machine of these tests: a network namespace with loopback and one wire to a second namespace, where nothing but an
 * address is. No packet can leave it. Name server and pages are inside; its name server settings are files of ours.
 */
const machine = `set -eu
ip link set lo up
unshare -n sleep 1000 &
other=$!
until [ "$(readlink /proc/$other/ns/net)" != "$(readlink /proc/$$/ns/net)" ]; do :; done
ip link add wire type veth peer name far netns $other
ip addr add 10.9.0.1/24 dev wire
ip link set wire up
nsenter -t $other -n sh -c 'ip link set lo up; ip addr add 10.9.0.2/24 dev far; ip link set far up'
mount --bind "$FILES/hosts" /etc/hosts
mount --bind "$FILES/resolv.conf" /etc/resolv.conf
python3 "$HERE/name-server.py" >&2 &
python3 "$HERE/web-server.py" >&2 &
echo "other $other" >&2
exec python3 -B -S -E "$PROGRAM"`;

// In a process namespace of its own, all of it ends with its first process, which becomes the prober.
const unshareArguments = ['-r', '-n', '-m', '-p', '-f', '--mount-proc', '--kill-child', 'sh', '-c'];
const can = spawnSync('unshare', [...unshareArguments, 'ip link set lo up && python3 -c 1']).status === 0;

type Prober = ChildProcessByStdio<Writable, Readable, Readable>;
type Reply = { readonly id: number | null; readonly unmeasured?: string };

describe.skipIf(!can)('the probing process', () => {
  let files: string;
  let prober: Prober;
  let other: Namespace;
  let count = 0;
  const waiting = new Map<number | null, (line: string) => void>();

  beforeAll(async () => {
    files = mkdtempSync(path.join(tmpdir(), 'netdojo-prober-'));
    writeFileSync(path.join(files, 'hosts'), '127.0.0.1 localhost\n10.7.7.7 Known known-too # db\n::1 six\n');
    writeFileSync(path.join(files, 'resolv.conf'), 'nameserver 127.0.0.1\nsearch example lab\n');
    prober = spawn('unshare', [...unshareArguments, machine], {
      env: { ...process.env, FILES: files, HERE: here, PROGRAM: program },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const lines = createInterface(prober.stderr);
    const said: string[] = [];
    let servers = 0;
    let pid: string | undefined;
    for await (const line of lines) {
      said.push(line);
      if (line === 'ready') servers++;
      if (line.startsWith('other ')) pid = line.slice('other '.length);
      if (servers === 2 && pid !== undefined) break;
    }
    if (pid === undefined) throw new Error(`the machine did not start: ${said.join('\n')}`);
    other = { pid: Number(pid) };
    createInterface(prober.stdout).on('line', line => {
      const { id }: Reply = JSON.parse(line);
      waiting.get(id)?.(line);
      waiting.delete(id);
    });
  });

  afterAll(async () => {
    const ended = once(prober, 'exit');
    prober.stdin.end();
    expect(await ended).toEqual([0, null]);
    rmSync(files, { recursive: true });
  });

  /** Sends a line and waits for the line that has that id. */
  function send(line: string, id: number | null): Promise<string> {
    return new Promise(resolve => {
      waiting.set(id, resolve);
      prober.stdin.write(`${line}\n`);
    });
  }

  async function ask<O extends Op>(op: O, question: Questions[O]['ask']): Promise<string> {
    const id = ++count;
    return await send(JSON.stringify({ id, op, ask: question }), id);
  }

  async function answer<O extends Op>(op: O, question: Questions[O]['ask']): Promise<Questions[O]['answer']> {
    const reply: { answer: Questions[O]['answer']; unmeasured?: string } = JSON.parse(
      await ask(op, question),
    );
    expect(reply.unmeasured).toBeUndefined();
    return reply.answer;
  }

  async function unmeasured<O extends Op>(op: O, question: Questions[O]['ask']): Promise<string | undefined> {
    const reply: Reply = JSON.parse(await ask(op, question));
    return reply.unmeasured;
  }

  test('tells open from refused, in the namespace that was asked for', async () => {
    const open = { ns: 'host', address: '127.0.0.1', port: 80 } as const;
    expect(await answer('connect', open)).toEqual({
      attempts: [{ result: 'ok', ms: expect.any(Number) }],
      around: null,
    });
    expect(await answer('connect', { ...open, ns: other })).toEqual({
      attempts: [{ result: 'ECONNREFUSED', ms: expect.any(Number) }],
      around: null,
    });
  });

  test('speaks IPv6 too', async () => {
    const refused = { attempts: [{ result: 'ECONNREFUSED' }], around: null };
    expect(await answer('connect', { ns: 'host', address: '::1', port: 80 })).toMatchObject(refused);
    expect(await answer('ping', { ns: 'host', address: '::1' })).toMatchObject({
      attempts: [{ result: 'ok' }],
    });
  });

  test('an address without a route is unreachable, with a control from the same namespace', async () => {
    expect(await answer('connect', { ns: other, address: '10.1.2.3', port: 80 })).toEqual({
      attempts: [{ result: 'ENETUNREACH', ms: expect.any(Number) }],
      around: {
        neighbour: null,
        nextHop: null,
        source: null,
        listenOverflows: null,
        control: 'ECONNREFUSED',
        controlTarget: '10.9.0.2:9',
      },
    });
  });

  test('an address on the link that nobody owns is told by its neighbour entry', async () => {
    const silent = { result: 'timeout', ms: expect.any(Number) };
    expect(await answer('connect', { ns: 'host', address: '10.9.0.99', port: 80, targetNs: other })).toEqual({
      attempts: [silent, silent, silent],
      around: {
        neighbour: expect.stringMatching(/INCOMPLETE|FAILED/),
        nextHop: '10.9.0.99',
        source: '10.9.0.1',
        listenOverflows: 0,
        control: 'ECONNREFUSED',
        controlTarget: '10.9.0.1:9',
      },
    });
  });

  const inOther = (command: string) =>
    answer('run', { ns: other, argv: ['sh', '-c', command], deadlineMs: 5_000 });

  test('an address that has just lost its owner is not taken for one that keeps silent', async () => {
    const far = { ns: 'host', address: '10.9.0.2', port: 80 } as const;
    expect(await answer('connect', far)).toMatchObject({ attempts: [{ result: 'ECONNREFUSED' }] });
    await inOther('ip addr del 10.9.0.2/24 dev far');
    // The kernel still believes the entry that the first connect confirmed.
    expect(await answer('connect', far)).toMatchObject({
      attempts: [{ result: 'timeout' }, { result: 'timeout' }, { result: 'timeout' }],
      around: { neighbour: 'FAILED' },
    });
    await inOther('ip addr add 10.9.0.2/24 dev far');
  });

  test('an owner that keeps silent has a live neighbour entry', async () => {
    await inOther('ip route add blackhole 10.9.0.1');
    const far = { ns: 'host', address: '10.9.0.2', port: 80, targetNs: other } as const;
    expect(await answer('connect', far)).toMatchObject({
      attempts: [{ result: 'timeout' }, { result: 'timeout' }, { result: 'timeout' }],
      around: { neighbour: expect.stringMatching(/REACHABLE|STALE|DELAY|PROBE/), listenOverflows: 0 },
    });
    await inOther('ip route del blackhole 10.9.0.1');
  });

  test('the control is the gateway, however many neighbours the kernel has to tell of', async () => {
    await answer('run', {
      ns: 'host',
      argv: ['ip', 'addr', 'add', '10.4.0.1/16', 'dev', 'wire'],
      deadlineMs: 5_000,
    });
    await inOther(`ip addr add 10.4.0.2/16 dev far; ip route add default via 10.4.0.1
      for a in 1 2 3; do for b in $(seq 250); do
        echo neigh add 10.4.$a.$b dev far lladdr 02:00:00:00:00:01 nud permanent
      done; done | ip -batch -`);
    // More than one message holds: those told of early and those told of late.
    const targets = [1, 40, 80, 120, 160, 200, 240].map(last => `10.4.1.${last}`);
    const asked = targets.map(address => answer('connect', { ns: other, address, port: 80 }));
    for (const seen of await Promise.all(asked))
      expect(seen).toMatchObject({ around: { neighbour: 'PERMANENT', controlTarget: '10.4.0.1:9' } });
    await inOther(
      'ip neigh flush dev far nud permanent; ip route del default; ip addr del 10.4.0.2/16 dev far',
    );
  });

  test('pings, and reads the errors that come back', async () => {
    const ping = (address: string) => answer('ping', { ns: other, address });
    expect(await ping('10.9.0.1')).toEqual({
      attempts: [{ result: 'ok', ms: expect.any(Number) }],
      around: null,
    });
    expect(await ping('10.8.0.1')).toMatchObject({ attempts: [{ result: 'ENETUNREACH' }] });
    await inOther('ip route add 10.6.0.0/24 via 10.9.0.1');
    await inOther('ip route add 10.5.0.0/24 via 10.9.0.1');
    await answer('run', {
      ns: 'host',
      argv: [
        'sh',
        '-c',
        'echo 1 >/proc/sys/net/ipv4/ip_forward; ip route add unreachable 10.6.0.0/24; ip route add prohibit 10.5.0.0/24',
      ],
      deadlineMs: 5_000,
    });
    // The other side answers for them: host unreachable, and administratively prohibited.
    expect(await ping('10.6.0.1')).toMatchObject({
      attempts: [{ result: 'EHOSTUNREACH' }],
      around: { nextHop: '10.9.0.1' },
    });
    expect(await ping('10.5.0.1')).toMatchObject({ attempts: [{ result: 'EHOSTUNREACH' }] });
  });

  test('sends datagrams, and reads the errors that come back', async () => {
    const send = (address: string, port: number) => answer('udp', { ns: other, address, port, send: 'text' });
    const query = { ns: 'host', address: '127.0.0.1', port: 53, send: 'dns' } as const;
    expect(await answer('udp', query)).toEqual({
      attempts: [{ result: 'ok', ms: expect.any(Number) }],
      around: null,
    });
    expect(await send('10.9.0.1', 54)).toEqual({
      attempts: [{ result: 'ECONNREFUSED', ms: expect.any(Number) }],
      around: null,
    });
    expect(await send('10.8.0.1', 53)).toMatchObject({
      attempts: [{ result: 'ENETUNREACH' }],
      around: { control: 'ECONNREFUSED' },
    });
    expect(await send('10.9.0.99', 53)).toMatchObject({
      attempts: [{ result: 'timeout' }, { result: 'timeout' }, { result: 'timeout' }],
      around: { neighbour: expect.stringMatching(/INCOMPLETE|FAILED/) },
    });
    // A kernel tells one address only a few times a second that there is no way: so this one is asked from another.
    await inOther('ip addr add 10.9.0.3/24 dev far; ip route replace 10.6.0.0/24 via 10.9.0.1 src 10.9.0.3');
    const forward = 'echo 1 >/proc/sys/net/ipv4/ip_forward; ip route replace unreachable 10.6.0.0/24';
    await answer('run', { ns: 'host', argv: ['sh', '-c', forward], deadlineMs: 5_000 });
    expect(await send('10.6.0.1', 53)).toMatchObject({ attempts: [{ result: 'EHOSTUNREACH' }] });
    expect(await answer('udp', { ns: 'host', address: '::1', port: 54, send: 'text' })).toMatchObject({
      attempts: [{ result: 'ECONNREFUSED' }],
    });
  });

  test('tells which packets of an attempt were seen elsewhere', async () => {
    const attempt = { ns: 'host', address: '10.9.0.2', port: 54 } as const;
    for (const [probe, port] of [
      ['ping', null],
      ['udp', 54],
      ['tcp', 54],
    ] as const) {
      const question = { at: other, interfaces: ['far'], attempt: { ...attempt, probe } };
      expect(await answer('capture', question)).toMatchObject({
        left: 1,
        lost: 0,
        seen: [{ interface: 'far', source: '10.9.0.1', destination: '10.9.0.2', port }],
      });
      expect(await answer('capture', { ...question, interfaces: ['lo'] })).toMatchObject({
        left: 1,
        seen: [],
      });
    }
    const nowhere = { ...attempt, ns: other, address: '10.8.7.1', probe: 'tcp' } as const;
    expect(await answer('capture', { at: 'host', attempt: nowhere })).toMatchObject({
      attempts: [{ result: 'ENETUNREACH' }],
      left: 0,
      seen: [],
    });
    const absent = { at: other, interfaces: ['nothing'], attempt: { ...attempt, probe: 'ping' } } as const;
    expect(await unmeasured('capture', absent)).toBe('no-interface');
  });

  test('counts what comes of a page in a while', async () => {
    const stream = (port: number) => answer('stream', { ns: 'host', address: '127.0.0.1', port, ms: 50 });
    expect(await stream(80)).toMatchObject({ result: 'short' });
    expect(await stream(82)).toEqual({ result: 'no-data', bytes: 0, ms: 0 });
    expect(await stream(85)).toEqual({ result: 'ECONNREFUSED', bytes: 0, ms: 0 });
  });

  test('a question that takes long holds up no other', async () => {
    const order: string[] = [];
    const slow = answer('ping', { ns: 'host', address: '10.9.0.77' }).then(() => order.push('slow'));
    const quick = answer('connect', { ns: 'host', address: '127.0.0.1', port: 80 }).then(() =>
      order.push('quick'),
    );
    await Promise.all([slow, quick]);
    expect(order).toEqual(['quick', 'slow']);
  });

  test('never has more than four connects to one target in flight', async () => {
    const questions = Array.from({ length: 10 }, () =>
      answer('connect', { ns: 'host', address: '10.9.0.78', port: 4321 }),
    );
    // Port 4321 in hexadecimal, and the state SYN_SENT.
    const count = async () => {
      const seen = await answer('run', {
        ns: 'host',
        argv: ['sh', '-c', 'awk \'$3 ~ /:10E1$/ && $4 == "02"\' /proc/net/tcp | wc -l'],
        deadlineMs: 5_000,
      });
      return Number(seen.stdout);
    };
    const counts = [await count(), await count(), await count()];
    expect(Math.max(...counts)).toBe(4);
    for (const asked of await Promise.all(questions))
      expect(asked).toMatchObject({ around: { neighbour: expect.stringMatching(/INCOMPLETE|FAILED/) } });
  });

  const resolve = (name: string) => answer('resolve', { ns: 'host', root: 'host', name });

  test('resolves from the hosts file first, whatever the case', async () => {
    expect(await resolve('KNOWN-too')).toEqual({
      source: 'hosts',
      server: null,
      addresses: ['10.7.7.7'],
      code: null,
      ms: expect.any(Number),
    });
  });

  test('asks the name server, with search domains, aliases and answers too long for UDP', async () => {
    const dns = { source: 'dns', server: '127.0.0.1', code: 'NOERROR' };
    expect(await resolve('plain')).toMatchObject({ ...dns, addresses: ['10.1.1.1'] });
    expect(await resolve('plain.')).toMatchObject({ ...dns, addresses: ['10.1.1.1'] });
    expect(await resolve('two')).toMatchObject({ ...dns, addresses: ['10.2.2.1', '10.2.2.2'] });
    const big = await resolve('big');
    expect(big).toMatchObject(dns);
    expect(big.addresses).toHaveLength(60);
  });

  test('says how a name is unknown', async () => {
    const nobody = { source: null, server: '127.0.0.1', addresses: [] };
    expect(await resolve('nosuch')).toMatchObject({ ...nobody, code: 'NXDOMAIN' });
    expect(await resolve('nodata')).toMatchObject({ ...nobody, code: 'NOERROR' });
    expect(await resolve('broken.')).toMatchObject({ ...nobody, code: 'SERVFAIL' });
    expect(await resolve('mute.')).toMatchObject({ ...nobody, code: 'timeout' });
  });

  test('says that there is nobody to ask', async () => {
    expect(await answer('resolve', { ns: other, root: 'host', name: 'plain' })).toMatchObject({
      source: null,
      code: 'ECONNREFUSED',
    });
  });

  test('a name that waits for its server is given up after 1.5 s', async () => {
    const asked = await resolve('mute.');
    expect(asked.ms).toBeGreaterThanOrEqual(1_500);
    // A resolver of its own accord waits 5 s, twice (resolv.conf(5)).
    expect(asked.ms).toBeLessThan(5_000);
  });

  const page = (port: number) =>
    answer('http', { ns: 'host', address: '127.0.0.1', port, path: '/a?b', host: 'web' });

  test('reads a page up to 64 KiB', async () => {
    const seen = await page(80);
    expect(seen).toMatchObject({ result: 'ok', status: 200 });
    expect(seen.body).toMatch(/^GET \/a\?b HTTP\/1\.0 x{60000}/);
  });

  test('does not wait for the end of a connection when the page is complete', async () => {
    expect(await page(81)).toMatchObject({ result: 'ok', status: 404, body: 'none' });
  });

  test('an open connection without a page is no data', async () => {
    expect(await page(82)).toMatchObject({ result: 'no-data', status: null, body: '' });
    expect(await page(83)).toMatchObject({ result: 'no-data', status: null, body: '' });
  });

  test('words that are not HTTP are a page without a status', async () => {
    expect(await page(84)).toMatchObject({ result: 'ok', status: null, body: '你好' });
  });

  test('a page that nobody serves has the reason of the connect', async () => {
    expect(await page(85)).toMatchObject({ result: 'ECONNREFUSED', status: null, body: '' });
  });

  test('runs a program in a namespace', async () => {
    expect(await inOther('ip -br -4 address show dev far; echo 错 >&2; exit 3')).toEqual({
      exit: 3,
      stdout: expect.stringContaining('10.9.0.2/24'),
      stderr: '错\n',
      timedOut: false,
    });
  });

  test('ends a program that runs too long, and what it started', async () => {
    const seen = await answer('run', {
      ns: 'host',
      argv: ['sh', '-c', 'echo begun; sleep 1234 & sleep 1234'],
      deadlineMs: 200,
    });
    expect(seen).toEqual({ exit: null, stdout: 'begun\n', stderr: '', timedOut: true });
    // A killed process may take a moment to be gone.
    const gone = { ns: 'host', argv: ['sh', '-c', 'while pgrep -fx "sleep 1234"; do :; done'] } as const;
    expect(await answer('run', { ...gone, deadlineMs: 5_000 })).toMatchObject({ exit: 0, timedOut: false });
  });

  test('does not wait for what a program left behind, and cuts its output', async () => {
    const seen = await answer('run', {
      ns: 'host',
      argv: ['sh', '-c', 'sleep 1000 & head -c 100000 /dev/zero'],
      deadlineMs: 5_000,
    });
    expect(seen).toMatchObject({ exit: 0, timedOut: false });
    expect(seen.stdout).toHaveLength(65_536);
  });

  test('reads kernel settings of a namespace', async () => {
    const read = (ns: Namespace, key: string) => answer('sysctl', { ns, key });
    await inOther('echo 1 >/proc/sys/net/ipv4/conf/far/route_localnet');
    expect(await read(other, 'net.ipv4.conf.far.route_localnet')).toEqual({ value: '1' });
    expect(await read('host', 'net.ipv4.conf.far.route_localnet')).toEqual({ value: null });
    expect(await read('host', 'net.ipv4.conf.wire.route_localnet')).toEqual({ value: '0' });
  });

  describe('reading', () => {
    const read = (path: string, root: Root = 'host') => answer('read', { root, path });

    test('takes a file whole, and shows what else there may be', async () => {
      const sh = (line: string) => answer('run', { ns: 'host', argv: ['sh', '-c', line], deadlineMs: 5_000 });
      await sh(`mkdir -p "${files}/a/b"; echo hello >"${files}/a/b/c"; mkfifo "${files}/a/pipe"`);
      await sh(`head -c 1500000 /dev/zero >"${files}/a/big"`);
      expect(await read(`${files}/a/b/c`)).toEqual({ is: 'file', text: 'hello\n', whole: true });
      expect(await read(`${files}//a/./b/../b/c`)).toMatchObject({ text: 'hello\n' });
      expect(await read(`${files}/a`)).toEqual({ is: 'directory', names: ['b', 'big', 'pipe'] });
      const big = await read(`${files}/a/big`);
      expect(big).toMatchObject({ is: 'file', whole: false });
      if (big.is === 'file') expect(big.text).toHaveLength(1_048_576);
      // A FIFO nobody writes to would hold a reader up for good.
      for (const path of [`${files}/a/pipe`, '/dev/zero', '/dev/tty'])
        expect(await read(path)).toEqual({ is: 'other' });
      for (const path of [`${files}/a/none`, `${files}/a/b/c/d`, `/${'x'.repeat(300)}`])
        expect(await read(path)).toEqual({ is: 'absent' });
    });

    test('follows links as a program with that root would, and never out of it', async () => {
      const root = path.join(files, 'root');
      const made = await answer('run', {
        ns: 'host',
        argv: [
          'sh',
          '-euc',
          `mkdir -p "$0/etc" "$0/deep/er"
          echo inside >"$0/etc/hosts"
          ln -s /etc/hosts "$0/absolute"
          ln -s ../../../../etc/hosts "$0/deep/er/up"
          ln -s /deep/er "$0/folder"
          ln -s / "$0/deep/top"
          ln -s /proc/1/root/etc/hosts "$0/magic"
          ln -s loop "$0/loop"
          chrooted='import os, sys, time; os.chroot(sys.argv[1]); print(os.getpid(), flush=True); time.sleep(1000)'
          python3 -c "$chrooted" "$0" >"$0.pid" 2>&1 &
          until [ -s "$0.pid" ]; do :; done
          cat "$0.pid"`,
          root,
        ],
        deadlineMs: 5_000,
      });
      const pid = Number(made.stdout);
      for (const from of ['/etc/hosts', '/absolute', '/deep/er/up', '/folder/up', '/deep/top/absolute'])
        expect(await read(from, { pid })).toEqual({ is: 'file', text: 'inside\n', whole: true });
      expect(await read('/../../../etc/hosts', { pid })).toMatchObject({ text: 'inside\n' });
      for (const from of ['/magic', '/loop']) expect(await read(from, { pid })).toEqual({ is: 'absent' });
      // The same path of the machine itself is another file.
      expect(await read('/etc/hosts')).toMatchObject({ text: expect.stringContaining('Known') });
    });

    test('sees the files of /proc of the namespace that was asked for', async () => {
      const listeners = async (ns: Namespace) => {
        const seen = await answer('read', { root: 'host', ns, path: '/proc/self/net/tcp' });
        if (seen.is !== 'file') throw new Error('no file');
        return seen.text.split('\n').filter(line => / 0A /.test(line)).length;
      };
      expect(await listeners('host')).toBeGreaterThan(0);
      expect(await listeners(other)).toBe(0);
    });
  });

  test('a probe that could not run says why, and is never an outcome', async () => {
    const gone = { ns: { pid: 4_000_000 }, address: '127.0.0.1', port: 80 } as const;
    expect(await unmeasured('connect', gone)).toBe('process-gone');
    const rootGone = { ns: 'host', root: { pid: 4_000_000 }, name: 'a' } as const;
    expect(await unmeasured('resolve', rootGone)).toBe('process-gone');
    expect(await unmeasured('read', { root: { pid: 4_000_000 }, path: '/etc/hosts' })).toBe('process-gone');
    expect(await unmeasured('connect', { ...gone, ns: { name: 'no-such' } })).toBe('no-namespace');
    expect(await unmeasured('connect', { ...gone, ns: { name: '../netns/x' } })).toBe('malformed');
    expect(await unmeasured('connect', { ...gone, ns: 'outside' })).toBe('no-outside');
    expect(await unmeasured('connect', { ...gone, ns: 'host', address: 'a.name' })).toBe('malformed');
    expect(await unmeasured('run', { ns: 'host', argv: ['no-such-program'], deadlineMs: 100 })).toBe(
      'ENOENT',
    );
  });

  test('a line that makes no sense is answered, and the next one too', async () => {
    expect(await send('{"id": 9001, "op": "nonsense", "ask": {}}', 9001)).toBe(
      '{"id": 9001, "unmeasured": "malformed"}',
    );
    expect(await send('{"id": 9002, "op": "ping"', null)).toBe('{"id": null, "unmeasured": "malformed"}');
    expect(await answer('hello', {})).toEqual({ version: 1, setns: true });
  });

  test('a cancelled question is not answered, and its program is ended', async () => {
    let answered = false;
    const question = { ns: 'host', argv: ['sleep', '4321'], deadlineMs: 60_000 };
    void send(JSON.stringify({ id: 9003, op: 'run', ask: question }), 9003).then(() => {
      answered = true;
    });
    prober.stdin.write('{"cancel": 9003}\n');
    const left = await answer('run', { ns: 'host', argv: ['pgrep', '-fx', 'sleep 4321'], deadlineMs: 5_000 });
    expect(left).toMatchObject({ exit: 1 });
    expect(answered).toBe(false);
  });
});
