import { describe, expect, it } from 'vitest';
import type { Attempt, Surroundings } from '../../../src/lab/index.ts';
import { judgeReached } from '../../../src/probe/judgement.ts';
import { commonCodes } from '../../../src/probe/obstacle.ts';
import { nameReached, reach, reachCodes } from '../../../src/probe/reach.ts';
import { answered, calm, hasWords, silence, timedOut, unknownName } from './fixtures.ts';

type Row = {
  readonly why: string;
  readonly attempts: readonly Attempt[];
  readonly around: Surroundings | null;
  readonly watched?: boolean;
  readonly gives: string;
  readonly proven?: boolean;
};

const rows: readonly Row[] = [
  { why: 'an answer is open', attempts: [answered], around: null, gives: 'outcome.open' },
  {
    why: 'an answer after silence is open',
    attempts: [timedOut, answered],
    around: null,
    gives: 'outcome.open',
  },
  {
    why: 'ECONNREFUSED is an answer and needs no control',
    attempts: [{ result: 'ECONNREFUSED', ms: 0.1 }],
    around: null,
    gives: 'outcome.refused',
  },
  {
    why: 'an open connection without data is no-data',
    attempts: [{ result: 'no-data', ms: 1500 }],
    around: null,
    gives: 'outcome.no-data',
  },
  {
    why: 'ENETUNREACH is unreachable, proven by the control',
    attempts: [{ result: 'ENETUNREACH', ms: 0.1 }],
    around: calm,
    gives: 'outcome.unreachable',
  },
  {
    why: 'ENETUNREACH without a control is not proven',
    attempts: [{ result: 'ENETUNREACH', ms: 0.1 }],
    around: { ...calm, control: 'timeout' },
    gives: 'outcome.unreachable',
    proven: false,
  },
  {
    why: 'a missing IPv6 address is unreachable',
    attempts: [{ result: 'EADDRNOTAVAIL', ms: 0.1 }],
    around: calm,
    gives: 'outcome.unreachable',
  },
  {
    why: 'EHOSTUNREACH is no route to host',
    attempts: [{ result: 'EHOSTUNREACH', ms: 0.1 }],
    around: calm,
    gives: 'outcome.no-route',
  },
  {
    why: 'silence in front of an unanswered ARP is no route to host',
    attempts: silence,
    around: { ...calm, neighbour: 'INCOMPLETE' },
    gives: 'outcome.no-route',
  },
  {
    why: 'silence in front of a failed ARP is no route to host',
    attempts: silence,
    around: { ...calm, neighbour: 'FAILED' },
    gives: 'outcome.no-route',
  },
  {
    why: 'silence with all in order around it is dropped',
    attempts: silence,
    around: calm,
    gives: 'outcome.dropped',
  },
  {
    why: 'silence on a link that needs no ARP is dropped',
    attempts: silence,
    around: { ...calm, neighbour: null },
    gives: 'outcome.dropped',
  },
  {
    why: 'silence where the kernel had no room for the next hop says nothing',
    attempts: silence,
    around: { ...calm, neighbour: 'FULL' },
    gives: 'unmeasured.neighbours-full',
  },
  {
    why: 'an open control counts as well as a refused one',
    attempts: silence,
    around: { ...calm, control: 'ok' },
    gives: 'outcome.dropped',
  },
  {
    why: 'silence without a control says nothing',
    attempts: silence,
    around: { ...calm, control: null },
    gives: 'unmeasured.no-control',
  },
  {
    why: 'silence with a silent control says nothing',
    attempts: silence,
    around: { ...calm, control: 'timeout' },
    gives: 'unmeasured.no-control',
  },
  {
    why: 'silence with a full listen queue says nothing',
    attempts: silence,
    around: { ...calm, listenOverflows: 2 },
    watched: true,
    gives: 'unmeasured.overflow',
  },
  {
    why: 'silence says nothing when the known target could not be read',
    attempts: silence,
    around: { ...calm, listenOverflows: null },
    watched: true,
    gives: 'unmeasured.overflow-unreadable',
  },
  {
    why: 'an unwatched target has no listen queue to read',
    attempts: silence,
    around: { ...calm, listenOverflows: null },
    watched: false,
    gives: 'outcome.dropped',
  },
  { why: 'silence alone says nothing', attempts: silence, around: null, gives: 'unmeasured.no-surroundings' },
  { why: 'no attempt says nothing', attempts: [], around: calm, gives: 'unmeasured.no-surroundings' },
  {
    why: 'an attempt that was not made says nothing',
    attempts: [timedOut, { result: 'unmeasured:ESRCH', ms: 0 }],
    around: calm,
    gives: 'unmeasured.probe',
  },
  {
    why: 'an errno that points nowhere says nothing',
    attempts: [{ result: 'EPERM', ms: 0.1 }],
    around: calm,
    gives: 'unmeasured.errno',
  },
];

