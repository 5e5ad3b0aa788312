import { describe, expect, it } from 'vitest';
import {
  askedOf,
  type Check,
  checkSchema,
  containersNamedIn,
  expectedOf,
  outcomes,
  type ProbeKind,
  titleOf,
} from '../../../src/probe/index.ts';
import { probes } from '../../../src/probe/kinds/index.ts';
import { commonCodes } from '../../../src/probe/obstacle.ts';
import { check as english } from '../../../src/text/en/check.ts';
import { found as englishFound } from '../../../src/text/en/found.ts';
import { say } from '../../../src/text/index.ts';
import { check as chinese } from '../../../src/text/zh/check.ts';
import { found as chineseFound } from '../../../src/text/zh/found.ts';
import { checkOf, hasWords } from './fixtures.ts';

const codes = [...new Set([...commonCodes, ...Object.values(probes).flatMap(probe => probe.codes)])].sort();
const en: Readonly<Record<string, string>> = { ...english, ...englishFound };
const zh: Readonly<Record<string, string>> = { ...chinese, ...chineseFound };
const holes = (template: string | undefined) => (template?.match(/\{[a-zA-Z]+\}/g) ?? []).sort();

const container = { name: 'box1', state: 'running' } as const;
/** Each kind in each shape whose words differ. */
const shapes: Readonly<Record<ProbeKind, readonly Record<string, unknown>[]>> = {
  ping: outcomes.flatMap(expect => [
    { from: 'box2', to: '{ip:box1}', expect },
    { from: 'host', to: 'box1', expect },
  ]),
  tcp: outcomes.flatMap(expect => [
    { from: 'outside', to: '{ip:box1@my_net2}', port: 80, expect },
    { from: 'outside', to: '{ip:host}', port: '{port:box1/80}', expect },
  ]),
  udp: ['open', 'refused', 'unreachable', 'no-route', 'no-data', 'no-such-name'].flatMap(expect => [
    { from: 'outside', to: '{ip:box1@my_net2}', port: 53, expect },
    { from: 'box2', to: 'box1', port: 53, send: 'dns', expect },
  ]),
  http: [
    ...outcomes.map(expect => ({ from: 'host2/host', to: '{gateway:bridge}', expect })),
    { from: 'host2/outside', to: 'web1', expect: 'open', status: 200, body: '{seen:page}' },
  ],
  dns: [
    { from: 'box1', name: 'box2', expect: 'resolves' },
    { from: 'box1', name: 'box2', expect: 'resolves', via: 'dns', is: ['{ip:box2}'] },
    { from: 'box1', name: 'box2', expect: 'resolves', via: 'hosts' },
    { from: 'box1', name: 'box2', expect: 'no-such-name' },
  ],
  network: [
    { name: 'n', exists: false },
    { name: 'n', exists: true, driver: 'bridge', subnet: '10.0.0.0/24', internal: true, options: { a: 'b' } },
    { name: 'n', exists: true, internal: false },
  ],
  membership: [
    { container: 'c', network: 'n', attached: false },
    { container: 'c', network: 'n', attached: true, alias: 'a', address: '{ip:c@n}' },
  ],
  container: [
    ...['running', 'exited', 'created', 'paused', 'absent'].map(state => ({ ...container, state })),
    { ...container, image: 'busybox', tty: true, networkMode: 'host' },
    { ...container, tty: false, restarts: { atLeast: 1, atMost: 3 } },
    { ...container, containerId: '{seen:k}' },
  ],
  daemon: [{ running: false }, { running: true, bridgeOptions: { a: 'b' }, config: { icc: false } }],
  interface: [
    { from: 'c', network: 'n', present: true, up: true, address: '{ip:c}' },
    { from: 'c', network: 'n', present: false },
    { from: 'host', name: '{if:n}', present: true, up: false },
    { from: 'host', name: '{if:n}', present: false },
  ],
  route: [
    { from: 'c', to: 'default', present: true, via: '{gateway:n}', dev: '{if:n}' },
    { from: 'c', to: '{subnet:n}', present: false },
  ],
  sysctl: [
    { from: 'host', key: 'net.ipv4.ip_forward', is: '1' },
    { from: 'netns:hand', key: 'net.ipv4.ip_forward', is: '1' },
    { from: 'host2/netns:hand', key: 'net.ipv4.ip_forward', is: '1' },
  ],
  'hosts-entry': [
    { from: 'c', name: 'x', present: true, address: '{ip:c}' },
    { from: 'host', name: 'x', present: false },
  ],
  env: [
    { container: 'c', name: 'X', of: 'program', set: true, is: '{ip:c}' },
    { container: 'c', name: 'X', of: 'exec', set: false },
  ],
  resolver: [{ from: 'c', server: '127.0.0.11', search: [], options: ['ndots:0'] }],
  published: [
    { container: 'c', port: 80, published: true, hostPort: 8080, address: 'any' },
    { container: 'c', port: 80, published: true, address: 'loopback' },
    { container: 'c', port: 80, published: false },
  ],
  listening: [
    { from: 'c', port: 80, listening: true, address: '{ip:c}' },
    { from: 'c', port: 53, protocol: 'udp', listening: true, address: 'loopback' },
    { from: 'host', port: 80, listening: true },
    { from: 'host', port: 80, listening: false },
  ],
  address: [
    { from: 'netns:hand', address: '10.0.0.2/24', present: true, on: 'n', mac: '{mac:c}' },
    { from: 'c', address: '{ip:c}', present: false },
  ],
  'same-namespace': [
    { a: 'c', b: 'host', same: true },
    { a: 'c', b: 'netns:hand', same: false },
  ],
  process: [
    { from: 'c', program: 'nginx', running: true, args: ['-g'] },
    { from: 'host', program: 'docker-proxy', running: false },
  ],
  file: [
    { from: 'c', path: '/x', exists: true, contains: 'a', lacks: '{ip:c}' },
    { from: 'host', path: '/x', exists: false },
  ],
  firewall: [
    {
      table: 'nat',
      chain: 'DOCKER',
      in: '{if:n}',
      out: '!docker0',
      source: '{ip:box1}',
      destination: '10.0.0.0/8',
      protocol: 'tcp',
      port: '{port:box1/80}',
      sourcePort: 80,
      target: 'DNAT',
      present: true,
    },
    { target: 'DROP', present: false },
  ],
  counter: [
    { target: 'DROP', rises: true, during: { probe: 'ping', from: 'host', to: '{ip:box1}' } },
    { target: 'DROP', rises: false, during: { probe: 'udp', from: 'box2', to: 'box1', port: 53 } },
  ],
  capture: [
    { at: 'host', on: '{if:n}', seen: true, during: { probe: 'ping', from: 'box2', to: '{ip:box1}' } },
    {
      at: 'netns:hand',
      seen: false,
      during: { probe: 'tcp', from: 'box2', to: 'box1', port: '{port:box1/80}' },
      source: '{ip:host}',
      destination: '10.0.0.0/8',
      port: 80,
    },
  ],
  throughput: [
    {
      fast: { from: 'box2', to: '{ip:box1}' },
      slow: { from: 'outside', to: '{ip:host}', port: '{port:box1/80}' },
      atLeast: 1.3,
    },
  ],
  command: [
    { run: ['true'] },
    { run: ['ip', 'link'], exit: 1, contains: '{mac:c}', lacks: '{id:n}', json: { path: 'a', equals: 1 } },
  ],
  answer: [
    { is: '{ip:c}', as: 'address' },
    { is: 'x', as: 'word' },
  ],
};
const kinds = checkSchema.options.map(option => option.shape.probe.value);
const checks: readonly Check[] = kinds.flatMap(kind => shapes[kind].map(fields => checkOf(kind, fields)));

