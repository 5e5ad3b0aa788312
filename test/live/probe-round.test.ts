import { describe, expect, it } from 'vitest';
import { EnvironmentError } from '../../src/engine/index.ts';
import {
  type Check,
  type CheckResult,
  checkSchema,
  measure,
  measureSchema,
  type RoundOptions,
  resolvePlaceholders,
  runRound,
} from '../../src/probe/index.ts';
import { withLab } from './fixture.ts';
import { probeLab } from './probe-lab.ts';

const { run, context, host } = probeLab(`
  docker network create --subnet 10.22.16.0/24 my_net2
  docker run -dit --name box1 busybox
  docker run -dit --name box2 busybox
  docker run -d --name web toolbox hello web
  docker run -dit --name far --network my_net2 busybox
  docker run -d --name page --network my_net2 nginx
`);

/** Ten checks, as a step with its bystanders has them; none has to time out but the two that expect silence. */
const step: readonly Check[] = [
  { probe: 'container', name: 'box1', state: 'running', image: 'busybox', tty: true },
  { probe: 'container', name: 'box2', state: 'running' },
  { probe: 'network', name: 'my_net2', exists: true, subnet: '10.22.16.0/24' },
  { probe: 'membership', container: 'far', network: 'my_net2', attached: true },
  { probe: 'interface', from: 'far', network: 'my_net2', present: true },
  { probe: 'sysctl', from: 'host', key: 'net.ipv4.ip_forward', is: '1' },
  { probe: 'ping', from: 'box2', to: '{ip:box1}', expect: 'open' },
  { probe: 'dns', from: 'far', name: 'page', expect: 'resolves', via: 'dns' },
  { probe: 'http', from: 'box2', to: '{ip:web}', expect: 'open', body: 'I am web' },
  { probe: 'tcp', from: 'far', to: '{ip:web}', port: 80, expect: 'dropped' },
].map((check, at) => checkSchema.parse({ id: `check-${at}`, ...check }));

const quick = step.filter(check => check.id !== 'check-9');

const live = (fields: Partial<RoundOptions> = {}): RoundOptions => ({
  signal: new AbortController().signal,
  pace: 'live',
  classes: ['state', 'traffic'],
  ...fields,
});

describe('a round on a live host', () => {
  it('judges the ten checks of a step alike, round after round', async () => {
    for (let round = 0; round < 10; round++) {
      const results = await runRound(step, context(), live());
      expect(results.filter(({ verdict }) => verdict !== 'pass')).toEqual([]);
      expect(results).toHaveLength(step.length);
    }
  });

  it('tells what is known while the rest still runs', async () => {
    const order: string[] = [];
    await runRound(step, context(), live({ onResult: ({ id }) => order.push(id) }));
    expect(order).toHaveLength(step.length);
    expect(order.at(-1)).toBe('check-9');
  });

  it('moves no counter while only state is read, and does when traffic probes run', async () => {
    const count = `iptables -t raw -I PREROUTING; iptables -t raw -I OUTPUT; for c in box1 web far; do
      nsenter -t $(docker inspect -f '{{.State.Pid}}' $c) -n sh -c 'iptables -I INPUT; iptables -I OUTPUT'; done`;
    const read = `for t in raw filter nat; do iptables-save -c -t $t; done; for c in box1 web far; do
      nsenter -t $(docker inspect -f '{{.State.Pid}}' $c) -n iptables-save -c -t filter; done`;
    const counters = async () => (await run(read)).split('\n').filter(line => !line.startsWith('#'));
    await run(count);
    const before = await counters();
    for (let beat = 0; beat < 10; beat++) {
      const results = await runRound(step, context(), live({ classes: ['state'] }));
      expect(results.map(({ verdict }) => verdict)).toEqual(Array(6).fill('pass'));
    }
    expect(await counters()).toEqual(before);
    await runRound(step, context(), live());
    expect(await counters()).not.toEqual(before);
  });

  it('waits for a container that is just starting, where it may settle', async () => {
    const checks = [
      { probe: 'container', name: 'late', state: 'running' },
      { probe: 'http', from: 'box2', to: '{ip:late}', expect: 'open', body: 'I am late', needs: ['check-0'] },
    ].map((check, at) => checkSchema.parse({ id: `check-${at}`, ...check }));
    expect((await runRound(checks, context(), live())).map(verdictAndCode)).toEqual([
      'fail container.absent',
      'could-not-measure unmeasured.needs',
    ]);
    const settling = runRound(checks, context(), live({ pace: 'settle' }));
    await run('docker run -d --name late toolbox hello late');
    expect((await settling).map(verdictAndCode)).toEqual(['pass container.running', 'pass http.body']);
    await run('docker rm -f late');
  });

  it('is overtaken at once, and asks nothing more', async () => {
    const controller = new AbortController();
    const told: CheckResult[] = [];
    const onResult = (result: CheckResult) => {
      told.push(result);
      controller.abort();
    };
    const round = runRound(step, context(), live({ signal: controller.signal, onResult }));
    await expect(round).rejects.toMatchObject({ name: 'AbortError' });
    expect(told).toHaveLength(1);
    expect((await runRound(quick, context(), live())).every(({ verdict }) => verdict === 'pass')).toBe(true);
  });
});

