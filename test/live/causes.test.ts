import { afterAll, describe, expect, test } from 'vitest';
import type { LabHost } from '../../src/lab/index.ts';
import { readHost } from '../../src/network/index.ts';
import { readerOf } from '../../src/probe/host-reader.ts';
import { viewOfLab, why } from '../../src/probe/index.ts';
import { keepReadings, keptReadings } from '../unit/network/kept-readings.ts';
import { type Broken, brokenHosts, shellWords } from './broken-hosts.ts';
import { hostOf, testGeneration, withLab } from './fixture.ts';
import { must } from './talking.ts';

const { signal } = new AbortController();

const kept = keptReadings(testGeneration);

// With NETDOJO_RECORD=1 all are kept anew for the unit tests of the causes, once on each engine.
afterAll(() => {
  if (process.env.NETDOJO_RECORD !== undefined) keepReadings(testGeneration, kept);
});

async function explained({ from, to, port, protocol = 'tcp' }: Broken, lab: Parameters<typeof viewOfLab>[0]) {
  const told = await why({ from, to, protocol, port }, viewOfLab(lab, signal), signal, () => {});
  if ('is' in told) throw new Error(`${told.is}: ${told.name}`);
  return told;
}

async function record(broken: Broken, host: LabHost, measured: string): Promise<void> {
  kept[broken.title] = { reading: await readHost(readerOf(host, true, signal)), measured };
}

describe.concurrent(`on Docker ${testGeneration}, the first cause named`, () => {
  test.for(brokenHosts)('is $cause for $title', { timeout: 120_000 }, async broken => {
    await withLab(async lab => {
      const host = hostOf(lab);
      await must(host, `${shellWords}\n${broken.build}`);
      const told = await explained(broken, lab);
      const measured = told.measured.measured ? told.measured.outcome : told.measured.why.code;
      expect({ first: told.causes[0]?.id, predicted: told.predicted, measured, agrees: told.agrees }).toEqual(
        {
          first: broken.cause,
          predicted: told.predicted,
          measured,
          // What cannot be predicted, or has nowhere to start, cannot be compared.
          agrees: broken.cause === 'undetermined' || broken.cause === 'source-not-running' ? undefined : true,
        },
      );
      if (process.env.NETDOJO_RECORD !== undefined) await record(broken, host, measured);
    });
  });
});