describe('what became of attempts', () => {
  it.each(rows)('$why', ({ attempts, around, watched, gives, proven }) => {
    const what = reach(attempts, around, { watched: watched ?? false });
    const said = what.measured ? what.got : what.why;
    expect(said.code).toBe(gives);
    expect([...reachCodes, ...commonCodes]).toContain(said.code);
    hasWords(said);
    if (what.measured) {
      expect(what.proven).toBe(proven ?? true);
      if (what.control !== undefined) hasWords(what.control);
    }
  });

  it('counts the attempts of a drop and adds up their time', () => {
    const what = reach(silence, calm, { watched: false });
    expect(what.measured && what.got.params).toEqual({ ms: 450, attempts: 3 });
  });
});

describe('what became of a name', () => {
  const codeOf = (lookup: typeof unknownName) => {
    const what = nameReached(lookup);
    if (what === undefined) return 'found';
    hasWords(what.measured ? what.got : what.why);
    return what.measured ? `${what.got.code} ${what.proven ? 'proven' : 'unproven'}` : what.why.code;
  };

  it.each([
    ['NXDOMAIN is no such name', { code: 'NXDOMAIN' }, 'outcome.no-such-name proven'],
    ['an empty answer is no such name (ndots:1)', { code: 'NOERROR' }, 'outcome.no-such-name proven'],
    [
      "SERVFAIL of Docker's own server is no such name: it asked on because it didn't know it",
      { code: 'SERVFAIL' },
      'outcome.no-such-name proven',
    ],
    [
      'SERVFAIL of another server says nothing',
      { code: 'SERVFAIL', server: '10.77.0.2' },
      'unmeasured.resolver',
    ],
    ['a silent server says nothing', { code: 'timeout' }, 'unmeasured.resolver-silent'],
    [
      'a server out of reach gives no name, without proof',
      { code: 'ENETUNREACH' },
      'outcome.no-such-name unproven',
    ],
    [
      'no server at all gives no name, without proof',
      { code: null, server: null },
      'outcome.no-such-name unproven',
    ],
    ['an address is found', { addresses: ['172.18.0.2'], code: 'NOERROR' }, 'found'],
  ] as const)('%s', (_, fields, gives) => {
    expect(codeOf({ ...unknownName, ...fields })).toBe(gives);
  });
});

describe('holding an outcome against the expectation', () => {
  it('passes a positive on one answer', () => {
    expect(judgeReached('open', reach([answered], null, { watched: false })).verdict).toBe('pass');
  });

  it('passes a proven negative, and shows its control', () => {
    const judged = judgeReached('dropped', reach(silence, calm, { watched: false }));
    expect(judged.verdict).toBe('pass');
    expect(judged.control?.code).toBe('control.tcp');
  });

  it('does not pass an unproven negative: it could not be measured', () => {
    const attempts = [{ result: 'ENETUNREACH', ms: 0.1 }];
    const what = reach(attempts, { ...calm, control: null }, { watched: false });
    expect(judgeReached('unreachable', what).verdict).toBe('could-not-measure');
    expect(judgeReached('open', what)).toMatchObject({
      verdict: 'fail',
      got: { code: 'outcome.unreachable' },
    });
  });

  it('fails a negative that turns out open, and one that fails in another way', () => {
    expect(judgeReached('dropped', reach([answered], null, { watched: false })).verdict).toBe('fail');
    const refused = reach([{ result: 'ECONNREFUSED', ms: 0.1 }], null, { watched: false });
    expect(judgeReached('dropped', refused)).toMatchObject({
      verdict: 'fail',
      got: { code: 'outcome.refused' },
    });
  });

  it('neither passes nor fails what was not measured', () => {
    const what = reach(silence, { ...calm, control: null }, { watched: false });
    expect(judgeReached('open', what).verdict).toBe('could-not-measure');
    expect(judgeReached('dropped', what).verdict).toBe('could-not-measure');
  });
});
