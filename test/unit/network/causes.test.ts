import { describe, expect, test } from 'vitest';
import { findPlace, predict, reasonsOpen, type Snapshot, snapshotOf } from '../../../src/network/index.ts';
import { type Broken, brokenHosts } from '../../live/broken-hosts.ts';
import { keptReadings } from './kept-readings.ts';

function predicted(seen: Snapshot, { from, to, port, protocol = 'tcp' }: Broken) {
  const found = findPlace(seen, from);
  if (found.is !== 'found') throw new Error(`${found.is}: ${from}`);
  const question = { from: found.place, to, port, protocol };
  const prediction = predict(seen, question);
  return { ...prediction, reasons: reasonsOpen(seen, question, prediction) };
}

describe.each(['20.10', '26.1', '28.5'])('on Docker %s, from a reading', generation => {
  const kept = keptReadings(generation);

  test.each(brokenHosts)('$cause is named first for $title', broken => {
    const one = kept[broken.title];
    if (one === undefined) throw new Error('not kept: run test/live/causes.test.ts with NETDOJO_RECORD=1');
    const { blocks, outcomes, reasons } = predicted(snapshotOf([one.reading]), broken);
    expect([...blocks.map(({ cause }) => cause), ...reasons][0]?.id).toBe(broken.cause);
    const felt = one.measured === 'open' && outcomes.includes('no-data') ? 'no-data' : one.measured;
    // Where nobody can tell, nothing is predicted: neither what was measured nor anything else.
    if (broken.cause === 'undetermined' || broken.cause === 'source-not-running')
      expect(outcomes).toEqual([]);
    else expect(outcomes).toContain(felt);
  });
});

test('a name of another host is told with that host', () => {
  const [one] = Object.values(keptReadings('26.1')).filter(({ reading }) => !('unread' in reading.docker));
  if (one === undefined) throw new Error('no reading kept');
  const { reading } = one;
  if ('unread' in reading.docker) throw new Error('unread');
  const [first] = reading.docker.containers;
  if (first === undefined) throw new Error('no container');
  // The same host under another name, with one more container.
  const more = { ...first, id: 'f'.repeat(64), name: 'elsewhere' };
  const other = { ...reading, name: 'host2', docker: { ...reading.docker, containers: [more] } };
  const seen = snapshotOf([reading, other]);
  const found = findPlace(seen, `host1/${first.name}`);
  if (found.is !== 'found') throw new Error(found.is);
  const { blocks } = predict(seen, { from: found.place, to: 'elsewhere', protocol: 'tcp', port: 80 });
  expect(blocks.map(({ cause }) => cause)).toContainEqual(
    expect.objectContaining({ id: 'name-other-host', params: expect.objectContaining({ host: 'host2' }) }),
  );
});

test('of several rules that each let it through, none is said to be the one', () => {
  const title = 'a rule that accepts what icc=false forbids';
  const broken = brokenHosts.find(one => one.title === title);
  const reading = keptReadings('26.1')[title]?.reading;
  if (broken === undefined || reading === undefined || 'unread' in reading.rules) throw new Error('not kept');
  const rules = Object.entries(reading.rules).map(([id, text]) => [
    id,
    typeof text !== 'string'
      ? text
      : text.replace(/^(\[.*\] )(-A FORWARD -j ACCEPT)$/m, '$1$2\n$1-A FORWARD -p tcp -j ACCEPT'),
  ]);
  const { reasons } = predicted(snapshotOf([{ ...reading, rules: Object.fromEntries(rules) }]), broken);
  expect(reasons).toMatchObject([
    {
      id: 'rule-accepts',
      params: {
        rule: ['-A FORWARD -j ACCEPT', '-A FORWARD -p tcp -j ACCEPT'],
        why: { code: 'cause.icc-off' },
      },
    },
  ]);
});
