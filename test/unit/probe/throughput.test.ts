import { describe, expect, it } from 'vitest';
import { compareThroughput, throughput } from '../../../src/probe/kinds/throughput.ts';
import { nameReached } from '../../../src/probe/reach.ts';
import { checkOf, isListed, unknownName } from './fixtures.ts';

const check = checkOf('throughput', {
  fast: { from: 'box1', to: '{ip:web}' },
  slow: { from: 'box1', to: '{ip:host}', port: '{port:web/80}' },
  atLeast: 1.5,
});

/** A way on which so many Mbit/s came in each turn. */
const way = (...speeds: readonly number[]) => ({
  shell: { at: 'host' } as const,
  url: 'http://172.17.0.2:80/bytes/1',
  turns: speeds.map(speed => ({ result: 'ok', bytes: (speed * 1_000 * 80) / 8, ms: 80 })),
  unnamed: undefined,
});
const ended = (result: string) => ({ ...way(), turns: [{ result, bytes: 0, ms: 0 }] });
const lookup = nameReached(unknownName);
const nameless = { ...way(), unnamed: lookup?.measured === true ? lookup.got : undefined };
const silentServer = { ...way(), unnamed: { code: 'unmeasured.resolver-silent', params: { server: '-' } } };

describe('throughput', () => {
  it.each([
    ['twice as fast', way(400, 410, 390), way(200, 190, 210), 'pass', 'throughput.ratio'],
    ['a little faster', way(400, 410, 390), way(390, 380, 400), 'fail', 'throughput.ratio'],
    [
      'most turns held up, of the fast one',
      way(806, 3853, 3389, 460, 20719, 1208, 18950),
      way(3138, 5829, 2464, 3554, 4508, 5790, 620),
      'pass',
      'throughput.ratio',
    ],
    [
      'all but one turn held up, of the fast one',
      way(806, 3853, 3389, 460, 20719),
      way(3138, 5829, 2464, 3554, 4508),
      'could-not-measure',
      'unmeasured.throughput-scatter',
    ],
    [
      'one turn that was lucky, of two that are alike',
      way(5553, 5687, 5335, 8370, 6362),
      way(4312, 5157, 5932, 4143, 1056),
      'could-not-measure',
      'unmeasured.throughput-scatter',
    ],
    [
      'most turns held up, of two that are alike',
      way(6978, 3351, 2949, 4196, 3563),
      way(627, 2118, 7006, 1860, 7060),
      'fail',
      'throughput.ratio',
    ],
    ['closed', ended('ECONNREFUSED'), way(1), 'fail', 'throughput.closed'],
    ['closed', way(1), ended('timeout'), 'fail', 'throughput.closed'],
    ['no page', way(1), ended('no-data'), 'could-not-measure', 'unmeasured.throughput-page'],
    ['another page', ended('short'), way(1), 'could-not-measure', 'unmeasured.throughput-page'],
    ['nothing on either', way(0), way(0), 'could-not-measure', 'unmeasured.throughput-noise'],
    ['no such name', nameless, way(1), 'fail', 'outcome.no-such-name'],
    ['no name server', silentServer, way(1), 'could-not-measure', 'unmeasured.resolver-silent'],
  ] as const)('%s %#', (_, fast, slow, verdict, code) => {
    const judged = throughput.judge(check, { fast, slow });
    expect(judged).toMatchObject({ verdict, got: { code } });
    isListed('throughput', judged.got);
  });

  it('says the ratio and both speeds', () => {
    const judged = throughput.judge(check, { fast: way(400, 410, 390), slow: way(200, 190, 210) });
    expect(judged.got.params).toEqual({ times: 1.95, fast: 410, slow: 210 });
    expect(judged.evidence?.output).toBe(
      '# probe: fast 400 410 390 Mbit/s\n# probe: slow 200 190 210 Mbit/s',
    );
  });
});

describe('throughput without an expectation', () => {
  it.each([
    [way(400, 410, 390), way(200, 190, 210), 'faster'],
    [way(200, 190, 210), way(400, 410, 390), 'slower'],
    [way(400, 410, 390), way(390, 380, 400), 'alike'],
    [way(400, 410, 390), way(300, 310, 290), 'alike'],
    [way(300, 310, 290), way(400, 410, 390), 'alike'],
  ] as const)('is named by the way that is `atLeast` times as fast, if one is: %#', (fast, slow, outcome) => {
    expect(compareThroughput(check, { fast, slow })).toMatchObject({
      outcome,
      judged: { got: { code: 'throughput.ratio' } },
    });
  });

  it.each([
    ['one turn decides that it is faster', way(300, 200, 200), way(180, 180, 180)],
    ['one turn decides that it is slower', way(180, 180, 180), way(300, 200, 200)],
  ] as const)('is not known as long as %s', (_, fast, slow) => {
    expect(compareThroughput(check, { fast, slow })).toMatchObject({
      outcome: undefined,
      judged: { got: { code: 'unmeasured.throughput-scatter' } },
    });
  });

  it('is not known where one of the two is closed', () => {
    expect(compareThroughput(check, { fast: ended('ECONNREFUSED'), slow: way(1) })).toMatchObject({
      outcome: undefined,
      judged: { got: { code: 'throughput.closed' } },
    });
  });
});
