import { describe, expect, test } from 'vitest';
import type { LabHost, Namespace } from '../../src/lab/index.ts';
import { findPlace, type Place, predict, snapshot } from '../../src/network/index.ts';
import { readerOf } from '../../src/probe/host-reader.ts';
import { reach } from '../../src/probe/reach.ts';
import { brokenHosts, shellWords } from './broken-hosts.ts';
import { hostOf, withLab } from './fixture.ts';
import { must } from './talking.ts';

function namespaceOf({ at, container }: Place): Namespace {
  if (at === 'host' || at === 'outside') return at;
  return { pid: container?.pid ?? 0 };
}

async function measured(
  at: LabHost,
  ns: Namespace,
  address: string,
  protocol: string,
  port = 0,
): Promise<string> {
  const answer =
    protocol === 'icmp'
      ? await at.prober.ask('ping', { ns, address })
      : protocol === 'udp'
        ? await at.prober.ask('udp', { ns, address, port, send: 'text' })
        : await at.prober.ask('connect', { ns, address, port });
  if ('unmeasured' in answer) return `? ${answer.unmeasured}`;
  const found = reach(answer.attempts, answer.around, { watched: false });
  return found.measured ? found.outcome : `? ${found.why.code}`;
}

describe.concurrent('the cause that is named first', () => {
  test.for(brokenHosts)('$cause: $title', { timeout: 120_000 }, async broken => {
    await withLab(async lab => {
      const host = hostOf(lab);
      await must(host, `${shellWords}\n${broken.build}`);
      const seen = await snapshot([readerOf(host, true, new AbortController().signal)]);
      const found = findPlace(seen, broken.from);
      if (found.is !== 'found') throw new Error(found.is);
      const { protocol = 'tcp', port } = broken;
      const predicted = predict(seen, { from: found.place, to: broken.to, protocol, port });
      const [address] = predicted.aim.addresses;
      const named = predicted.aim.resolved;
      console.log(
        broken.cause,
        predicted.blocks.map(b => `${b.step}:${b.cause.id}`).join(' '),
        '=>',
        predicted.outcomes.join('|'),
        named?.is,
        address && found.place.stack
          ? await measured(host, namespaceOf(found.place), address, protocol, port)
          : '-',
      );
      expect(predicted.blocks[0]?.cause.id).toBe(broken.cause);
    });
  });
});
