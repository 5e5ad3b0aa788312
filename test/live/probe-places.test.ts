import { describe, expect, it } from 'vitest';
import { say } from '../../src/text/index.ts';
import { probeLab } from './probe-lab.ts';
import { said } from './said.ts';

/** `hand` is wired to docker0 by hand; `bare` is a namespace with nothing in it; `left` is what is left of one. */
const { judge, run } = probeLab(`
  ip netns add hand
  ip link add vh type veth peer name vc
  ip link set vh master docker0 up
  ip link set vc netns hand name eth0
  ip -n hand link set lo up
  ip -n hand address add 172.17.0.200/16 dev eth0
  ip -n hand link set eth0 up
  ip -n hand route add default via 172.17.0.1
  ip netns add bare
  touch /run/netns/left
  mkdir -p /etc/netns/hand
  echo 10.1.2.3 handmade >/etc/netns/hand/hosts
  docker run -d --name web toolbox hello web
  until ip netns exec hand curl -sf -o /dev/null -m1 http://172.17.0.2/; do :; done
`);

const rows: readonly (readonly [Record<string, unknown>, string])[] = [
  [{ probe: 'ping', to: '{ip:web}', expect: 'open' }, 'pass outcome.open'],
  [{ probe: 'tcp', to: '{ip:web}', port: 80, expect: 'open' }, 'pass outcome.open'],
  [{ probe: 'tcp', to: '{ip:web}', port: 81, expect: 'open' }, 'fail outcome.refused'],
  [
    { probe: 'http', to: '{ip:web}', expect: 'open', body: 'I am web; you are 172.17.0.200' },
    'pass http.body',
  ],
  [
    { probe: 'dns', name: 'handmade', expect: 'resolves', via: 'hosts', is: ['10.1.2.3'] },
    'pass dns.resolves',
  ],
  [{ probe: 'interface', name: 'eth0', present: true, up: true }, 'pass interface.present'],
  [{ probe: 'interface', network: 'bridge', present: true }, 'pass interface.present'],
  [{ probe: 'interface', name: 'eth1', present: true }, 'fail interface.absent'],
  [{ probe: 'route', to: 'default', present: true, via: '{gateway:bridge}' }, 'pass route.present'],
  [{ probe: 'sysctl', key: 'net.ipv4.ip_forward', is: '0' }, 'pass sysctl.same'],
  [{ probe: 'sysctl', key: 'net.ipv4.conf.eth0.forwarding', is: '1' }, 'fail sysctl.other'],
  [{ probe: 'sysctl', key: 'net.ipv4.conf.vh.forwarding', is: '1' }, 'fail sysctl.absent'],
  [{ probe: 'command', run: ['ip', 'address'], contains: '172.17.0.200' }, 'pass command.printed'],
];

describe('a network namespace made by hand', () => {
  it.each(rows)('is a place to look from: %j is %s', async (fields, expected) => {
    const result = await judge({ from: 'netns:hand', ...fields });
    expect(`${said(result)} ${JSON.stringify(result.evidence ?? '')}`).toContain(expected);
  });

  it('has nothing but an unreachable network while nothing is plugged in', async () => {
    const check = { from: 'netns:bare', to: '{ip:web}', port: 80, expect: 'unreachable' };
    // Its lo is down: nothing answers as a control.
    expect(said(await judge({ probe: 'tcp', ...check }))).toBe('could-not-measure unmeasured.no-control');
    await run('ip -n bare link set lo up');
    expect(said(await judge({ probe: 'tcp', ...check }))).toBe('pass outcome.unreachable');
  });

  it('fails every check with its own sentence when there is none of that name', async () => {
    for (const [fields] of rows) {
      const result = await judge({ ...fields, from: 'netns:foot' });
      expect(said(result)).toBe('fail place.no-netns');
      expect(say('en', result.got)).toBe('there is no network namespace foot');
      expect(result.evidence).toEqual({
        command: 'ip netns list',
        output: '# probe: bare\n# probe: hand\n# probe: left',
      });
    }
  });

  it('cannot be looked into when only its name is left', async () => {
    for (const fields of [
      { probe: 'ping', to: '{ip:web}', expect: 'unreachable' },
      { probe: 'interface', name: 'eth0', present: false },
      { probe: 'sysctl', key: 'net.ipv4.ip_forward', is: '0' },
    ])
      expect(said(await judge({ from: 'netns:left', ...fields }))).toBe('could-not-measure unmeasured.probe');
  });

  it('shows commands that do run there', async () => {
    for (const [fields] of rows.filter(([, expected]) => expected.startsWith('pass'))) {
      const { evidence } = await judge({ from: 'netns:hand', ...fields });
      expect(evidence?.command).toContain('ip netns exec hand ');
      await run(evidence?.command ?? 'false');
    }
  });
});
