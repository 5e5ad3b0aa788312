import { describe, expect, it } from 'vitest';
import { chineseWords, drawn } from './drawing.ts';
import { lab, twoHosts } from './lab.ts';
import { hostWith, recorded, trouble } from './outline.ts';

describe('a host', () => {
  it('is drawn with headings over its rails where there is room', () => {
    expect(drawn(recorded('26.1'), 100)).toMatchInlineSnapshot(`
      "
      HOST host1  docker 26.1.5  uplink eth0 10.77.0.2/24
      NETWORKS   back           front          inside         quiet          bridge
                 172.19.0.0/16  172.18.0.0/16  172.21.0.0/16  172.20.0.0/16  172.17.0.0/16
                 br-000000001…  br-000000002…  br-000000003…  br-000000004…  docker0
                 DNS            DNS            DNS  internal  DNS  icc off   no DNS
      ◆ host ────◆.1────────────◆.1────────────◆.1────────────◆.1────────────◆.1  host mode: hosty
      ● api ─────●.3────────────●.4            │              │              │
      ● client ──┼──────────────●.3            │              │              │
      ● db ──────●.2            │              │              │              │
      ○ gone ╌╌╌╌○              │              │              │              │    exited 137
      ● guard ───┼──────────────┼──────────────●.3            │              │
      ✕ lone     │              │              │              │              │    no network: no rail
                 │              │              │              │              │    reaches it
      ● murmur ──┼──────────────┼──────────────┼──────────────●.3            │
      ○ never ╌╌╌┼╌╌╌╌╌╌╌╌╌╌╌╌╌╌○              │              │              │    created
      ● old ─────┼──────────────┼──────────────┼──────────────┼──────────────●.2
      ● plain ───┼──────────────┼──────────────┼──────────────┼──────────────●.3  127.0.0.1:8081→80
      ● shy ─────┼──────────────●.5            │              │              │
      ● vault ───┼──────────────┼──────────────●.2            │              │
      ● web ─────┼──────────────●.2            │              │              │    :8080→80
      └● side    │              │              │              │              │    shares web's network
      ● whisper ─┼──────────────┼──────────────┼──────────────●.2            │

      OUTSIDE  10.77.0.1  203.0.113.10  203.0.113.20
      "
    `);
  });

  it('is drawn with letters and a legend where there is less', () => {
    expect(drawn(recorded('26.1'), 60)).toMatchInlineSnapshot(`
      "
      HOST host1  docker 26.1.5  uplink eth0 10.77.0.2/24
      A back    172.19.0.0/16  br-000000000001  DNS
      B front   172.18.0.0/16  br-000000000002  DNS
      C inside  172.21.0.0/16  br-000000000003  DNS  internal
      D quiet   172.20.0.0/16  br-000000000004  DNS  icc off
      E bridge  172.17.0.0/16  docker0          no DNS

                 A    B    C    D    E
      ◆ host ────◆.1──◆.1──◆.1──◆.1──◆.1  host mode: hosty
      ● api ─────●.3──●.4  │    │    │
      ● client ──┼────●.3  │    │    │
      ● db ──────●.2  │    │    │    │
      ○ gone ╌╌╌╌○    │    │    │    │    exited 137
      ● guard ───┼────┼────●.3  │    │
      ✕ lone     │    │    │    │    │    no network: no rail
                 │    │    │    │    │    reaches it
      ● murmur ──┼────┼────┼────●.3  │
      ○ never ╌╌╌┼╌╌╌╌○    │    │    │    created
      ● old ─────┼────┼────┼────┼────●.2
      ● plain ───┼────┼────┼────┼────●.3  127.0.0.1:8081→80
      ● shy ─────┼────●.5  │    │    │
      ● vault ───┼────┼────●.2  │    │
      ● web ─────┼────●.2  │    │    │    :8080→80
      └● side    │    │    │    │    │    shares web's network
      ● whisper ─┼────┼────┼────●.2  │

      OUTSIDE  10.77.0.1  203.0.113.10  203.0.113.20
      "
    `);
  });

  it('is drawn the same on three generations of Docker, but for the version and the names of interfaces', () => {
    const [oldest, ...others] = (['20.10', '26.1', '28.5'] as const).map(generation =>
      drawn(recorded(generation), 80).replace(/docker [\d.]+/, 'docker'),
    );
    for (const other of others) expect(other).toBe(oldest);
  });

  it('tells all that can be wrong with glyphs and words', () => {
    expect(drawn(trouble(), 80)).toMatchInlineSnapshot(`
      "
      HOST host1  docker 28.5.2  uplink eth0 10.77.0.2/24
      NETWORKS  back           front          bridge
                172.19.0.0/16  172.18.0.0/16  172.17.0.0/16
                br-2           br-0           docker0
                DNS            DNS            no DNS
      ◆ host ───◆.1────────────◆.1────────────◆.1    host mode: guest
      ◐ asleep ╌┼╌╌╌╌╌╌╌╌╌╌╌╌╌╌○.3.7          │      paused
      ○ failed ╌┼╌╌╌╌╌╌╌╌╌╌╌╌╌╌○              │      did not start 128
      ○ gone ╌╌╌○              │              │      exited 137
      ✕ lone    │              │              │      no network: no rail reaches it
      ✕ lost    │              │              │      orphaned: 0123456789ab is gone
      ○ never ╌╌┼╌╌╌╌╌╌╌╌╌╌╌╌╌╌○              │      created  network lostnet is gone
      ● web ────┼──────────────┼──────────────●.2    127.0.0.1:5353→53/udp  :8080→80
      └✕ late   │              │              │      orphaned: web has a new namespace
      └● side   │              │              │      shares web's network
      ◇ hand ───┼──────────────┼──────────────◇.200  namespace, wired by hand
      "
    `);
  });

  it('has a twin of ASCII', () => {
    const twin = drawn(trouble(), 80, { ascii: true });
    expect(twin).toMatch(/^[\n -~]*$/);
    expect(twin).toMatchInlineSnapshot(`
      "
      HOST host1  docker 28.5.2  uplink eth0 10.77.0.2/24
      NETWORKS  back           front          bridge
                172.19.0.0/16  172.18.0.0/16  172.17.0.0/16
                br-2           br-0           docker0
                DNS            DNS            no DNS
      # host ---#.1------------#.1------------#.1    host mode: guest
      = asleep  + - - - - - - -o.3.7          |      paused
      o failed  + - - - - - - -o              |      did not start 128
      o gone  - o              |              |      exited 137
      x lone    |              |              |      no network: no rail reaches it
      x lost    |              |              |      orphaned: 0123456789ab is gone
      o never - + - - - - - - -o              |      created  network lostnet is gone
      * web ----+--------------+--------------*.2    127.0.0.1:5353->53/udp  :8080->80
      \`x late   |              |              |      orphaned: web has a new namespace
      \`* side   |              |              |      shares web's network
      @ hand ---+--------------+--------------@.200  namespace, wired by hand
      "
    `);
  });

  it('gives Chinese words the two cells each that they take', () => {
    expect(drawn(recorded('26.1'), 60, { words: chineseWords })).toMatchInlineSnapshot(`
      "
      主机 host1  docker 26.1.5  上行接口 eth0 10.77.0.2/24
      A back    172.19.0.0/16  br-000000000001  DNS
      B front   172.18.0.0/16  br-000000000002  DNS
      C inside  172.21.0.0/16  br-000000000003  DNS  internal
      D quiet   172.20.0.0/16  br-000000000004  DNS  icc 已关闭
      E bridge  172.17.0.0/16  docker0          无 DNS

                 A    B    C    D    E
      ◆ 主机 ────◆.1──◆.1──◆.1──◆.1──◆.1  host 模式：hosty
      ● api ─────●.3──●.4  │    │    │
      ● client ──┼────●.3  │    │    │
      ● db ──────●.2  │    │    │    │
      ○ gone ╌╌╌╌○    │    │    │    │    已退出 137
      ● guard ───┼────┼────●.3  │    │
      ✕ lone     │    │    │    │    │    none 模式：没有网络
      ● murmur ──┼────┼────┼────●.3  │
      ○ never ╌╌╌┼╌╌╌╌○    │    │    │    已创建
      ● old ─────┼────┼────┼────┼────●.2
      ● plain ───┼────┼────┼────┼────●.3  127.0.0.1:8081→80
      ● shy ─────┼────●.5  │    │    │
      ● vault ───┼────┼────●.2  │    │
      ● web ─────┼────●.2  │    │    │    :8080→80
      └● side    │    │    │    │    │    共用 web 的网络
      ● whisper ─┼────┼────┼────●.2  │

      外部主机  10.77.0.1  203.0.113.10  203.0.113.20
      "
    `);
  });

  it('shows a port of one IPv6 address in brackets', () => {
    const published = [{ port: 80, protocol: 'tcp', address: 'fd00::1', hostPort: 8080 }];
    const text = drawn(hostWith([{ name: 'web', on: { front: '172.18.0.2' }, published }]), 80);
    expect(text).toContain('[fd00::1]:8080→80');
  });

  it('lets no name steer the terminal', () => {
    const snapshot = lab({
      name: 'host1',
      networks: [{ name: 'a\u001b[31mb', subnet: '172.18.0.0/16' }],
      containers: [],
      namespaces: { 'c\nd': { 'a\u001b[31mb': '172.18.0.9' } },
    });
    const text = drawn(snapshot, 80);
    expect(text).toContain('a?[31mb');
    expect(text).toContain('◇ c?d ─');
  });

  it('whose Docker does not answer has its row and says so', () => {
    const snapshot = hostWith([]);
    const machines = snapshot.machines.map(machine => ({ ...machine, docker: { unread: 'no answer' } }));
    expect(drawn({ ...snapshot, machines }, 60)).toMatchInlineSnapshot(`
      "
      HOST host1  Docker does not answer  uplink eth0 10.77.0.2/24
      ◆ host
      "
    `);
  });
});

