import { inSubnet, rulesOf, tablesIn } from '../network/index.ts';
import { type RuleMark, ruleMarks } from './schema/index.ts';

/** A rule of a table, with its counter. */
export type Rule = {
  readonly chain: string;
  readonly packets: number;
  /** As `iptables -S` prints it. */
  readonly text: string;
  readonly marks: { readonly [M in RuleMark]?: string };
};

/** What a rule must have, placeholders filled. */
export type WantedRule = { readonly [M in RuleMark]?: string };

/** Options of `iptables-save` by what they say of a rule. */
const options: Readonly<Record<string, RuleMark>> = {
  '-i': 'in',
  '-o': 'out',
  '-s': 'source',
  '-d': 'destination',
  '-p': 'protocol',
  '--dport': 'port',
  '--dports': 'port',
  '--sport': 'sourcePort',
  '--sports': 'sourcePort',
  '-j': 'target',
  '-g': 'target',
};

/** The rules of one table in the output of `iptables-save -c`. */
export function rulesIn(saved: string, table: string): Rule[] {
  return rulesOf(tablesIn(saved), table).map(({ chain, packets, text, words }) => ({
    chain,
    packets,
    text,
    marks: marksOf(words),
  }));
}

function marksOf(words: readonly string[]): Rule['marks'] {
  const marks: { [M in RuleMark]?: string } = { chain: words[1] ?? '' };
  for (const [at, word] of words.entries()) {
    const mark = options[word];
    // What follows `-m comment --comment` is one word, however much it looks like options.
    if (mark === undefined || words[at - 1] === '--comment') continue;
    marks[mark] = `${words[at - 1] === '!' ? '!' : ''}${words[at + 1] ?? ''}`;
  }
  return marks;
}

/** Whether a rule is what is wanted. */
export function matches(rule: Rule, wanted: WantedRule): boolean {
  return missing(rule, wanted).length === 0;
}

/** What a rule has not, or has otherwise than it is wanted. */
function missing(rule: Rule, wanted: WantedRule): RuleMark[] {
  return ruleMarks.filter(mark => {
    const value = wanted[mark];
    return value !== undefined && !says(mark, rule.marks[mark], value);
  });
}

function says(mark: RuleMark, has: string | undefined, wanted: string): boolean {
  if (has === undefined) return false;
  switch (mark) {
    case 'source':
    case 'destination':
      return has.startsWith('!') === wanted.startsWith('!') && sameNetwork(plain(has), plain(wanted));
    case 'port':
    case 'sourcePort':
      return !has.startsWith('!') && has.split(',').some(one => inRange(Number(wanted), one));
    default:
      return has === wanted.replace(/^!\s*/, '!');
  }
}

function plain(text: string): string {
  return text.replace(/^!\s*/, '');
}

function sameNetwork(one: string, other: string): boolean {
  const length = (text: string) => text.split('/')[1] ?? '32';
  return length(one) === length(other) && inSubnet(one.split('/')[0] ?? '', other);
}

function inRange(port: number, range: string): boolean {
  const [first = '', last = first] = range.split(':');
  return Number(first) <= port && port <= Number(last);
}

/**
 * The rule probably meant, where none has all that is wanted: the only one that lacks just one of several things, or the
 * only one that is about the same packets and does something else with them.
 */
export function nearest(rules: readonly Rule[], wanted: WantedRule): Rule | undefined {
  if (ruleMarks.filter(mark => wanted[mark] !== undefined).length < 2) return undefined;
  const near = rules.filter(rule => missing(rule, wanted).length === 1);
  const [rule, ...others] =
    near.length === 1 ? near : near.filter(one => missing(one, wanted)[0] === 'target');
  return others.length === 0 ? rule : undefined;
}
