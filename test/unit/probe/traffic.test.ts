import { describe, expect, it } from 'vitest';
import { dns } from '../../../src/probe/kinds/dns.ts';
import { type HttpRaw, http } from '../../../src/probe/kinds/http.ts';
import { ping } from '../../../src/probe/kinds/ping.ts';
import { tcp } from '../../../src/probe/kinds/tcp.ts';
import type { PortRaw } from '../../../src/probe/kinds/traffic.ts';
import { udp } from '../../../src/probe/kinds/udp.ts';
import type { Lookup } from '../../../src/probe/reach.ts';
import { say } from '../../../src/text/index.ts';
import { answered, calm, checkOf, isListed, silence, unknownName } from './fixtures.ts';

const busybox = { at: 'container', name: 'box2', image: 'busybox' } as const;
const unknownImage = { at: 'container', name: 'box2', image: 'alpine' } as const;

const found: Lookup = {
  name: 'box1',
  source: 'dns',
  server: '127.0.0.11',
  addresses: ['172.18.0.2'],
  code: 'NOERROR',
  ms: 0.8,
};

const byAddress: PortRaw = {
  port: 80,
  from: 'box2',
  shell: busybox,
  target: { written: '172.17.0.2', address: '172.17.0.2', lookup: undefined },
  tried: { attempts: [answered], around: null, watched: false },
};
const byUnknownName: PortRaw = {
  ...byAddress,
  target: { written: 'box1', address: undefined, lookup: unknownName },
  tried: undefined,
};
const silent: PortRaw = { ...byAddress, tried: { attempts: silence, around: calm, watched: true } };

describe('ping', () => {
  const check = checkOf('ping', { from: 'box2', to: '{ip:box1}', expect: 'open' });

  it('passes on a reply, says what the address was, and how to see the same', () => {
    const judged = ping.judge(check, byAddress);
    expect(judged).toMatchObject({ verdict: 'pass', got: { code: 'outcome.open', params: { ms: 0.2 } } });
    expect(say('en', judged.asked ?? judged.got)).toBe("box2 → box1's address (172.17.0.2), ping");
    expect(judged.evidence).toEqual({
      command: 'docker exec box2 ping -c1 -W1 172.17.0.2',
      output: '# probe: ok 0.2 ms',
    });
    isListed('ping', judged.got);
  });

  it("enters the namespace with the host's ping where the image may have none", () => {
    expect(ping.judge(check, { ...byAddress, shell: unknownImage }).evidence?.command).toBe(
      "nsenter -t $(docker inspect -f '{{.State.Pid}}' box2) -n ping -c1 -W1 172.17.0.2",
    );
  });

  it('fails on silence where a reply was expected, and records what lay around it', () => {
    const judged = ping.judge(check, silent);
    expect(judged).toMatchObject({ verdict: 'fail', got: { code: 'outcome.dropped' } });
    expect(judged.evidence?.output).toBe(
      '# probe: timeout 150 ms, timeout 150 ms, timeout 150 ms\n# probe: neigh 172.18.0.1 REACHABLE\n# probe: ListenOverflows +0',
    );
  });

  it('fails where the name is unknown, and passes where it had to be', () => {
    expect(ping.judge(check, byUnknownName)).toMatchObject({
      verdict: 'fail',
      got: { code: 'outcome.no-such-name' },
    });
    const unknown = checkOf('ping', { from: 'box2', to: 'box1', expect: 'no-such-name' });
    const judged = ping.judge(unknown, byUnknownName);
    expect(judged).toMatchObject({ verdict: 'pass', control: { code: 'control.resolver' } });
    expect(judged.evidence?.output).toBe('# probe: box1 - (127.0.0.11 NXDOMAIN, 1.2 ms)');
  });

  it('cannot say that a name is unknown when the name server is silent', () => {
    const lookup = { ...unknownName, code: 'timeout', ms: 1500 };
    const unknown = checkOf('ping', { from: 'box2', to: 'box1', expect: 'no-such-name' });
    expect(
      ping.judge(unknown, { ...byUnknownName, target: { ...byUnknownName.target, lookup } }),
    ).toMatchObject({
      verdict: 'could-not-measure',
      got: { code: 'unmeasured.resolver-silent' },
    });
  });

  it('passes as dropped only with its control', () => {
    const dropped = checkOf('ping', { from: 'box2', to: '{ip:box1}', expect: 'dropped' });
    expect(ping.judge(dropped, silent)).toMatchObject({ verdict: 'pass', control: { code: 'control.tcp' } });
    const alone = { attempts: silence, around: { ...calm, control: null }, watched: false };
    expect(ping.judge(dropped, { ...silent, tried: alone })).toMatchObject({
      verdict: 'could-not-measure',
      got: { code: 'unmeasured.no-control' },
    });
  });
});