describe('several hosts', () => {
  it('stand below one another, and an overlay network runs through all of them', () => {
    expect(drawn(twoHosts(), 60)).toMatchInlineSnapshot(`
      "
      NETWORKS    ov
                  10.0.1.0/24
                  overlay
                  DNS
      HOST host1  │  docker 28.5.2  uplink eth0 10.98.0.6/24
      NETWORKS    │            shop           bridge
                  │            172.18.0.0/16  172.17.0.0/16
                  │            br-2           docker0
                  │            DNS            no DNS
      ◆ host ─────┼────────────◆.1────────────◆.1
      ● old ──────┼────────────┼──────────────●.2
      ● till ─────●.4──────────●.2            │
      ● wa ───────●.2          │              │
                  │
      HOST host2  │  docker 28.5.2  uplink eth0 10.98.0.7/24
      NETWORKS    │            bridge
                  │            172.17.0.0/16
                  │            docker0
                  │            no DNS
      ◆ host ─────┼────────────◆.1
      ● wb ───────●.3          │
      "
    `);
  });

  it('share one legend where there is no room for headings', () => {
    const long = { name: 'a-container-with-a-long-name', on: { ov: '10.0.1.9', far: '172.29.0.2' } };
    const networks = ['far', 'further', 'furthest'].map((name, at) => ({
      name,
      subnet: `172.${29 + at}.0.0/16`,
    }));
    const ov = { name: 'ov', id: 'ov', driver: 'overlay', subnet: '10.0.1.0/24', options: {} };
    const snapshot = lab(
      { name: 'host1', networks: [ov, ...networks], containers: [long] },
      { name: 'host2', networks: [ov, ...networks], containers: [] },
    );
    expect(drawn(snapshot, 60)).toMatchInlineSnapshot(`
      "
      A ov        10.0.1.0/24    overlay  DNS
      HOST host1
      B far       172.29.0.0/16  br-1     DNS
      C further   172.30.0.0/16  br-2     DNS
      D furthest  172.31.0.0/16  br-3     DNS
      HOST host2
      E far       172.29.0.0/16  br-1     DNS
      F further   172.30.0.0/16  br-2     DNS
      G furthest  172.31.0.0/16  br-3     DNS

                                      A
      HOST host1                      │  docker 28.5.2
                                      │  uplink eth0 10.77.0.2/24
                                      │      B      C      D
      ◆ host ─────────────────────────┼──────◆.1────◆.1────◆.1
      ● a-container-with-a-long-name ─●.9────●.2    │      │
                                      │
      HOST host2                      │  docker 28.5.2
                                      │  uplink eth0 10.77.0.2/24
                                      │      E      F      G
      ◆ host ─────────────────────────┼──────◆.1────◆.1────◆.1
      "
    `);
  });

  it('have their names cut where rails run past them', () => {
    const ov = { name: 'ov', id: 'ov', driver: 'overlay', subnet: '10.0.1.0/24', options: {} };
    const names = ['one', 'two'].map(
      name => `${name}-with-a-name-that-a-provider-of-machines-gave-it.example.com`,
    );
    const text = drawn(lab(...names.map(name => ({ name, networks: [ov], containers: [] }))), 60);
    expect(text).toContain('HOST one-with-a-name…-gave-it.example.com │');
  });

  it('show a rail on its way to a host below also on one that does not know the network', () => {
    const ov = { name: 'ov', id: 'ov', driver: 'overlay', subnet: '10.0.1.0/24', options: {} };
    const bridge = { name: 'bridge', subnet: '172.17.0.0/16' };
    const snapshot = lab(
      { name: 'host1', networks: [ov], containers: [] },
      { name: 'host2', networks: [bridge], containers: [] },
      { name: 'host3', networks: [ov], containers: [] },
      { name: 'host4', networks: [bridge], containers: [] },
    );
    const rail = drawn(snapshot, 60)
      .split('\n')
      .flatMap(line => (/^(HOST|◆) /.test(line) ? [line[12]] : []));
    expect(rail.map(one => one === '│' || one === '┼')).toEqual([
      true,
      true,
      true,
      true,
      true,
      true,
      false,
      false,
    ]);
  });
});
