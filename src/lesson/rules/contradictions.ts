import { isDeepStrictEqual } from 'node:util';
import { type Check, type ProbeKind, ruleMarks, said } from '../../probe/schema/index.ts';
import { type Placed, placedChecks } from '../checks.ts';
import { heldChecks } from '../lifetime.ts';
import type { Rule } from '../manuscript.ts';

/** Fields that say what a check is about, by kind. */
const subject: Readonly<Record<ProbeKind, readonly string[]>> = {
  ping: ['from', 'to'],
  tcp: ['from', 'to', 'port'],
  udp: ['from', 'to', 'port', 'send'],
  http: ['from', 'to', 'port', 'path'],
  dns: ['from', 'name'],
  network: ['name'],
  membership: ['container', 'network'],
  container: ['name'],
  daemon: ['from'],
  interface: ['from', 'network', 'name'],
  route: ['from', 'to'],
  sysctl: ['from', 'key'],
  'hosts-entry': ['from', 'name'],
  resolver: ['from'],
  published: ['container', 'port', 'protocol'],
  listening: ['from', 'port', 'protocol'],
  address: ['from', 'address'],
  'same-namespace': ['a', 'b'],
  process: ['from', 'program'],
  file: ['from', 'path'],
  firewall: ['from', 'table', ...ruleMarks],
  counter: ['from', 'table', ...ruleMarks, 'during'],
  command: ['from', 'run'],
  answer: ['is'],
};

/** Fields of the envelope, and those that may differ without a contradiction: a page may contain two texts. */
const loose = [
  'id',
  'holds',
  'within',
  'needs',
  'body',
  'contains',
  'lacks',
  'json',
  'alias',
  'confusions',
  'options',
  'bridgeOptions',
  'args',
];

/** Checks that are judged in the same round don't ask for opposites, and don't ask the same thing twice. */
export const contradictions: Rule = ({ structure, yaml }) => {
  const all = placedChecks(structure);
  return all.flatMap((placed, position) => {
    const { step, check, path } = placed;
    const held = new Set(heldChecks(structure, step.id).map(one => one.check));
    const earlier = all.slice(0, position).filter(one => one.step === step || held.has(one.check));
    for (const other of earlier) {
      if (!sameSubject(check, other.check)) continue;
      const field = opposite(check, other.check);
      const params = { id: other.check.id, step: other.step.id };
      if (field !== undefined)
        return [yaml.at([...path, field], said('lint.contradiction', { ...params, field }))];
      if (sameChecks(placed, other)) return [yaml.at(path, said('lint.same-check', params))];
    }
    return [];
  });
};

function sameSubject(one: Check, other: Check): boolean {
  return (
    one.probe === other.probe &&
    subject[one.probe].every(field => isDeepStrictEqual(fieldOf(one, field), fieldOf(other, field)))
  );
}

/** The first field in which two checks of one subject want different things. */
function opposite(one: Check, other: Check): string | undefined {
  if (
    (one.probe === 'command' && other.probe === 'command') ||
    (one.probe === 'file' && other.probe === 'file')
  ) {
    if (one.contains !== undefined && one.contains === other.lacks) return 'contains';
    if (one.lacks !== undefined && one.lacks === other.contains) return 'lacks';
  }
  return Object.keys(one).find(field => {
    if (loose.includes(field) || subject[one.probe].includes(field)) return false;
    const [mine, theirs] = [fieldOf(one, field), fieldOf(other, field)];
    return mine !== undefined && theirs !== undefined && !isDeepStrictEqual(mine, theirs);
  });
}

/** Whether two checks of one step are the same but for their names. */
function sameChecks(one: Placed, other: Placed): boolean {
  const { id: _1, holds: _2, within: _3, needs: _4, ...mine } = one.check;
  const { id: _5, holds: _6, within: _7, needs: _8, ...theirs } = other.check;
  return one.step === other.step && isDeepStrictEqual(mine, theirs);
}

function fieldOf(check: Check, field: string): unknown {
  return Object.entries(check).find(([name]) => name === field)?.[1];
}
