import { describe, expect, it } from 'vitest';
import { answer } from '../../../src/probe/kinds/answer.ts';
import { command } from '../../../src/probe/kinds/command.ts';
import { container } from '../../../src/probe/kinds/container.ts';
import { daemon } from '../../../src/probe/kinds/daemon.ts';
import { netInterface } from '../../../src/probe/kinds/interface.ts';
import { membership } from '../../../src/probe/kinds/membership.ts';
import { network } from '../../../src/probe/kinds/network.ts';
import { route } from '../../../src/probe/kinds/route.ts';
import { sysctl } from '../../../src/probe/kinds/sysctl.ts';
import { isObstacle } from '../../../src/probe/obstacle.ts';
import { probeClass } from '../../../src/probe/schema/index.ts';
import { say } from '../../../src/text/index.ts';
import {
  bridge,
  checkOf,
  containerNamed,
  daemonGone,
  endpointOn,
  hasWords,
  hostWith,
  isListed,
  myNet,
  sceneOn,
} from './fixtures.ts';

const never = new AbortController().signal;
const host = { at: 'host' } as const;

describe('network', () => {
  const raw = { network: myNet };
  const present = (fields = {}) => checkOf('network', { name: 'my_net2', exists: true, ...fields });

  it.each([
    [{}, 'pass', 'network.present'],
    [{ driver: 'bridge', subnet: '172.18.0.0/16', internal: false }, 'pass', 'network.present'],
    [{ driver: 'overlay' }, 'fail', 'network.driver'],
    [{ subnet: '10.22.16.0/24' }, 'fail', 'network.subnet'],
    [{ internal: true }, 'fail', 'network.not-internal'],
    [{ options: { a: 'b' } }, 'fail', 'network.option-missing'],
    [{ exists: false }, 'fail', 'network.present'],
  ])('with %j it is %s: %s', (fields, verdict, code) => {
    const judged = network.judge(present(fields), raw);
    expect(judged).toMatchObject({ verdict, got: { code } });
    isListed('network', judged.got);
  });

  it('reads driver options and internal as they are', () => {
    const seen = { ...raw, network: { ...myNet, internal: true, options: { a: 'c' } } };
    for (const [fields, code] of [
      [{ options: { a: 'b' } }, 'network.option'],
      [{ internal: false }, 'network.internal'],
    ] as const) {
      const judged = network.judge(present(fields), seen);
      expect(judged).toMatchObject({ verdict: 'fail', got: { code } });
      isListed('network', judged.got);
    }
  });

  it('fails when it is missing, and lists what there is; passes when it had to be', async () => {
    const others = ['bridge', 'host', 'my_net2', 'none'].map(name => ({ ...myNet, name }));
    const gone = await network.run(
      checkOf('network', { name: 'my_net1', exists: true }),
      sceneOn(hostWith([], others)),
      never,
    );
    if (isObstacle(gone)) throw new Error('an obstacle');
    expect(network.judge(present(), gone)).toMatchObject({
      verdict: 'fail',
      got: { code: 'network.absent' },
      evidence: { output: 'bridge\nhost\nmy_net2\nnone' },
    });
    expect(network.judge(present({ exists: false }), gone).verdict).toBe('pass');
  });
});

