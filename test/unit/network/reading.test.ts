import { describe, expect, test } from 'vitest';
import {
  findPlace,
  type HostReader,
  predict,
  readHost,
  type SurveyedNamespace,
  snapshotOf,
} from '../../../src/network/index.ts';
import { containerNamed, endpointOn, myNet } from '../probe/fixtures.ts';

const empty: SurveyedNamespace = {
  links: [],
  routes: [],
  policies: [],
  sockets: { tcp: '', tcp6: '', udp: '', udp6: '' },
  settings: {},
  tables: [],
};

function reader(fields: Partial<HostReader> = {}): HostReader {
  return {
    name: 'host1',
    outside: false,
    docker: async () => ({
      version: '26.1.5',
      containers: [
        containerNamed('box1', { mode: 'my_net2', endpoints: [endpointOn('my_net2', '172.18.0.2')] }),
        containerNamed('box2', { pid: 200, mode: 'back', endpoints: [endpointOn('back', '172.19.0.2')] }),
        containerNamed('off', { pid: undefined, state: 'exited' }),
      ],
      networks: [myNet, { ...myNet, id: 'd'.repeat(64), name: 'back', subnet: '172.19.0.0/16' }],
    }),
    survey: async places => ({
      places: places.map((_, at) => ({ namespace: String(at), hosts: '', resolver: '' })),
      namespaces: Object.fromEntries(places.map((_, at) => [String(at), empty])),
    }),
    savedRules: async () => '*filter\n:FORWARD ACCEPT [0:0]\nCOMMIT\n',
    namedNamespaces: async () => [],
    serverNames: async () => undefined,
    ...fields,
  };
}

describe('reading a host', () => {
  test('asks for each place once, and for no process of what does not run', async () => {
    const asked: unknown[] = [];
    await readHost(
      reader({
        outside: true,
        namedNamespaces: async () => ['hand'],
        survey: async places => {
          asked.push(places);
          return { unread: 'EPERM' };
        },
      }),
    );
    expect(asked).toEqual([['host', 'outside', { name: 'hand' }, { pid: 100 }, { pid: 200 }]]);
  });

  test('reads the rules of the host, and of others only where there is more than Docker’s own', async () => {
    const ruled: unknown[] = [];
    await readHost(
      reader({
        savedRules: async place => {
          ruled.push(place);
          return '';
        },
        survey: async places => ({
          places: places.map((_, at) => ({ namespace: String(at), hosts: '', resolver: '' })),
          namespaces: {
            '0': { ...empty, tables: ['ip nat', 'ip filter'] },
            '1': { ...empty, tables: ['ip nat'] },
            '2': { ...empty, tables: ['ip nat', 'ip filter'] },
          },
        }),
      }),
    );
    expect(ruled).toEqual(['host', { pid: 200 }]);
  });
});

describe('a host whose namespaces could not be read', () => {
  const seen = readHost(
    reader({
      survey: async () => ({ unread: 'no-helper' }),
      savedRules: async () => ({ unread: 'no-helper' }),
    }),
  ).then(reading => snapshotOf([reading]));

  test('says so of each', async () => {
    expect((await seen).unread).toEqual(
      ['host1', 'host1/box1', 'host1/box2'].map(what => ({ what, reason: 'no-helper' })),
    );
  });

  test('still tells what Docker itself keeps apart, and that it does not know what comes of it', async () => {
    const snapshot = await seen;
    const found = findPlace(snapshot, 'box1');
    if (found.is !== 'found') throw new Error(found.is);
    const question = { from: found.place, protocol: 'tcp', port: 80 } as const;
    const byName = predict(snapshot, { ...question, to: 'box2' });
    expect(byName.blocks.map(({ cause }) => cause.id)).toEqual([
      'name-no-shared-network',
      'no-shared-network',
      'undetermined',
      'undetermined',
    ]);
    // Docker's name server is no matter of rules.
    expect(byName.outcomes).toEqual(['no-such-name']);
    expect(predict(snapshot, { ...question, to: 'box1' }).outcomes).toEqual([]);
  });
});

test('what else filters packets is named, and makes every prediction uncertain', async () => {
  const reading = await readHost(
    reader({
      survey: async places => ({
        places: places.map((_, at) => ({ namespace: String(at), hosts: '', resolver: '' })),
        namespaces: { '0': { ...empty, tables: ['ip filter', 'inet own'] }, '1': empty, '2': empty },
      }),
    }),
  );
  expect(snapshotOf([reading]).stacks['0']?.otherFilters).toEqual(['inet own']);
});
