import { expect, test } from 'vitest';
import type { LabHost, Namespace } from '../../src/lab/index.ts';
import { cellText, type Place, placesOf, predict, snapshot } from '../../src/network/index.ts';
import { readerOf } from '../../src/probe/host-reader.ts';
import { type Matrix, matrix, viewOfLab } from '../../src/probe/index.ts';
import { reach } from '../../src/probe/reach.ts';
import { busyHost } from './busy-host.ts';
import { must, sharedHost } from './talking.ts';

const host = sharedHost();

/** What one connect comes to, as a word; a question mark where it was not measured. */
async function measured(at: LabHost, ns: Namespace, address: string, port: number): Promise<string> {
  const answer = await at.prober.ask('connect', { ns, address, port });
  if ('unmeasured' in answer) return `? ${answer.unmeasured}`;
  const found = reach(answer.attempts, answer.around, { watched: false });
  return found.measured ? found.outcome : `? ${found.why.code}`;
}

function namespaceOf({ at, container }: Place): Namespace {
  if (at === 'host' || at === 'outside') return at;
  return { pid: container?.pid ?? 0 };
}

test('predicts for all pairs of a busy host what is measured', { timeout: 120_000 }, async () => {
  await must(host(), busyHost);
  const seen = await snapshot([readerOf(host(), true, new AbortController().signal)]);
  expect(seen.unread).toEqual([]);
  const places = placesOf(seen).filter(({ stack }) => stack !== undefined);
  const targets = places.flatMap(place =>
    (place.stack?.links ?? []).flatMap(({ addresses, name }) =>
      addresses
        .filter(({ address }) => !address.includes(':') && address !== '127.0.0.1')
        .map(({ address }) => ({ address, label: `${place.label} ${name}` })),
    ),
  );
  const addresses = [...new Map(targets.map(one => [one.address, one])).values()];
  const asked = places.flatMap(from =>
    [80, 8000, 8080, 8081].flatMap(port =>
      [...addresses, { address: '127.0.0.1', label: 'loopback' }].map(({ address, label }) => ({
        from,
        address,
        label,
        port,
      })),
    ),
  );
  const differing = await Promise.all(
    asked.map(async ({ from, address, label, port }) => {
      const predicted = predict(seen, { from, to: address, protocol: 'tcp', port });
      const got = await measured(host(), namespaceOf(from), address, port);
      const agrees = predicted.outcomes.some(one => one === got || (one === 'no-data' && got === 'open'));
      return agrees
        ? []
        : [
            `${from.label} -> ${label} ${address}:${port}: predicted ${predicted.outcomes.join('|') || '?'} ` +
              `(${predicted.blocks.map(({ step, cause }) => `${step} ${cause.id}`).join(', ')}), measured ${got}`,
          ];
    }),
  );
  expect(asked.length).toBeGreaterThan(500);
  expect(differing.flat()).toEqual([]);
});

test.for([
  { protocol: 'tcp', by: 'name' },
  { protocol: 'tcp', by: 'address' },
  { protocol: 'icmp', by: 'name' },
  { protocol: 'dns', by: 'name' },
] as const)('the matrix of that host is measured as predicted: $protocol by $by', async asked => {
  const { signal } = new AbortController();
  const view = viewOfLab({ hosts: new Map([[host().name, host()]]) }, signal);
  let predicted: Matrix | undefined;
  const onPredicted = (seen: Matrix) => {
    predicted = seen;
  };
  const told = await matrix(asked, view, signal, { measure: true, onPredicted });
  // 14 containers that run, the host, and outside.
  expect(told.places).toHaveLength(16);
  expect(told.cells).toHaveLength(16 * 15);
  expect(predicted?.cells.every(cell => cell.measured === undefined)).toBe(true);
  const amiss = told.cells.filter(({ measured, agrees }) => measured?.measured !== true || agrees !== true);
  expect(amiss).toEqual([]);
  // Not all alike, or agreeing would be no feat.
  const letters = new Set(told.cells.map(cellText));
  expect(letters.size).toBeGreaterThan(asked.protocol === 'dns' ? 1 : 2);
});