describe('tcp', () => {
  it("names the port; BusyBox's nc cannot scan, so the host's enters the namespace, with the address", () => {
    const check = checkOf('tcp', { from: 'box2', to: 'box1', port: 80, expect: 'open' });
    const target = { written: 'box1', address: '172.18.0.2', lookup: found };
    const judged = tcp.judge(check, { ...byAddress, target });
    expect(judged.verdict).toBe('pass');
    expect(say('en', judged.asked ?? judged.got)).toBe('box2 → box1 (172.18.0.2), port 80/tcp');
    expect(judged.evidence).toEqual({
      command: "nsenter -t $(docker inspect -f '{{.State.Pid}}' box2) -n nc -zvw1 172.18.0.2 80",
      output: '# probe: box1 172.18.0.2 (127.0.0.11 NOERROR, 0.8 ms)\n# probe: ok 0.2 ms',
    });
  });

  it('keeps refused, dropped and open apart', () => {
    const refused = { attempts: [{ result: 'ECONNREFUSED', ms: 0.1 }], around: null, watched: true };
    const check = checkOf('tcp', { from: 'box2', to: '172.17.0.2', port: 80, expect: 'refused' });
    expect(tcp.judge(check, { ...byAddress, tried: refused }).verdict).toBe('pass');
    expect(tcp.judge(check, silent)).toMatchObject({ verdict: 'fail', got: { code: 'outcome.dropped' } });
    expect(tcp.judge(check, byAddress)).toMatchObject({ verdict: 'fail', got: { code: 'outcome.open' } });
  });

  it('cannot say dropped when the listener lost the attempts', () => {
    const full = { attempts: silence, around: { ...calm, listenOverflows: 3 }, watched: true };
    const check = checkOf('tcp', { from: 'box2', to: '172.17.0.2', port: 80, expect: 'dropped' });
    expect(tcp.judge(check, { ...byAddress, tried: full })).toMatchObject({
      verdict: 'could-not-measure',
      got: { code: 'unmeasured.overflow' },
    });
  });

  it('names the way to the outside host by its command', () => {
    const check = checkOf('tcp', { from: 'outside', to: '10.77.0.2', port: 8080, expect: 'open' });
    const target = { written: '10.77.0.2', address: '10.77.0.2', lookup: undefined };
    expect(
      tcp.judge(check, { ...byAddress, port: 8080, shell: { at: 'outside' }, target }).evidence?.command,
    ).toBe('outside nc -zvw1 10.77.0.2 8080');
  });
});

describe('udp', () => {
  const check = (expect: string, fields = {}) =>
    checkOf('udp', { from: 'box2', to: '{ip:box1}', port: 5353, expect, ...fields });
  const tried = (result: string, around: typeof calm | null = calm): PortRaw => ({
    ...byAddress,
    port: 5353,
    tried: {
      attempts: result === 'timeout' ? silence : [{ result, ms: 0.2 }],
      around: around && { ...around, listenOverflows: null },
      watched: false,
    },
  });
  const alone = { ...calm, control: null };

  it.each([
    ['ok', null, 'open', 'pass', 'udp.answer'],
    ['ok', null, 'no-data', 'fail', 'udp.answer'],
    ['ECONNREFUSED', null, 'refused', 'pass', 'outcome.refused'],
    ['ECONNREFUSED', null, 'open', 'fail', 'outcome.refused'],
    ['timeout', calm, 'no-data', 'pass', 'udp.silence'],
    ['timeout', calm, 'open', 'fail', 'udp.silence'],
    ['timeout', calm, 'refused', 'fail', 'udp.silence'],
    ['timeout', alone, 'no-data', 'could-not-measure', 'unmeasured.no-control'],
    ['timeout', null, 'no-data', 'could-not-measure', 'unmeasured.no-surroundings'],
    ['timeout', { ...calm, neighbour: 'FAILED' }, 'no-data', 'fail', 'outcome.no-route'],
    ['timeout', { ...calm, neighbour: 'FAILED' }, 'no-route', 'pass', 'outcome.no-route'],
    ['ENETUNREACH', calm, 'unreachable', 'pass', 'outcome.unreachable'],
    ['ENETUNREACH', alone, 'unreachable', 'could-not-measure', 'unmeasured.no-control'],
    ['EHOSTUNREACH', calm, 'no-route', 'pass', 'outcome.no-route'],
    ['EPERM', calm, 'no-data', 'could-not-measure', 'unmeasured.errno'],
  ] as const)('%s around %j, where %s is expected: %s %s', (result, around, expected, verdict, code) => {
    const judged = udp.judge(check(expected), tried(result, around));
    expect(judged).toMatchObject({ verdict, got: { code } });
    isListed('udp', judged.got);
  });

  it('fails where the name is unknown, and passes where it had to be', () => {
    expect(udp.judge(check('open'), byUnknownName)).toMatchObject({
      verdict: 'fail',
      got: { code: 'outcome.no-such-name' },
    });
    expect(udp.judge(check('no-such-name'), byUnknownName).verdict).toBe('pass');
  });

  it('does not say that UDP silence is a drop: there is no such expectation', () => {
    expect(() => check('dropped')).toThrow();
  });

  it('is typed as a datagram, or as a question to a name server', () => {
    const command = (fields: { port?: number; send?: string }, shell: PortRaw['shell']) =>
      udp.judge(check('open', fields), { ...tried('ok', null), shell, ...fields }).evidence?.command;
    expect(command({}, { at: 'host' })).toBe('echo hello | nc -uw1 172.17.0.2 5353');
    expect(command({}, busybox)).toBe(
      "nsenter -t $(docker inspect -f '{{.State.Pid}}' box2) -n sh -c 'echo hello | nc -uw1 172.17.0.2 5353'",
    );
    expect(command({ send: 'dns', port: 53 }, { at: 'container', name: 'box2', image: 'toolbox' })).toBe(
      'docker exec box2 dig +tries=1 +time=1 -p 53 @172.17.0.2 localhost',
    );
  });
});

