import type { Questions } from '../../lab/index.ts';
import { ask } from '../ask.ts';
import { prepare } from '../attempt.ts';
import { asRecord, typed } from '../evidence.ts';
import { type Judgement, verdictOf } from '../judgement.ts';
import { isObstacle, type Obstacle } from '../obstacle.ts';
import { nameReached } from '../reach.ts';
import type { Scene } from '../scene.ts';
import { attemptSaid, type CheckOf, type Said, said } from '../schema/index.ts';
import type { ShellSide, Source } from '../source.ts';
import type { Probe } from './probe.ts';

type Turn = Questions['stream']['answer'];

/** One of the two ways, and what came over it in each turn. */
type Measured = {
  readonly shell: ShellSide;
  readonly url: string;
  readonly turns: readonly Turn[];
  /** Why it could not be gone: its name has no address. */
  readonly unnamed: Said | undefined;
};

export type ThroughputRaw = { readonly fast: Measured; readonly slow: Measured };

/**
 * Turns of each way, one after the other, so that whatever else the machine does falls on both: so many at least, and up to
 * so many as long as they do not agree.
 */
const turns = { least: 5, most: 15 } as const;
/** Length of one. Milliseconds: five of each take 0.4 s, and a round is to take less than 1 s. */
const turnMs = 40;

/** Compares two ways by how much comes over each, in turns: a ratio, never a figure of its own. */
export const throughput: Probe<'throughput', ThroughputRaw> = {
  codes: [
    'throughput.ratio',
    'throughput.closed',
    'outcome.no-such-name',
    'unmeasured.resolver',
    'unmeasured.resolver-silent',
    'unmeasured.throughput-page',
    'unmeasured.throughput-noise',
    'unmeasured.throughput-scatter',
  ],

  run(check, scene, signal) {
    return goBoth(check, [check.atLeast], scene, signal);
  },

  judge(check, raw) {
    return judgeBy(check, [check.atLeast], raw);
  },

  asked: check =>
    said('asked.throughput', {
      fast: attemptSaid({ probe: 'tcp', ...check.fast }),
      slow: attemptSaid({ probe: 'tcp', ...check.slow }),
    }),
  expected: check => said('expect.throughput', { times: check.atLeast }),
};

/** As often as it takes to say which way is the faster one, `atLeast` times as fast, where neither is expected to be. */
export function goEitherWay(
  check: CheckOf<'throughput'>,
  scene: Scene,
  signal: AbortSignal,
): Promise<ThroughputRaw | Obstacle> {
  return goBoth(check, eitherWay(check), scene, signal);
}

/** `faster` when `fast` is that way, `slower` when `slow` is, else `alike`; undefined where `judged` says why it isn't known. */
export function compareThroughput(
  check: CheckOf<'throughput'>,
  raw: ThroughputRaw,
): { outcome: 'faster' | 'slower' | 'alike' | undefined; judged: Judgement } {
  const judged = judgeBy(check, eitherWay(check), raw);
  if (judged.got.code !== 'throughput.ratio') return { outcome: undefined, judged };
  const { ratio } = ratiosOf(best(raw.fast.turns), best(raw.slow.turns));
  if (ratio >= check.atLeast) return { outcome: 'faster', judged };
  return { outcome: 1 / ratio >= check.atLeast ? 'slower' : 'alike', judged };
}

function eitherWay({ atLeast }: CheckOf<'throughput'>): Bars {
  return [1 / atLeast, atLeast];
}

/** Ratios that decide something: no single turn may put two ways on this side of one of them or on that. */
type Bars = readonly number[];

async function goBoth(
  check: CheckOf<'throughput'>,
  bars: Bars,
  scene: Scene,
  signal: AbortSignal,
): Promise<ThroughputRaw | Obstacle> {
  const fast = await goes(check.fast, scene, signal);
  if (isObstacle(fast)) return fast;
  const slow = await goes(check.slow, scene, signal);
  if (isObstacle(slow)) return slow;
  const taken: { readonly fast: Turn[]; readonly slow: Turn[] } = { fast: [], slow: [] };
  for (let turn = 0; turn < turns.most; turn++) {
    if (turn >= turns.least && isSettled(bars, taken.fast, taken.slow)) break;
    for (const [way, list] of [
      [fast, taken.fast],
      [slow, taken.slow],
    ] as const) {
      if (way.address === undefined) continue;
      const { source, address, port } = way;
      const question = { ns: source.ns, address, port, ms: turnMs };
      const answer = await ask(source.host, 'stream', question, signal);
      if (isObstacle(answer)) return answer;
      list.push(answer);
    }
    // A way that is closed is not gone again and again.
    if ([...taken.fast, ...taken.slow].some(({ result }) => result !== 'ok')) break;
  }
  return { fast: { ...fast.shown, turns: taken.fast }, slow: { ...slow.shown, turns: taken.slow } };
}

