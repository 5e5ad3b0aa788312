import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { type HostReading, readHost } from '../../src/network/index.ts';
import { readerOf } from '../../src/probe/host-reader.ts';
import { busyHost } from './busy-host.ts';
import { testGeneration } from './fixture.ts';
import { must, sharedHost } from './talking.ts';

const host = sharedHost();
const kept = fileURLToPath(new URL(`../unit/network/readings/${testGeneration}.json`, import.meta.url));

/** What of a reading is the same whenever it is taken: names, not numbers. */
function outline({ docker, namespaces, named, outside }: HostReading) {
  if ('unread' in docker) throw new Error(docker.unread);
  return {
    version: docker.version,
    containers: docker.containers
      .map(({ name, state, mode, endpoints }) => ({
        name,
        state,
        mode: mode.replace(/:.*/, ''),
        networks: endpoints.map(({ network }) => network).sort(),
      }))
      .sort((one, other) => one.name.localeCompare(other.name)),
    networks: docker.networks.map(({ name, driver, internal }) => ({ name, driver, internal })),
    namespaces: Object.keys(namespaces).length,
    named: Object.keys(named),
    outside: outside !== undefined && 'namespace' in outside,
  };
}

/**
 * With `NETDOJO_RECORD=1` it is kept anew for the unit tests of the model, once on each engine; the drawings in those of the
 * map follow it with `-u`.
 */
test('reads a busy host as it is kept for the unit tests', { timeout: 120_000 }, async () => {
  await must(host(), busyHost);
  const reading = await readHost(readerOf(host(), true, new AbortController().signal));
  expect(reading.host).toHaveProperty('namespace');
  if (process.env.NETDOJO_RECORD !== undefined) writeFileSync(kept, `${JSON.stringify(reading, null, 1)}\n`);
  const recorded: HostReading = JSON.parse(readFileSync(kept, 'utf8'));
  expect(outline(reading)).toEqual(outline(recorded));
});
