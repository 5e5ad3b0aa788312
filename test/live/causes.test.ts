import { afterAll, describe, expect, test } from 'vitest';
import { generations, type LabHost } from '../../src/lab/index.ts';
import { readHost } from '../../src/network/index.ts';
import { readerOf } from '../../src/probe/host-reader.ts';
import { viewOfLab, why } from '../../src/probe/index.ts';
import { type Kept, keepReadings, keptReadings } from '../unit/network/kept-readings.ts';
import { type Broken, brokenHosts, shellWords } from './broken-hosts.ts';
import { hostOf, oneHost, testGeneration, withLab } from './fixture.ts';
import { rotation, thirdFor } from './proof-rotation.ts';
import { must } from './talking.ts';

const { signal } = new AbortController();
const recording = process.env.NETDOJO_RECORD !== undefined;

// With NETDOJO_RECORD=1 the readings are kept anew for the unit tests of the causes, once on each engine.
const kept: Record<string, Kept> = recording ? keptReadings(testGeneration) : {};
afterAll(() => {
  if (recording) keepReadings(testGeneration, kept);
});

async function explained({ from, to, port, protocol = 'tcp' }: Broken, lab: Parameters<typeof viewOfLab>[0]) {
  const told = await why({ from, to, protocol, port }, viewOfLab(lab, signal), signal, () => {});
  if ('is' in told) throw new Error(`${told.is}: ${told.name}`);
  return told;
}

async function record(broken: Broken, host: LabHost, measured: string): Promise<void> {
  kept[broken.title] = { reading: await readHost(readerOf(host, true, signal)), measured };
}

/** What cannot be predicted, or has nowhere to start, cannot be compared. */
const unpredictable: readonly string[] = ['undetermined', 'source-not-running'];

// All on the default engine, and a third on each of the others, another third each day.
const others = recording || process.env.NETDOJO_TEST_ENGINE !== undefined ? [] : generations;
const plans = [
  { generation: testGeneration, set: brokenHosts },
  ...others
    .filter(generation => generation !== testGeneration)
    .map((generation, at) => ({ generation, set: thirdFor(brokenHosts, at, rotation()) })),
];

describe.each(plans)('on Docker $generation, the first cause named', ({ generation, set }) => {
  test.concurrent.for(set)('is $cause for $title', { timeout: 240_000 }, async broken => {
    await withLab(
      async lab => {
        const host = hostOf(lab);
        await must(host, `${shellWords}\n${broken.build}`);
        const told = await explained(broken, lab);
        const measured = told.measured.measured ? told.measured.outcome : told.measured.why.code;
        expect({ first: told.causes[0]?.id, measured, agrees: told.agrees }).toEqual({
          first: broken.cause,
          measured,
          agrees: unpredictable.includes(broken.cause) ? undefined : true,
        });
        // A narrow place lets small packets through: it shows only where a large one is sent.
        if (broken.cause === 'mtu') expect(told.steps.at(-1)).toMatchObject({ id: 'size', verdict: 'fail' });
        if (recording) await record(broken, host, measured);
      },
      { spec: { ...oneHost, generation } },
    );
  });
});