describe('membership', () => {
  const box1 = containerNamed('box1', {
    endpoints: [endpointOn('bridge', '172.17.0.2'), endpointOn('my_net2', '172.18.0.2', ['box1', 'cache'])],
  });
  const scene = sceneOn(hostWith([box1, containerNamed('box2')]));
  const judge = async (fields: Record<string, unknown>, on = scene) => {
    const check = checkOf('membership', { container: 'box1', network: 'my_net2', attached: true, ...fields });
    const raw = await membership.run(check, on, never);
    return isObstacle(raw) ? { verdict: raw.verdict, got: raw.obstacle } : membership.judge(check, raw);
  };

  it.each([
    [{}, 'pass', 'membership.attached'],
    [{ alias: 'cache', address: '172.18.0.2' }, 'pass', 'membership.attached'],
    [{ address: '{ip:box1@my_net2}' }, 'pass', 'membership.attached'],
    [{ alias: 'store' }, 'fail', 'membership.alias'],
    [{ address: '172.18.0.9' }, 'fail', 'membership.address'],
    [{ attached: false }, 'fail', 'membership.attached'],
    [{ container: 'box2' }, 'fail', 'membership.not-attached'],
    [{ container: 'box2', attached: false }, 'pass', 'membership.not-attached'],
    [{ container: 'box9' }, 'fail', 'membership.no-container'],
    [{ container: 'box9', attached: false }, 'fail', 'membership.no-container'],
    [{ network: 'net9' }, 'fail', 'membership.no-network'],
    [{ network: 'net9', attached: false }, 'fail', 'membership.no-network'],
  ])('with %j it is %s: %s', async (fields, verdict, code) => {
    const judged = await judge(fields);
    expect(judged).toMatchObject({ verdict, got: { code } });
    isListed('membership', judged.got);
  });

  it('says which networks it is on instead', async () => {
    const { got } = await judge({ container: 'box2' });
    expect(say('en', got)).toBe('box2 is not on my_net2; it is on: bridge');
    const alone = sceneOn(hostWith([containerNamed('box1', { endpoints: [] })]));
    expect(say('zh', (await judge({}, alone)).got)).toBe('box1 没有接入 my_net2；它接入的网络：无');
  });

  it('fails, and does not give up, while Docker is down', async () => {
    expect(await judge({}, sceneOn(daemonGone))).toMatchObject({
      verdict: 'fail',
      got: { code: 'daemon.down' },
    });
  });
});

describe('container', () => {
  const judge = async (
    fields: Record<string, unknown>,
    containers = [containerNamed('box1')],
    on = daemonGone,
  ) => {
    const check = checkOf('container', { name: 'box1', state: 'running', ...fields });
    const raw = await container.run(check, sceneOn(containers.length > 0 ? hostWith(containers) : on), never);
    return isObstacle(raw) ? { verdict: raw.verdict, got: raw.obstacle } : container.judge(check, raw);
  };

  it.each([
    [{}, {}, 'pass', 'container.running'],
    [{ image: 'busybox:latest', tty: true, networkMode: 'bridge' }, {}, 'pass', 'container.running'],
    [{}, { state: 'exited', exit: 137, pid: undefined }, 'fail', 'container.exited'],
    [{}, { state: 'created', pid: undefined }, 'fail', 'container.created'],
    [{}, { state: 'paused' }, 'fail', 'container.paused'],
    [{}, { state: 'restarting' }, 'fail', 'container.other-state'],
    [{ state: 'exited' }, { state: 'exited' }, 'pass', 'container.exited'],
    [{ state: 'absent' }, {}, 'fail', 'container.running'],
    [{ tty: true }, { stdin: false }, 'fail', 'container.no-tty'],
    [{ tty: false }, {}, 'fail', 'container.has-tty'],
    [{ restarts: { atLeast: 2 } }, { restarts: 2 }, 'pass', 'container.running'],
    [{ restarts: { atLeast: 2 } }, { restarts: 1 }, 'fail', 'container.restarts'],
    [{ restarts: { atMost: 0 } }, { restarts: 1 }, 'fail', 'container.restarts'],
    [{ restarts: { atMost: 0 } }, {}, 'pass', 'container.running'],
    [{ networkMode: 'host' }, {}, 'fail', 'container.mode'],
    [{ containerId: '{id:box1}' }, {}, 'pass', 'container.running'],
    [{ containerId: '0123456789ab' }, {}, 'fail', 'container.other-id'],
    [{ networkMode: 'host' }, { mode: 'host', networkMode: 'host' }, 'pass', 'container.running'],
  ])('with %j and a container %j it is %s: %s', async (fields, seen, verdict, code) => {
    const judged = await judge(fields, [containerNamed('box1', seen)]);
    expect(judged).toMatchObject({ verdict, got: { code } });
    isListed('container', judged.got);
  });

  it('fails with its own sentence when it comes from another image', () => {
    const check = checkOf('container', { name: 'box1', state: 'running', image: 'nginx' });
    const judged = container.judge(check, {
      container: containerNamed('box1'),
      fromImage: false,
      mode: 'bridge',
      wantedId: undefined,
    });
    expect(judged).toMatchObject({ verdict: 'fail', got: { code: 'container.image' } });
    isListed('container', judged.got);
  });

  it('knows a container by its name in the mode of one that joined it', async () => {
    const web = containerNamed('web1');
    const mode = `container:${web.id}`;
    const side = containerNamed('box1', { mode, networkMode: mode, endpoints: [] });
    expect(await judge({ networkMode: 'container:web1' }, [web, side])).toMatchObject({ verdict: 'pass' });
  });

  it('fails when it is missing, and offers the only stranger that runs', async () => {
    const one = await judge({ image: 'busybox' }, [containerNamed('test1'), containerNamed('box2')]);
    expect(say('en', one.got)).toBe('no box1; test1 runs here: docker rename test1 box1');
    hasWords(one.got);
    const other = await judge({ image: 'nginx' }, [containerNamed('test1')]);
    expect(other).toMatchObject({ verdict: 'fail', got: { code: 'container.absent' } });
    const two = await judge({}, [containerNamed('test1'), containerNamed('test2')]);
    expect(two.got.code).toBe('container.absent');
    expect((await judge({ state: 'absent' }, [containerNamed('box2')])).verdict).toBe('pass');
  });

  it('offers only a name Docker made up where it is not known of which containers the lesson speaks', async () => {
    const check = checkOf('container', { name: 'box1', state: 'running' });
    for (const [running, code] of [
      ['quirky_darwin', 'container.absent-but'],
      ['test1', 'container.absent'],
    ] as const) {
      const { names, ...context } = sceneOn(hostWith([])).context;
      expect(names).toBeDefined();
      const raw = await container.run(
        check,
        { ...sceneOn(hostWith([containerNamed(running)])), context },
        never,
      );
      if (isObstacle(raw)) throw new Error('an obstacle');
      expect(container.judge(check, raw).got.code).toBe(code);
    }
  });

  it('fails while Docker is down, with what the daemon said', async () => {
    const judged = await judge({}, []);
    expect(judged.verdict).toBe('fail');
    expect(say('en', judged.got)).toBe(
      'Docker does not run on host1. Last error in its log: failed to start daemon: no',
    );
  });
});

