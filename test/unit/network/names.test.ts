import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { findPlace, type HostReading, snapshotOf } from '../../../src/network/index.ts';
import { resolveAt } from '../../../src/network/names.ts';

function read(generation: string): HostReading {
  return JSON.parse(readFileSync(new URL(`readings/${generation}.json`, import.meta.url), 'utf8'));
}

function resolve(reading: HostReading, from: string, name: string): string {
  const seen = snapshotOf([reading]);
  const found = findPlace(seen, from);
  if (found.is !== 'found') throw new Error(from);
  const resolved = resolveAt(seen, found.place, name);
  return resolved.is === 'found' ? `${resolved.by} ${resolved.addresses.join(' ')}` : resolved.cause.id;
}

/** The address a container has on a network, and the beginning of its id. */
function of(reading: HostReading, name: string, network: string) {
  if ('unread' in reading.docker) throw new Error(reading.docker.unread);
  const container = reading.docker.containers.find(one => one.name === name);
  const address = container?.endpoints.find(one => one.network === network)?.address;
  if (container === undefined || address === undefined) throw new Error(`${name} on ${network}`);
  return { address, id: container.id.slice(0, 12) };
}

describe.each(['20.10', '26.1', '28.5'])('on Docker %s a container', generation => {
  const reading = read(generation);
  const web = of(reading, 'web', 'front');
  const db = of(reading, 'db', 'back');

  test('knows those on its networks by name, in any case, by id, and with the network behind it', () => {
    for (const name of ['web', 'WEB', 'web.front', web.id])
      expect(resolve(reading, 'client', name), name).toBe(`docker ${web.address}`);
    expect(resolve(reading, 'client', 'web.back')).toBe('name-unknown');
  });

  test('knows an alias where it holds, and not elsewhere', () => {
    expect(resolve(reading, 'api', 'data')).toBe(`docker ${db.address}`);
    expect(resolve(reading, 'client', 'data')).toBe('alias-other-network');
  });

  test('asks as the one whose namespace it shares', () => {
    expect(resolve(reading, 'side', 'client')).toBe(`docker ${of(reading, 'client', 'front').address}`);
    expect(resolve(reading, 'side', 'db')).toBe('name-no-shared-network');
  });

  test('knows the machines of the lab by their names, by way of its host', () => {
    expect(resolve(reading, 'client', 'outside')).toBe('lab 203.0.113.10');
    expect(resolve(reading, 'old', 'host1')).toBe('lab 10.77.0.2');
  });

  test('finds itself in its hosts file', () => {
    expect(resolve(reading, 'client', 'localhost')).toBe('hosts 127.0.0.1');
  });

  test('learns nothing of those that do not run, or are on no network', () => {
    expect(resolve(reading, 'db', 'gone')).toBe('name-stopped');
    expect(resolve(reading, 'client', 'never')).toBe('name-stopped');
    expect(resolve(reading, 'client', 'hosty')).toBe('name-host-mode');
    expect(resolve(reading, 'old', 'plain')).toBe('name-default-bridge');
  });

  test('asks in vain where the loopback is down behind which its name server is', () => {
    const seen = snapshotOf([reading]);
    const stacks = Object.entries(seen.stacks).map(([id, stack]) => {
      const links = stack.links.map(link => (link.kind === 'loopback' ? { ...link, up: false } : link));
      return [id, { ...stack, links }];
    });
    const mute = { ...seen, stacks: Object.fromEntries(stacks) };
    const asked = (name: string) => {
      const found = findPlace(mute, 'client');
      if (found.is !== 'found') throw new Error('client');
      const resolved = resolveAt(mute, found.place, name);
      return resolved.is === 'asked-on' ? `${resolved.server} ${resolved.cause.id}` : resolved.is;
    };
    expect(asked('web')).toBe('127.0.0.11 loopback-down');
    // The hosts file is read without any network.
    expect(asked('localhost')).toBe('found');
  });

  test('may be told a name that nobody here knows by a server that nobody here knows', () => {
    const elsewhere = { ...reading, names: null };
    expect(resolve(elsewhere, 'client', 'wed')).toBe('name-unknown');
    const seen = snapshotOf([elsewhere]);
    const found = findPlace(seen, 'client');
    if (found.is !== 'found') throw new Error('client');
    expect(resolveAt(seen, found.place, 'wed')).toMatchObject({ is: 'asked-on', server: '10.77.0.2' });
  });
});

describe('a place', () => {
  const reading = read('26.1');

  test('is a container, a machine, or on one of several hosts', () => {
    const second: HostReading = { ...reading, name: 'host2', outside: undefined };
    const seen = snapshotOf([{ ...reading, outside: undefined }, second]);
    expect(findPlace(seen, 'host1/web')).toMatchObject({ is: 'found', place: { label: 'host1/web' } });
    expect(findPlace(seen, 'web')).toEqual({
      is: 'ambiguous',
      name: 'web',
      choices: ['host1/web', 'host2/web'],
    });
    expect(findPlace(seen, 'host2')).toMatchObject({ is: 'found', place: { label: 'host2/host' } });
    expect(findPlace(seen, 'host')).toMatchObject({ is: 'ambiguous' });
  });

  test('there is none of has the nearest names', () => {
    expect(findPlace(snapshotOf([reading]), 'whipser')).toEqual({
      is: 'unknown',
      name: 'whipser',
      near: ['whisper'],
    });
  });
});