describe('http', () => {
  const page = { result: 'ok', status: 200, body: 'I am web1; you are 172.17.0.3\n', ms: 1.4 };
  const fetched: HttpRaw = { ...byAddress, page, wanted: undefined };
  const check = checkOf('http', { from: 'box2', to: '{ip:web1}', expect: 'open', body: 'I am web1' });

  it('passes when the page contains the text, and shows the page', () => {
    const judged = http.judge(check, { ...fetched, wanted: 'I am web1' });
    expect(judged).toMatchObject({
      verdict: 'pass',
      got: { code: 'http.body', params: { body: 'I am web1; you are 172.17.0.3' } },
      evidence: {
        command: 'docker exec box2 wget -T2 -qO- http://172.17.0.2/',
        output: 'I am web1; you are 172.17.0.3',
      },
    });
    isListed('http', judged.got);
  });

  it('fails with the page it got when somebody else answered', () => {
    expect(http.judge(check, { ...fetched, wanted: 'I am web2' })).toMatchObject({
      verdict: 'fail',
      got: { code: 'http.body' },
    });
  });

  it('fails on an empty page, another status, and an answer that is not HTTP', () => {
    const status = checkOf('http', { from: 'box2', to: '{ip:web1}', expect: 'open', status: 200 });
    for (const [given, wanted, code] of [
      [{ ...page, body: '\n' }, 'I am web1', 'http.empty'],
      [{ ...page, status: 404 }, undefined, 'http.status'],
      [{ ...page, status: null }, undefined, 'http.no-status'],
    ] as const) {
      const judged = http.judge(wanted === undefined ? status : check, { ...fetched, page: given, wanted });
      expect(judged).toMatchObject({ verdict: 'fail', got: { code } });
      isListed('http', judged.got);
    }
  });

  it('passes on any answer where only open is asked', () => {
    const open = checkOf('http', { from: 'box2', to: '{ip:web1}', expect: 'open' });
    expect(http.judge(open, { ...fetched, page: { ...page, status: 500 } })).toMatchObject({
      verdict: 'pass',
      got: { code: 'outcome.open' },
    });
  });

  it('does not look at a page where the connection had to fail', () => {
    const refused = checkOf('http', { from: 'box2', to: '{ip:web1}', expect: 'refused', body: 'x' });
    expect(http.judge(refused, { ...fetched, wanted: 'x' })).toMatchObject({
      verdict: 'fail',
      got: { code: 'outcome.open' },
    });
  });

  it('says dropped by the rule of the connects', () => {
    const dropped = checkOf('http', {
      from: 'box2',
      to: '{ip:web1}',
      port: 8080,
      path: '/a',
      expect: 'dropped',
    });
    const judged = http.judge(dropped, { ...silent, port: 8080, page: undefined, wanted: undefined });
    expect(judged).toMatchObject({ verdict: 'pass', got: { code: 'outcome.dropped' } });
    expect(judged.evidence?.command).toBe('docker exec box2 wget -T2 -qO- http://172.17.0.2:8080/a');
  });

  it('is typed with curl on the lab host', () => {
    expect(http.judge(check, { ...fetched, shell: { at: 'host' }, wanted: 'I am' }).evidence?.command).toBe(
      'curl -sS -m2 http://172.17.0.2/',
    );
  });
});