describe('daemon', () => {
  const up = { seen: hostWith([]) };
  const icc = 'com.docker.network.bridge.enable_icc';

  it.each([
    [{ running: true }, up, 'pass', 'daemon.up'],
    [{ running: false }, up, 'fail', 'daemon.up'],
    [{ running: true, bridgeOptions: { [icc]: 'true' } }, up, 'pass', 'daemon.up'],
    [{ running: true, bridgeOptions: { [icc]: 'false' } }, up, 'fail', 'daemon.option'],
    [{ running: true, bridgeOptions: { other: 'x' } }, up, 'fail', 'daemon.option-missing'],
    [
      { running: true, bridgeOptions: { [icc]: 'true' } },
      { seen: hostWith([], []) },
      'fail',
      'network.absent',
    ],
    [{ running: true }, { seen: daemonGone }, 'fail', 'daemon.down'],
    [{ running: false }, { seen: daemonGone }, 'pass', 'daemon.down'],
    [{ running: false }, { seen: { ...daemonGone, lastError: undefined } }, 'pass', 'daemon.down'],
  ] as const)('with %j it is judged by what is there', (fields, raw, verdict, code) => {
    const judged = daemon.judge(checkOf('daemon', fields), raw);
    expect(judged).toMatchObject({ verdict, got: { code } });
    isListed('daemon', judged.got);
  });
});

