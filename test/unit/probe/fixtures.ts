import { expect } from 'vitest';
import type { Attempt, LabHost, Surroundings } from '../../../src/lab/index.ts';
import type { ContainerSeen, HostSeen, NetworkSeen } from '../../../src/network/index.ts';
import { probes } from '../../../src/probe/kinds/index.ts';
import { commonCodes } from '../../../src/probe/obstacle.ts';
import type { Lookup } from '../../../src/probe/reach.ts';
import type { Scene } from '../../../src/probe/scene.ts';
import {
  type Check,
  type CheckOf,
  checkSchema,
  type ProbeKind,
  type Said,
} from '../../../src/probe/schema/index.ts';
import { say } from '../../../src/text/index.ts';

/** A check as the loader would give it. */
export function checkOf<K extends ProbeKind>(probe: K, fields: Record<string, unknown>): CheckOf<K> {
  const check = checkSchema.parse({ probe, id: 'it', ...fields });
  if (!is(check, probe)) throw new Error(`not a ${probe}`);
  return check;
}

function is<K extends ProbeKind>(check: Check, probe: K): check is CheckOf<K> {
  return check.probe === probe;
}

/** Both languages have words for it, and every parameter the words name. */
export function hasWords(what: Said): void {
  for (const lang of ['en', 'zh'] as const) {
    const words = say(lang, what);
    expect(words, `${lang} ${what.code}`).not.toContain(what.code);
    expect(words, `${lang} ${what.code}`).not.toMatch(/\{[a-zA-Z]+\}/);
  }
}

/** A code its kind declares, with words in both languages. */
export function isListed(kind: ProbeKind, got: Said): void {
  expect([...probes[kind].codes, ...commonCodes]).toContain(got.code);
  hasWords(got);
}

export const answered: Attempt = { result: 'ok', ms: 0.24 };
export const timedOut: Attempt = { result: 'timeout', ms: 150 };
export const silence = [timedOut, timedOut, timedOut];

/** Silence around which everything is in order. */
export const calm: Surroundings = {
  neighbour: 'REACHABLE',
  nextHop: '172.18.0.1',
  source: '172.18.0.2',
  listenOverflows: 0,
  control: 'ECONNREFUSED',
  controlTarget: '172.18.0.1:9',
};

export const unknownName: Lookup = {
  name: 'box1',
  source: null,
  server: '127.0.0.11',
  addresses: [],
  code: 'NXDOMAIN',
  ms: 1.2,
};

export function containerNamed(name: string, fields: Partial<ContainerSeen> = {}): ContainerSeen {
  return {
    id: name.padEnd(64, '0'),
    name,
    state: 'running',
    exit: 0,
    error: '',
    hostname: '',
    startedAt: '2026-01-01T00:00:00.5Z',
    pid: 100,
    image: 'busybox',
    imageId: 'sha256:b',
    tty: true,
    stdin: true,
    networkMode: 'default',
    mode: 'bridge',
    endpoints: [endpointOn('bridge', '172.17.0.2')],
    restarts: 0,
    published: [],
    declared: [],
    asked: [],
    ...fields,
  };
}

export function endpointOn(network: string, address: string | undefined, names: readonly string[] = []) {
  return {
    network,
    address,
    prefix: 16,
    mac: '02:42:ac:11:00:02',
    gateway: undefined,
    aliases: names,
    names,
    links: [],
  };
}

export const bridge: NetworkSeen = {
  id: 'b'.repeat(64),
  name: 'bridge',
  driver: 'bridge',
  internal: false,
  subnet: '172.17.0.0/16',
  gateway: '172.17.0.1',
  range: undefined,
  options: { 'com.docker.network.bridge.name': 'docker0', 'com.docker.network.bridge.enable_icc': 'true' },
};

export const myNet: NetworkSeen = {
  id: `abc123abc123${'0'.repeat(52)}`,
  name: 'my_net2',
  driver: 'bridge',
  internal: false,
  subnet: '172.18.0.0/16',
  gateway: '172.18.0.1',
  range: undefined,
  options: {},
};

export function hostWith(
  containers: readonly ContainerSeen[],
  networks: readonly NetworkSeen[] = [bridge, myNet],
): HostSeen {
  return { daemon: 'up', host: 'host1', containers, networks };
}

export const daemonGone: HostSeen = {
  daemon: 'down',
  host: 'host1',
  lastError: 'failed to start daemon: no',
  log: 'one\nfailed to start daemon: no\n',
};

/** A scene on a host that shows this; nothing of it may be asked of the lab. */
export function sceneOn(seen: HostSeen, fields: Partial<Scene['context']> = {}): Scene {
  return {
    context: {
      hosts: new Map<string, LabHost>(),
      seen: {},
      answers: {},
      names: new Set(['box1', 'box2']),
      ...fields,
    },
    host: () => ({
      obstacle: { code: 'unmeasured.no-host', params: { host: '' } },
      verdict: 'could-not-measure',
    }),
    seen: async () => seen,
    network: async () => ({ machines: [], stacks: {}, unread: [] }),
    addresses: async () => ({ host: '10.77.0.2', outside: '203.0.113.10' }),
    links: async () => ({ rows: [] }),
    steady: async (_name, container) => container,
  };
}