describe('a prediction, measured on a live host', () => {
  const read = async (what: Record<string, unknown>) => {
    const reading = await measure(measureSchema.parse(what), context(), new AbortController().signal);
    return reading.measured ? [reading.outcome, reading.value.trim()] : ['unmeasured', reading.got.code];
  };

  it.each([
    [{ probe: 'ping', from: 'box2', to: 'box1' }, ['no-such-name', '']],
    [{ probe: 'ping', from: 'box2', to: '{ip:box1}' }, ['open', '']],
    [{ probe: 'ping', from: 'far', to: '{ip:box1}' }, ['dropped', '']],
    [{ probe: 'ping', from: 'far', to: '{gateway:bridge}' }, ['open', '']],
    [{ probe: 'tcp', from: 'box2', to: '{ip:web}', port: 81 }, ['refused', '']],
    [{ probe: 'http', from: 'host', to: '{ip:web}' }, ['open', 'I am web; you are 172.17.0.1']],
    [{ probe: 'dns', from: 'far', name: 'box1' }, ['no-such-name', '']],
    [{ probe: 'container', name: 'box1' }, ['running', 'running']],
    [{ probe: 'container', name: 'nobody' }, ['absent', 'absent']],
    [{ probe: 'command', run: ['cat', '/proc/sys/net/ipv4/ip_forward'] }, ['0', '1']],
    [{ probe: 'ping', from: 'nobody', to: 'box1' }, ['unmeasured', 'container.absent']],
  ])('%j is %j', async (what, reading) => {
    expect(await read(what)).toEqual(reading);
  });

  it('gives the addresses of a name', async () => {
    const address = await run(`docker inspect -f '{{.NetworkSettings.Networks.my_net2.IPAddress}}' page`);
    expect(await read({ probe: 'dns', from: 'far', name: 'page' })).toEqual(['resolves', address]);
  });
});

describe('a page that was predicted', () => {
  it('is shown, not only that something answered', async () => {
    const what = measureSchema.parse({ probe: 'http', from: 'host', to: '{ip:web}' });
    const reading = await measure(what, context(), new AbortController().signal);
    const page = 'I am web; you are 172.17.0.1';
    expect(reading).toMatchObject({
      got: { code: 'http.body', params: { body: page } },
      evidence: { output: page },
    });
  });
});

describe('placeholders on a live host', () => {
  it('come to what Docker says; those without a value are listed once', async () => {
    const { text, unknown } = await resolvePlaceholders(
      '{ip:box1} {gateway:my_net2} {subnet:my_net2} {if:bridge} {mac:box1} {id:my_net2} {ip:nobody} {ip:nobody} {seen:x}',
      context({ seen: {} }),
    );
    const expected = await run(`
      docker inspect -f '{{.NetworkSettings.IPAddress}} 10.22.16.1 10.22.16.0/24 docker0 {{.NetworkSettings.MacAddress}}' box1
      docker network ls -f name=my_net2 --format '{{.ID}}'`);
    expect(text).toBe(`${expected.replace('\n', ' ')} {ip:nobody} {ip:nobody} {seen:x}`);
    expect(unknown).toEqual(['{ip:nobody}', '{seen:x}']);
  });
});

describe('the placeholder of a veth pair', () => {
  it("comes to the host's end, whichever number it has, and to nothing once it is cut", async () => {
    const fill = (text: string) => resolvePlaceholders(text, context({ seen: {} }));
    const wanted = await run(`
      docker run -dit --name wired busybox >/dev/null
      ip -o link | sed -n "s/^$(docker exec wired cat /sys/class/net/eth0/iflink): \\([^@:]*\\).*/\\1/p"`);
    expect((await fill('{veth:wired}')).text).toBe(wanted.trim());
    await run(`ip link delete ${wanted}`);
    expect((await fill('{veth:wired}')).unknown).toEqual(['{veth:wired}']);
    await run('docker rm -f wired');
  });
});

describe('a lab host in trouble', () => {
  it('fails, with what the daemon said, each check that needs Docker while it is down; others go on', async () => {
    await run(`printf '{ "icc": false, }' >/etc/docker/daemon.json; ! systemctl restart docker`);
    try {
      const down = checkSchema.parse({ id: 'down', probe: 'daemon', running: false });
      const results = await runRound([...step, down], context(), live());
      expect(results.map(verdictAndCode)).toEqual([
        ...Array(5).fill('fail daemon.down'),
        'pass sysctl.same',
        ...Array(4).fill('fail daemon.down'),
        'pass daemon.down',
      ]);
      // 28.5 says in between: `invalid JSON: `.
      const refused = /daemon\.json: (invalid JSON: )?invalid character/;
      expect(results[0]?.got.params?.error).toMatch(refused);
      expect(results[0]?.evidence?.output).toMatch(refused);
    } finally {
      await run('rm /etc/docker/daemon.json; systemctl start docker');
    }
    // An orderly stop leaves no error in the log, and an old one is not told again.
    await run('systemctl stop docker');
    const [stopped] = await runRound(step, context(), live());
    await run('systemctl start docker; docker start box1 box2 web far page');
    expect(stopped?.got).toMatchObject({
      code: 'daemon.down',
      params: { error: { code: 'daemon.no-error' } },
    });
    expect((await runRound(quick, context(), live({ pace: 'settle' }))).map(verdictAndCode)).not.toContain(
      'fail daemon.down',
    );
  });

  it('rejects when the host is gone: that is not the learner', async () => {
    await withLab(async lab => {
      const gone = { ...context(), hosts: lab.hosts };
      const checks = [checkSchema.parse({ id: 'box1', probe: 'container', name: 'box1', state: 'running' })];
      expect(await runRound(checks, gone, live())).toMatchObject([{ verdict: 'fail' }]);
      await lab.close();
      await expect(runRound(checks, gone, live())).rejects.toBeInstanceOf(EnvironmentError);
      await expect(runRound(step, gone, live())).rejects.toBeInstanceOf(EnvironmentError);
    });
    expect(host().name).toBe('host1');
  });
});

function verdictAndCode({ verdict, got }: CheckResult): string {
  return `${verdict} ${got.code}`;
}