describe("the daemon's settings", () => {
  const judge = (wanted: Record<string, unknown>, text: string | undefined, names: readonly string[] = []) =>
    daemon.judge(checkOf('daemon', { running: true, config: wanted }), {
      seen: hostWith([], [{ ...bridge, subnet: '10.1.0.0/24', gateway: '10.1.0.1', range: '10.1.0.64/26' }]),
      config: {
        folder: { is: 'directory', names },
        file: text === undefined ? { is: 'absent' } : { is: 'file', text, whole: true },
      },
    });

  it.each([
    [{ icc: true }, undefined, [], 'pass', 'the running daemon has icc: true'],
    [
      { bip: '10.1.0.1/24', 'fixed-cidr': '10.1.0.64/26', bridge: 'docker0' },
      '{}',
      [],
      'pass',
      'the running daemon has bridge: docker0, bip: 10.1.0.1/24, fixed-cidr: 10.1.0.64/26',
    ],
    [{ icc: false }, '{"icc": false}', [], 'fail', 'icc: the file says false, the running daemon true'],
    [
      { icc: false },
      undefined,
      ['certs.d', 'dameon.json', 'key.json'],
      'fail',
      'icc is true; there is no daemon.json, but a dameon.json',
    ],
    [{ icc: false }, undefined, ['key.json'], 'fail', 'icc is true; there is no daemon.json'],
    [{ icc: false }, '{“icc”: false}', [], 'fail', 'icc is true; daemon.json does not hold JSON'],
    [{ icc: false }, '[]', [], 'fail', 'icc is true; daemon.json does not mention it'],
    [{ icc: false }, '{"mtu": 1400}', [], 'fail', 'icc is true; daemon.json does not mention it'],
    [{ icc: false }, '{"icc": true}', [], 'fail', 'icc is true; daemon.json says true'],
    [{ mtu: 1400 }, '{"mtu": 1400}', [], 'fail', 'mtu: the file says 1400, the running daemon none'],
  ])('%j with the file %j is %s %s: %s', (wanted, text, names, verdict, words) => {
    const judged = judge(wanted, text, names);
    expect(judged.verdict).toBe(verdict);
    expect(say('en', judged.got)).toBe(words);
    isListed('daemon', judged.got);
  });

  it('are not looked at while the daemon is down, and that is what fails', () => {
    const judged = daemon.judge(checkOf('daemon', { running: true, config: { icc: false } }), {
      seen: daemonGone,
    });
    expect(judged).toMatchObject({ verdict: 'fail', got: { code: 'daemon.down' } });
  });
});

describe('interface', () => {
  const eth1 = {
    ifindex: 8,
    ifname: 'eth1',
    flags: ['UP', 'LOWER_UP'],
    addr_info: [{ local: '172.18.0.2', prefixlen: 16 }],
  };
  const raw = {
    from: 'box1',
    shell: { at: 'container', name: 'box1', image: 'busybox' } as const,
    links: [
      {
        ifindex: 1,
        ifname: 'lo',
        flags: ['UP', 'LOWER_UP'],
        addr_info: [{ local: '127.0.0.1', prefixlen: 8 }],
      },
      eth1,
    ],
    known: { subnet: '172.18.0.0/16' },
    address: undefined,
  };
  const on = (fields = {}) =>
    checkOf('interface', { from: 'box1', network: 'my_net2', present: true, ...fields });

  it.each([
    [{}, {}, 'pass', 'interface.present'],
    [{ up: true }, {}, 'pass', 'interface.present'],
    [{ up: false }, {}, 'fail', 'interface.up'],
    [{ up: true }, { links: [{ ...eth1, flags: ['UP', 'NO-CARRIER'] }] }, 'fail', 'interface.down'],
    [{ present: false }, {}, 'fail', 'interface.present'],
    [{}, { links: [] }, 'fail', 'interface.absent'],
    [{ present: false }, { links: [] }, 'pass', 'interface.absent'],
    [{}, { known: { name: 'eth1' } }, 'pass', 'interface.present'],
    [{}, { known: { name: 'eth7' } }, 'fail', 'interface.absent'],
    [{ address: 'x' }, { address: '172.18.0.2' }, 'pass', 'interface.present'],
    [{ address: 'x' }, { address: '172.18.0.2/16' }, 'pass', 'interface.present'],
    [{ address: 'x' }, { address: '172.18.0.2/24' }, 'fail', 'interface.address'],
    [{ address: 'x' }, { address: '172.18.0.3' }, 'fail', 'interface.address'],
  ])('with %j and %j it is %s: %s', (fields, seen, verdict, code) => {
    const judged = netInterface.judge(on(fields), { ...raw, ...seen });
    expect(judged).toMatchObject({ verdict, got: { code } });
    isListed('interface', judged.got);
    expect(judged.evidence?.command).toBe('docker exec box1 ip address');
  });
});

