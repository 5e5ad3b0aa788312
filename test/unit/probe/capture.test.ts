import { describe, expect, it } from 'vitest';
import { type CaptureRaw, capture } from '../../../src/probe/kinds/capture.ts';
import { nameReached, reach } from '../../../src/probe/reach.ts';
import { probeClass, titleOf } from '../../../src/probe/schema/index.ts';
import { say } from '../../../src/text/index.ts';
import { answered, calm, checkOf, isListed, silence, unknownName } from './fixtures.ts';

const open = reach([answered], null, { watched: false });
const dropped = reach(silence, { ...calm, listenOverflows: null }, { watched: false });
const unreachable = reach([{ result: 'ENETUNREACH', ms: 0.1 }], calm, { watched: false });
const nameless = nameReached(unknownName) ?? open;

const masqueraded = { interface: 'eth0', source: '10.77.0.2', destination: '203.0.113.10', port: 80 };
const raw: CaptureRaw = {
  where: 'host',
  shell: { at: 'host' },
  interfaces: ['eth0'],
  wanted: {},
  attempt: open,
  left: 1,
  seen: [masqueraded],
  lost: 0,
};

const check = (seen: boolean, fields = {}) =>
  checkOf('capture', {
    at: 'host',
    on: 'eth0',
    seen,
    during: { probe: 'tcp', from: 'box1', to: '{ip:outside}', port: 80 },
    ...fields,
  });

describe('capture', () => {
  it.each([
    ['seen', {}, true, 'pass', 'capture.seen'],
    ['seen', {}, false, 'fail', 'capture.seen'],
    ['seen with its source', { wanted: { source: '10.77.0.2' } }, true, 'pass', 'capture.seen'],
    ['seen from a subnet', { wanted: { source: '10.77.0.0/24', port: '80' } }, true, 'pass', 'capture.seen'],
    ['seen with another source', { wanted: { source: '172.17.0.2' } }, true, 'fail', 'capture.other'],
    ['seen with another source', { wanted: { source: '172.17.0.2' } }, false, 'pass', 'capture.other'],
    ['seen going elsewhere', { wanted: { destination: '172.17.0.2' } }, true, 'fail', 'capture.other'],
    ['seen on another port', { wanted: { port: '8080' } }, true, 'fail', 'capture.other'],
    ['not seen', { seen: [], attempt: dropped }, false, 'pass', 'capture.not-seen'],
    ['not seen', { seen: [], attempt: dropped }, true, 'fail', 'capture.not-seen'],
    [
      'not seen, and some were lost',
      { seen: [], lost: 3 },
      false,
      'could-not-measure',
      'unmeasured.capture-lost',
    ],
    [
      'not seen, and some were lost',
      { seen: [], lost: 3 },
      true,
      'could-not-measure',
      'unmeasured.capture-lost',
    ],
    ['seen, although some were lost', { lost: 3 }, true, 'pass', 'capture.seen'],
    ['never sent', { seen: [], left: 0, attempt: unreachable }, true, 'fail', 'capture.not-sent'],
    [
      'never sent',
      { seen: [], left: 0, attempt: unreachable },
      false,
      'could-not-measure',
      'unmeasured.capture-not-sent',
    ],
    [
      'without a name',
      { seen: [], left: 0, attempt: nameless },
      false,
      'could-not-measure',
      'unmeasured.capture-not-sent',
    ],
  ] as const)('%s %#: wanted seen %j', (_, fields, seen, verdict, code) => {
    const judged = capture.judge(check(seen), { ...raw, ...fields });
    expect(judged).toMatchObject({ verdict, got: { code } });
    isListed('capture', judged.got);
  });

  it('that nothing is seen is proven by what was seen leaving', () => {
    expect(capture.judge(check(false), { ...raw, seen: [], left: 3 }).control).toEqual({
      code: 'control.sent',
      params: { count: 3 },
    });
  });

  it('shows the packets, and the capture a learner would type', () => {
    expect(capture.judge(check(true), raw).evidence).toEqual({
      command: 'tcpdump -nni eth0 tcp',
      output: '# probe: eth0 10.77.0.2 > 203.0.113.10.80',
    });
    expect(say('en', titleOf(check(true)))).toBe(
      "in the lab host on eth0 packets are seen of box1 → the outside host's address, port 80/tcp",
    );
  });

  it('runs only when asked for', () => {
    expect(probeClass({ probe: 'capture' })).toBe('request');
    expect(probeClass({ probe: 'throughput' })).toBe('request');
  });
});