describe('the words of checks', () => {
  it.each(codes)('%s has words in both languages', code => {
    expect(en).toHaveProperty([code]);
    expect(zh).toHaveProperty([code]);
  });

  it('has the same parameters in both languages everywhere', () => {
    for (const [code, template] of Object.entries(en)) expect(holes(zh[code]), code).toEqual(holes(template));
  });

  it('leaves no word unsaid: what is asked, expected, and the title of every kind of check', () => {
    expect(kinds).toHaveLength(27);
    for (const check of checks)
      for (const what of [askedOf(check), expectedOf(check), titleOf(check)]) hasWords(what);
  });

  it('finds every container a lesson speaks of in its checks', () => {
    expect([...containersNamedIn(checks)].sort()).toEqual(['box1', 'box2', 'c', 'web1']);
  });

  it('reads as a person would say it', () => {
    const ping = checkOf('ping', { from: 'box4', to: 'box3', expect: 'open' });
    expect(say('en', titleOf(ping))).toBe('box4 reaches box3 by name');
    expect(say('zh', titleOf(ping))).toBe('box4 能用名称访问 box3');
    const tcp = checkOf('tcp', { from: 'client', to: '{ip:db}', port: 80, expect: 'dropped' });
    expect(say('en', titleOf(tcp))).toBe('client gets no answer from port 80 of db');
    const published = { from: 'outside', to: '{ip:host}', port: '{port:web/80}', expect: 'open' };
    expect(say('en', titleOf(checkOf('tcp', published)))).toBe(
      'the outside host reaches the lab host, at the port that web:80 is published on',
    );
    expect(say('zh', titleOf(checkOf('tcp', published)))).toBe(
      '外部主机能访问实验主机上 web:80 发布到的端口',
    );
    expect(say('en', askedOf(checkOf('tcp', published)))).toBe(
      "the outside host → the lab host's address, port ‹published for web:80›/tcp",
    );
    const started = checkOf('container', { ...container, image: 'busybox', tty: true });
    expect(say('en', expectedOf(started))).toBe(
      'running, from the image busybox, with a terminal and an open standard input',
    );
  });
});
