import { verdictOf } from '../judgement.ts';
import { isObstacle } from '../obstacle.ts';
import { matches, nearest, type Rule, type WantedRule } from '../rules.ts';
import { readRules, ruleEvidence, wantedRule } from '../ruleset.ts';
import { placeSaid, ruleSaid, type SaidParam, said } from '../schema/index.ts';
import { type ShellSide, sourceOf } from '../source.ts';
import type { Probe } from './probe.ts';

export type FirewallRaw = {
  readonly from: SaidParam;
  readonly shell: ShellSide;
  /** Of the table. */
  readonly rules: readonly Rule[];
  readonly wanted: WantedRule;
};

/** Looks for a firewall rule. */
export const firewall: Probe<'firewall', FirewallRaw> = {
  codes: ['firewall.present', 'firewall.absent', 'firewall.near', 'unmeasured.rules'],

  async run(check, scene, signal) {
    const source = await sourceOf(check.from, scene, signal);
    if (isObstacle(source)) return source;
    const what = await wantedRule(check, scene);
    if (isObstacle(what)) return what;
    const read = await readRules(source, check.table, signal);
    if (isObstacle(read)) return read;
    return { from: source.label, shell: source.shell, rules: read.rules, wanted: what.wanted };
  },

  judge(check, { shell, rules, wanted }) {
    const found = rules.filter(rule => matches(rule, wanted));
    const [first] = found;
    if (first !== undefined)
      return {
        verdict: verdictOf(check.present),
        got: said('firewall.present', { rule: first.text }),
        evidence: ruleEvidence(shell, check.table, found),
      };
    const near = nearest(rules, wanted);
    const inChain = rules.filter(({ chain }) => chain === (near?.chain ?? wanted.chain));
    return {
      verdict: verdictOf(!check.present),
      got: absentRule(check, near),
      evidence: ruleEvidence(shell, check.table, inChain),
    };
  },

  asked: check => said('asked.firewall', { where: placeSaid(check.from), rule: ruleSaid(check) }),
  expected: check => said(check.present ? 'expect.present' : 'expect.absent'),
};

/** That there is no such rule, with the one that was probably meant. */
export function absentRule(check: Parameters<typeof ruleSaid>[0], near: Rule | undefined) {
  const rule = ruleSaid(check);
  return near === undefined
    ? said('firewall.absent', { rule })
    : said('firewall.near', { rule, near: near.text });
}