describe('route', () => {
  const raw = {
    from: 'box1',
    shell: host,
    routes: [
      { dst: 'default', gateway: '172.17.0.1', dev: 'eth0' },
      { dst: '172.17.0.0/16', dev: 'eth0' },
      { dst: '10.9.9.9', type: 'unreachable' },
    ],
    to: 'default',
    via: undefined,
    dev: undefined,
  };

  it.each([
    [{}, 'pass', 'route.present'],
    [{ to: '0.0.0.0/0' }, 'pass', 'route.present'],
    [{ via: '172.17.0.1', dev: 'eth0' }, 'pass', 'route.present'],
    [{ via: '172.18.0.1' }, 'fail', 'route.other'],
    [{ dev: 'eth1' }, 'fail', 'route.other'],
    [{ to: '172.18.0.0/16' }, 'fail', 'route.absent'],
    [{ to: '10.9.9.9/32' }, 'fail', 'route.absent'],
  ])('present with %j it is %s: %s', (fields, verdict, code) => {
    const judged = route.judge(checkOf('route', { from: 'box1', to: 'x', present: true }), {
      ...raw,
      ...fields,
    });
    expect(judged).toMatchObject({ verdict, got: { code } });
    isListed('route', judged.got);
  });

  it('absent passes without one, and fails with one', () => {
    const absent = checkOf('route', { from: 'box1', to: 'x', present: false });
    expect(route.judge(absent, { ...raw, to: '10.0.0.0/8' }).verdict).toBe('pass');
    expect(route.judge(absent, raw).verdict).toBe('fail');
    expect(route.judge(absent, { ...raw, via: '172.18.0.1' }).verdict).toBe('pass');
  });
});

describe('sysctl', () => {
  const check = checkOf('sysctl', { from: 'host', key: 'net.ipv4.ip_forward', is: '1' });

  it.each([
    ['1', 'pass', 'sysctl.same'],
    ['0', 'fail', 'sysctl.other'],
    [null, 'fail', 'sysctl.absent'],
  ])('%j is %s: %s', (value, verdict, code) => {
    const judged = sysctl.judge(check, { from: 'host', shell: host, value });
    expect(judged).toMatchObject({
      verdict,
      got: { code },
      evidence: { command: 'sysctl net.ipv4.ip_forward' },
    });
    isListed('sysctl', judged.got);
  });

  it('does not care what stands between several numbers', () => {
    const range = checkOf('sysctl', { from: 'host', key: 'net.ipv4.ip_local_port_range', is: '32768 60999' });
    expect(sysctl.judge(range, { from: 'host', shell: host, value: '32768\t60999\n' }).verdict).toBe('pass');
  });
});