function judgeBy(check: CheckOf<'throughput'>, bars: Bars, raw: ThroughputRaw): Judgement {
  const curl = typed(raw.fast.shell, [
    'curl',
    '-so',
    '/dev/null',
    '-m2',
    '-w',
    '%{speed_download}',
    raw.fast.url,
  ]);
  return {
    ...judgeWays(check, bars, raw),
    evidence: {
      command: curl,
      output: asRecord(
        (['fast', 'slow'] as const).map(
          way => `${way} ${raw[way].turns.map(rate).map(megabits).join(' ')} Mbit/s`,
        ),
      ),
    },
  };
}

type Way = {
  readonly source: Source;
  readonly address: string | undefined;
  readonly port: number;
  readonly shown: Omit<Measured, 'turns'>;
};

async function goes(
  way: CheckOf<'throughput'>['fast'],
  scene: Scene,
  signal: AbortSignal,
): Promise<Way | Obstacle> {
  const prepared = await prepare({ probe: 'tcp', ...way }, scene, signal);
  if (isObstacle(prepared)) return prepared;
  const { source, target, port = 80 } = prepared;
  const { address, lookup } = target;
  const unreached = lookup === undefined ? undefined : nameReached(lookup);
  const unnamed = unreached === undefined ? undefined : unreached.measured ? unreached.got : unreached.why;
  const url = `http://${address ?? target.written}:${port}/bytes/999999999999`;
  return { source, address, port, shown: { shell: source.shell, url, unnamed } };
}

function judgeWays(
  check: CheckOf<'throughput'>,
  bars: Bars,
  raw: ThroughputRaw,
): Omit<Judgement, 'evidence'> {
  for (const way of ['fast', 'slow'] as const) {
    const { unnamed, turns: taken } = raw[way];
    if (unnamed !== undefined)
      return { verdict: unnamed.code.startsWith('unmeasured') ? 'could-not-measure' : 'fail', got: unnamed };
    const broken = taken.find(({ result }) => result !== 'ok');
    const attempt = attemptSaid({ probe: 'tcp', ...check[way] });
    if (broken?.result === 'no-data' || broken?.result === 'short')
      return { verdict: 'could-not-measure', got: said('unmeasured.throughput-page', { attempt }) };
    if (broken !== undefined)
      return { verdict: 'fail', got: said('throughput.closed', { attempt, reason: broken.result }) };
  }
  const [fast, slow] = [best(raw.fast.turns), best(raw.slow.turns)];
  const ratios = ratiosOf(fast, slow);
  const { ratio, low, high } = ratios;
  if (!Number.isFinite(ratio))
    return { verdict: 'could-not-measure', got: said('unmeasured.throughput-noise') };
  if (hangsOnOneTurn(ratios, bars)) {
    const between = { low: rounded(low), high: rounded(high) };
    return { verdict: 'could-not-measure', got: said('unmeasured.throughput-scatter', between) };
  }
  const got = said('throughput.ratio', {
    times: rounded(ratio),
    fast: megabits(fast.first),
    slow: megabits(slow.first),
  });
  return { verdict: verdictOf(ratio >= check.atLeast), got };
}

function rounded(ratio: number): number {
  return Math.round(ratio * 100) / 100;
}

/** Bits per millisecond. */
function rate({ bytes, ms }: Turn): number {
  return ms > 0 ? (bytes * 8) / ms : 0;
}

function megabits(bitsPerMs: number): number {
  return Math.round(bitsPerMs / 1_000);
}

type Ratios = { readonly ratio: number; readonly low: number; readonly high: number };
type Best = { readonly first: number; readonly second: number };

/**
 * The fastest turn and the next one. Whatever else a machine does can only make a turn slower: on a busy one, medians of two
 * ways that are alike differed by 1.7, their best turns by 1.01.
 */
function best(taken: readonly Turn[]): Best {
  const [first = 0, second = 0] = taken.map(rate).sort((one, other) => other - one);
  return { first, second };
}

/**
 * How many times as fast one way is, by the best turns, and what comes out when one of these two had been held up as well.
 * With six lab hosts at work on two cores, the best of five turns (of 80 ms) of two ways that are alike once differed by
 * 1.41; by the second best of the one it was 1.07.
 */
function ratiosOf(fast: Best, slow: Best): Ratios {
  return { ratio: fast.first / slow.first, low: fast.second / slow.first, high: fast.first / slow.second };
}

/** Whether more turns would change nothing: no single one decides, or a way cannot be gone at all. */
function isSettled(bars: Bars, fast: readonly Turn[], slow: readonly Turn[]): boolean {
  if (fast.length === 0 || slow.length === 0) return true;
  return !hangsOnOneTurn(ratiosOf(best(fast), best(slow)), bars);
}

function hangsOnOneTurn({ low, high }: Ratios, bars: Bars): boolean {
  return bars.some(bar => low < bar && high >= bar);
}
