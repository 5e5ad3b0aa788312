import { expect, test } from 'vitest';
import type { LabHost } from '../../../src/lab/index.ts';
import { watchNetwork } from '../../../src/session/network.ts';

/** A host whose Docker and prober answer nothing until a test lets them. */
function silentHost() {
  const waiting: (() => void)[] = [];
  let reads = 0;
  const pause = () => new Promise<void>(resolve => waiting.push(resolve));
  const host = {
    name: 'host1',
    docker: {
      listContainers: async () => {
        reads += 1;
        await pause();
        return [];
      },
      listNetworks: async () => [],
      version: async () => ({ Version: '26.1.5' }),
    },
    prober: { ask: async () => ({ unmeasured: 'no-namespace' }) },
  };
  return {
    // What reading a network uses of a host, and nothing else.
    host: host as unknown as LabHost,
    reads: () => reads,
    answer: () => {
      for (const go of waiting.splice(0)) go();
    },
  };
}

test('nobody reads a network at which nobody looks', () => {
  const { host, reads } = silentHost();
  const network = watchNetwork(() => ({ hosts: new Map([['host1', host]]) }));
  network.changed();
  expect(reads()).toBe(0);
});

test('what changes while it is read is read once more, however much that was', async () => {
  const { host, reads, answer } = silentHost();
  const lab = { hosts: new Map([['host1', host]]) };
  const network = watchNetwork(() => lab);
  let news = 0;
  const leave = network.subscribe(() => {
    news += 1;
  });
  await expect.poll(reads).toBe(1);
  network.changed();
  network.changed();
  answer();
  await expect.poll(reads).toBe(2);
  answer();
  await expect.poll(() => news).toBe(2);
  expect(network.getSnapshot()?.machines.map(({ name }) => name)).toEqual(['host1', 'outside']);
  leave();
  network.changed();
  expect(reads()).toBe(2);
});

test('of a lab that was left nothing is shown', async () => {
  const { host, reads, answer } = silentHost();
  let lab: { hosts: ReadonlyMap<string, LabHost> } | undefined = { hosts: new Map([['host1', host]]) };
  const network = watchNetwork(() => lab);
  network.subscribe(() => {});
  await expect.poll(reads).toBe(1);
  lab = undefined;
  answer();
  expect(network.getSnapshot()).toBeUndefined();
});