describe('dns', () => {
  const raw = { from: 'box2', shell: busybox, lookup: found, wanted: undefined };
  const resolves = (fields = {}) =>
    checkOf('dns', { from: 'box2', name: 'box1', expect: 'resolves', ...fields });
  const inHosts: Lookup = { ...found, source: 'hosts', server: null, code: null, ms: 0.1 };

  it('passes when there is an address, and says who gave it', () => {
    const judged = dns.judge(resolves(), raw);
    expect(judged).toMatchObject({
      verdict: 'pass',
      got: { code: 'dns.resolves', params: { by: '127.0.0.11' } },
    });
    expect(judged.evidence).toEqual({
      command: 'docker exec box2 nslookup box1',
      output: '# probe: box1 172.18.0.2 (127.0.0.11 NOERROR, 0.8 ms)',
    });
  });

  it('fails when the answer must come from a name server and stands in the hosts file', () => {
    const judged = dns.judge(resolves({ via: 'dns' }), { ...raw, lookup: inHosts });
    expect(judged).toMatchObject({ verdict: 'fail', got: { code: 'dns.hosts-file' } });
    expect(judged.evidence?.command).toBe("cat $(docker inspect -f '{{.HostsPath}}' box2)");
    isListed('dns', judged.got);
  });

  it('fails the other way round, too', () => {
    const judged = dns.judge(resolves({ via: 'hosts' }), raw);
    expect(judged).toMatchObject({ verdict: 'fail', got: { code: 'dns.name-server' } });
    expect(dns.judge(resolves({ via: 'hosts' }), { ...raw, lookup: inHosts }).verdict).toBe('pass');
    isListed('dns', judged.got);
  });

  it('compares addresses as a set', () => {
    const is = resolves({ is: ['{ip:web1}', '{ip:web2}'] });
    const two = { ...found, addresses: ['172.18.0.3', '172.18.0.2'] };
    const wanted = ['172.18.0.2', '172.18.0.3'];
    expect(dns.judge(is, { ...raw, lookup: two, wanted }).verdict).toBe('pass');
    const judged = dns.judge(is, { ...raw, wanted });
    expect(judged).toMatchObject({ verdict: 'fail', got: { code: 'dns.other-address' } });
    expect(say('en', judged.got)).toBe('box1 is 172.18.0.2; expected: 172.18.0.2, 172.18.0.3');
    expect(say('zh', dns.expected(is))).toBe('解析到地址、地址是 web1 的地址、web2 的地址');
  });

  it('fails on an unknown name, and passes where it had to be unknown and a resolver said so', () => {
    const nothing = { ...raw, lookup: unknownName };
    const unknown = checkOf('dns', { from: 'box2', name: 'box1', expect: 'no-such-name' });
    expect(dns.judge(resolves(), nothing)).toMatchObject({
      verdict: 'fail',
      got: { code: 'outcome.no-such-name' },
    });
    expect(dns.judge(unknown, nothing)).toMatchObject({
      verdict: 'pass',
      control: { code: 'control.resolver' },
    });
    expect(dns.judge(unknown, raw)).toMatchObject({ verdict: 'fail', got: { code: 'dns.resolves' } });
  });

  it('cannot say no such name where no resolver is in reach, but fails where a name had to resolve', () => {
    const nowhere = { ...raw, lookup: { ...unknownName, server: '10.77.0.2', code: 'ENETUNREACH' } };
    const unknown = checkOf('dns', { from: 'box2', name: 'box1', expect: 'no-such-name' });
    expect(dns.judge(unknown, nowhere).verdict).toBe('could-not-measure');
    expect(dns.judge(resolves(), nowhere).verdict).toBe('fail');
  });

  it('can say neither when the resolver is silent', () => {
    const late = { ...raw, lookup: { ...unknownName, code: 'timeout' } };
    expect(dns.judge(resolves(), late).verdict).toBe('could-not-measure');
    expect(dns.judge(checkOf('dns', { from: 'a', name: 'b', expect: 'no-such-name' }), late).verdict).toBe(
      'could-not-measure',
    );
  });
});