describe('command', () => {
  const ended = { exit: 0, stdout: '[{"a":{"b":7}}]\n', stderr: '', timedOut: false };
  const raw = { shell: host, argv: ['ip', '-j', 'link'], ended, contains: undefined, lacks: undefined };
  const run = (fields = {}) => checkOf('command', { run: ['ip', '-j', 'link'], ...fields });

  it.each([
    [{}, {}, 'pass', 'command.printed'],
    [{}, { ended: { ...ended, stdout: '' } }, 'pass', 'command.silent'],
    [{}, { ended: { ...ended, exit: 1, stderr: 'no' } }, 'fail', 'command.exit'],
    [{}, { ended: { ...ended, exit: 1, stdout: '' } }, 'fail', 'command.exit'],
    [{ exit: 1 }, { ended: { ...ended, exit: 1 } }, 'pass', 'command.printed'],
    [{ contains: 'a' }, { contains: '"b"' }, 'pass', 'command.printed'],
    [{ contains: 'a' }, { contains: 'zebra' }, 'fail', 'command.lacks'],
    [{ lacks: 'a' }, { lacks: 'zebra' }, 'pass', 'command.printed'],
    [{ lacks: 'a' }, { lacks: '"b"' }, 'fail', 'command.has'],
    [{ json: { path: '0.a.b', equals: 7 } }, {}, 'pass', 'command.json'],
    [{ json: { path: '0.a.b', equals: '7' } }, {}, 'fail', 'command.json'],
    [{ json: { path: '1.a', equals: 7 } }, {}, 'fail', 'command.json-missing'],
    [{ json: { path: '0', equals: 7 } }, { ended: { ...ended, stdout: 'x' } }, 'fail', 'command.not-json'],
    [
      {},
      { ended: { ...ended, exit: null, timedOut: true } },
      'could-not-measure',
      'unmeasured.command-deadline',
    ],
    [{}, { ended: { ...ended, exit: null } }, 'could-not-measure', 'unmeasured.command-killed'],
  ])('with %j and %j it is %s: %s', (fields, seen, verdict, code) => {
    const judged = command.judge(run(fields), { ...raw, ...seen });
    expect(judged).toMatchObject({ verdict, got: { code }, evidence: { command: 'ip -j link' } });
    isListed('command', judged.got);
  });

  it('counts as traffic where it runs outside: what is done there is seen in a capture', () => {
    expect([probeClass(run()), probeClass(run({ from: 'outside' }))]).toEqual(['state', 'traffic']);
  });
});

describe('answer', () => {
  const check = checkOf('answer', {
    is: '{ip:box1}',
    as: 'address',
    confusions: { 'docker0-address': '{gateway:bridge}', neighbour: '{ip:box2}' },
  });
  const judge = async (typed: string | undefined, as = check, seen = hostWith([containerNamed('box1')])) => {
    const answers = typed === undefined ? {} : { it: typed };
    const raw = await answer.run(as, sceneOn(seen, { answers }), never);
    return isObstacle(raw) ? { verdict: raw.verdict, got: raw.obstacle } : answer.judge(as, raw);
  };

  it.each([
    '172.17.0.2',
    ' 172.17.0.2 ',
    '172.17.0.2/16',
    '１７２．１７．０．２',
    '172。17。0。2',
    '"172.17.0.2"',
    '172.17.0.2.',
    '172. 17 .0.2 / 16',
    '１７２．１７．０．２／１６',
    '172.17.0.2/255.255.0.0',
  ])('understands %s', async typed => {
    const judged = await judge(typed);
    expect(judged).toMatchObject({ verdict: 'pass', got: { code: 'answer.right' } });
    isListed('answer', judged.got);
  });

  it.each([
    [undefined, 'answer.none'],
    ['   ', 'answer.none'],
    ['172.17.0.9', 'answer.other'],
    ['172.17.0.1', 'answer.confused'],
    ['docker0', 'answer.nonsense'],
    ['172.17.0', 'answer.nonsense'],
    ['172.17.0.256', 'answer.nonsense'],
  ])('%s is %s', async (typed, code) => {
    const judged = await judge(typed);
    expect(judged).toMatchObject({ verdict: 'fail', got: { code } });
    isListed('answer', judged.got);
  });

  it('names the confusion, and leaves out one whose value is not there', async () => {
    expect((await judge('172.17.0.1/16')).got.params).toEqual({
      key: 'docker0-address',
      value: '172.17.0.1',
    });
  });

  it('compares words without case and spaces around them', async () => {
    const word = checkOf('answer', { is: '{if:my_net2}', as: 'word' });
    for (const typed of [' BR-abc123abc123 ', 'ｂｒ－abc123abc123。', '“br-abc123abc123”'])
      expect((await judge(typed, word)).verdict).toBe('pass');
    expect(await judge('docker0', word)).toMatchObject({ verdict: 'fail', got: { code: 'answer.other' } });
  });

  it('fails with the sentence of the missing container when there is no value to compare with', async () => {
    expect(await judge('172.17.0.2', check, hostWith([], [bridge]))).toMatchObject({
      verdict: 'fail',
      got: { code: 'container.absent' },
    });
  });
});
