import { setTimeout } from 'node:timers/promises';
import { becauseOf } from './because.ts';
import { type Judgement, obstacleJudgement } from './judgement.ts';
import { type BoundProbe, probeOf } from './kinds/index.ts';
import { unmeasured } from './obstacle.ts';
import { abortError, unlessAborted, within } from './patience.ts';
import { openScene, type Scene } from './scene.ts';
import { type Check, type CheckResult, isPositive, probeClass, titleOf } from './schema/index.ts';
import { inTurn } from './turns.ts';
import type { ProbeContext, RoundOptions, RunRound } from './types.ts';

/** The slowest honest probe (a silent page, then three connects) stays below it. Milliseconds. */
export const checkDeadline = 8_000;
/** Between the first looks at a positive that isn't there yet. Milliseconds. */
const pollEvery = 100;

/** Judges checks side by side. See `types.ts`. */
export const runRound: RunRound = (checks, context, options) => judgeAll(checks, context, options, probeOf);

/** The round, for whatever gives the probe of a check. */
export async function judgeAll(
  checks: readonly Check[],
  context: ProbeContext,
  options: RoundOptions,
  probe: (check: Check) => BoundProbe,
): Promise<readonly CheckResult[]> {
  if (options.signal.aborted) throw abortError();
  const now = taken(checks, options.classes);
  const own = new AbortController();
  const signal = AbortSignal.any([options.signal, own.signal]);
  const scenes = sceneSource(context, signal);
  const results = new Map<string, Promise<CheckResult>>();

  const judgeOne = async (check: Check, needs: readonly Promise<CheckResult>[]): Promise<CheckResult> => {
    const bound = probe(check);
    const unmet = (await Promise.all(needs)).find(need => need.verdict !== 'pass');
    const result =
      unmet === undefined
        ? await judgeCheck(check, bound, scenes, options.pace, signal)
        : untried(check, bound, now.find(({ id }) => id === unmet.id) ?? check);
    if (signal.aborted) throw abortError();
    options.onResult?.(result);
    if (options.explain !== true || result.verdict !== 'fail') return result;
    const because = await becauseOf(check, result, scenes());
    if (signal.aborted) throw abortError();
    if (because.length === 0) return result;
    const explained = { ...result, because };
    options.onResult?.(explained);
    return explained;
  };

  for (const check of needsFirst(now)) {
    const needs = check.needs.flatMap(id => results.get(id) ?? []);
    results.set(check.id, judgeOne(check, needs));
  }
  try {
    const judged = await unlessAborted(Promise.all(results.values()), signal);
    return now.flatMap(({ id }) => judged.find(result => result.id === id) ?? []);
  } catch (error) {
    own.abort(abortError());
    await Promise.allSettled(results.values());
    if (options.signal.aborted) throw abortError();
    throw error;
  }
}

/** The checks of the classes that run now, without those that wait for one which doesn't. */
function taken(checks: readonly Check[], classes: RoundOptions['classes']): readonly Check[] {
  let now = checks.filter(check => classes.includes(probeClass(check)));
  for (;;) {
    const left = checks.filter(check => !now.includes(check)).map(({ id }) => id);
    const fewer = now.filter(check => !check.needs.some(id => left.includes(id)));
    if (fewer.length === now.length) return now;
    now = fewer;
  }
}

/** The same checks, each after those it needs. In a circle of needs one of them goes first. */
function needsFirst(checks: readonly Check[]): readonly Check[] {
  const order = new Set<Check>();
  const entered = new Set<Check>();
  const enter = (check: Check) => {
    if (entered.has(check)) return;
    entered.add(check);
    for (const need of checks.filter(({ id }) => check.needs.includes(id))) enter(need);
    order.add(check);
  };
  for (const check of checks) enter(check);
  return [...order];
}

async function judgeCheck(
  check: Check,
  bound: BoundProbe,
  scenes: SceneSource,
  pace: RoundOptions['pace'],
  signal: AbortSignal,
): Promise<CheckResult> {
  const start = performance.now();
  for (;;) {
    const scene = scenes();
    const judged =
      (await inTurn(check, scene.context, signal, () =>
        within(checkDeadline, signal, own => bound.look(scene, own)),
      )) ?? obstacleJudgement(unmeasured('deadline', { seconds: checkDeadline / 1_000 }));
    const tookMs = performance.now() - start;
    const again = pace !== 'live' && tookMs < check.within && mayChange(check, judged);
    if (!again) return resultOf(check, bound, judged, tookMs);
    const pause = pace === 'outlast' ? untilOver(tookMs, check.within) : pauseAfter(tookMs, check.within);
    await setTimeout(pause, undefined, { signal });
  }
}

/**
 * Milliseconds to the next look at what has been waited for so long: what comes soon is seen soon, and what comes late costs
 * no thirty looks. The last look is when the patience is over.
 */
function pauseAfter(tookMs: number, patience: number): number {
  return Math.min(Math.max(pollEvery, tookMs / 2), untilOver(tookMs, patience));
}

/** Milliseconds until patience is over, and one more: a timer of Node's was seen to end up to one too early. */
function untilOver(tookMs: number, patience: number): number {
  return Math.ceil(patience - tookMs) + 1;
}

/** What hasn't come true may yet, and what could not be measured may be measured: neither weakens a negative. */
function mayChange(check: Check, { verdict }: Judgement): boolean {
  return verdict === 'could-not-measure' || (verdict === 'fail' && isPositive(check));
}

function resultOf(check: Check, bound: BoundProbe, judged: Judgement, tookMs: number): CheckResult {
  return {
    id: check.id,
    verdict: judged.verdict,
    asked: judged.asked ?? bound.asked,
    expected: bound.expected,
    got: judged.got,
    ...(judged.control === undefined ? {} : { control: judged.control }),
    ...(judged.evidence === undefined ? {} : { evidence: judged.evidence }),
    because: [],
    tookMs: Math.round(tookMs),
  };
}

function untried(check: Check, bound: BoundProbe, needed: Check): CheckResult {
  return resultOf(check, bound, obstacleJudgement(unmeasured('needs', { check: titleOf(needed) })), 0);
}

type SceneSource = () => Scene;

/** Gives a look at the lab that is at most one poll old, shared by the checks of the round. */
function sceneSource(context: ProbeContext, signal: AbortSignal): SceneSource {
  let scene: Scene | undefined;
  let openedAt = 0;
  return () => {
    if (scene === undefined || performance.now() - openedAt >= pollEvery) {
      scene = openScene(context, signal);
      openedAt = performance.now();
    }
    return scene;
  };
}
