import { setTimeout } from 'node:timers/promises';
import { conclude, prepare, send } from '../attempt.ts';
import { type Judgement, verdictOf } from '../judgement.ts';
import { isObstacle } from '../obstacle.ts';
import { type Reached, reachCodes } from '../reach.ts';
import { matches, nearest, type Rule, type WantedRule } from '../rules.ts';
import { readRules, ruleEvidence, wantedRule } from '../ruleset.ts';
import { attemptSaid, type CheckOf, ruleSaid, said } from '../schema/index.ts';
import { type ShellSide, sourceOf } from '../source.ts';
import { absentRule } from './firewall.ts';
import type { Probe } from './probe.ts';

export type CounterRaw = {
  readonly shell: ShellSide;
  readonly wanted: WantedRule;
  /** Rules of the table: first, after a while in which nothing was sent, and after the attempt. */
  readonly readings: readonly [readonly Rule[], readonly Rule[], readonly Rule[]];
  /** What became of the attempt; absent when there was no rule to watch. */
  readonly attempt: Reached | undefined;
};

/** How long a counter is watched at rest, to see that nobody else makes it rise. Milliseconds. */
const restMs = 150;

/** Watches the counter of a rule during an attempt. */
export const counter: Probe<'counter', CounterRaw> = {
  codes: [
    'firewall.absent',
    'firewall.near',
    'counter.rose',
    'counter.still',
    'unmeasured.rules',
    'unmeasured.counter-busy',
    'unmeasured.counter-changed',
    'unmeasured.counter-not-sent',
    ...reachCodes.filter(code => code.startsWith('unmeasured.')),
  ],

  async run(check, scene, signal) {
    const source = await sourceOf(check.from, scene, signal);
    if (isObstacle(source)) return source;
    const what = await wantedRule(check, scene);
    if (isObstacle(what)) return what;
    const { wanted } = what;
    const prepared = await prepare(check.during, scene, signal);
    if (isObstacle(prepared)) return prepared;
    const first = await readRules(source, check.table, signal);
    if (isObstacle(first)) return first;
    const found = { shell: source.shell, wanted };
    if (!first.rules.some(rule => matches(rule, wanted)))
      return { ...found, readings: [first.rules, first.rules, first.rules], attempt: undefined };
    await setTimeout(restMs, undefined, { signal });
    const second = await readRules(source, check.table, signal);
    if (isObstacle(second)) return second;
    const sent = await send(prepared, signal);
    if (sent !== undefined && isObstacle(sent)) return sent;
    const third = await readRules(source, check.table, signal);
    if (isObstacle(third)) return third;
    const attempt = await conclude(prepared, sent, signal);
    if (isObstacle(attempt)) return attempt;
    return { ...found, readings: [first.rules, second.rules, third.rules], attempt };
  },

  judge(check, raw) {
    const [first, , last] = raw.readings.map(rules => rules.filter(rule => matches(rule, raw.wanted)));
    const evidence = ruleEvidence(raw.shell, check.table, last?.length ? last : (first ?? []));
    return { ...judgeCounter(check, raw), evidence };
  },

  asked: check => said('asked.counter', { rule: ruleSaid(check), attempt: attemptSaid(check.during) }),
  expected: check => said(check.rises ? 'expect.counter.rises' : 'expect.counter.still'),
};

function judgeCounter(check: CheckOf<'counter'>, raw: CounterRaw): Omit<Judgement, 'evidence'> {
  const { wanted, attempt } = raw;
  const [first, second, third] = raw.readings;
  const [atFirst, before, after] = [first, second, third].map(rules => counted(rules, wanted));
  if (atFirst === undefined || attempt === undefined)
    return { verdict: 'fail', got: absentRule(check, nearest(first, wanted)) };
  if (
    before === undefined ||
    after === undefined ||
    before.rules !== atFirst.rules ||
    after.rules !== before.rules
  )
    return { verdict: 'could-not-measure', got: said('unmeasured.counter-changed') };
  const others = before.packets - atFirst.packets;
  if (others !== 0)
    return { verdict: 'could-not-measure', got: said('unmeasured.counter-busy', { count: others }) };
  const count = after.packets - before.packets;
  const became = attempt.measured ? attempt.got : attempt.why;
  if (count > 0)
    return { verdict: verdictOf(check.rises), got: said('counter.rose', { count, outcome: became }) };
  if (!attempt.measured) return { verdict: 'could-not-measure', got: attempt.why };
  const still = said('counter.still', { outcome: became });
  if (check.rises) return { verdict: 'fail', got: still };
  // That nothing was counted proves something only where something was sent.
  return wasSent(attempt)
    ? { verdict: 'pass', got: still, ...(attempt.control === undefined ? {} : { control: attempt.control }) }
    : { verdict: 'could-not-measure', got: said('unmeasured.counter-not-sent', { outcome: became }) };
}

/** Whether an attempt's packets certainly left where it was made. */
export function wasSent(attempt: Extract<Reached, { measured: true }>): boolean {
  return attempt.proven && ['open', 'refused', 'no-data', 'dropped'].includes(attempt.outcome);
}

function counted(
  rules: readonly Rule[],
  wanted: WantedRule,
): { readonly packets: number; readonly rules: string } | undefined {
  const found = rules.filter(rule => matches(rule, wanted));
  if (found.length === 0) return undefined;
  return {
    packets: found.reduce((sum, rule) => sum + rule.packets, 0),
    rules: found.map(rule => rule.text).join('\n'),
  };
}
