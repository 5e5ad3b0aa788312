import { isDeepStrictEqual } from 'node:util';
import {
  type Check,
  type ProbeKind,
  parsePlace,
  placeholders,
  placesIn,
  ruleMarks,
  type Said,
  said,
  splitHost,
} from '../../probe/schema/index.ts';
import { type Placed, placedChecks, textsIn } from '../checks.ts';
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
  env: ['container', 'name', 'of'],
  published: ['container', 'port', 'protocol'],
  listening: ['from', 'port', 'protocol'],
  address: ['from', 'address'],
  'same-namespace': ['a', 'b'],
  process: ['from', 'program'],
  file: ['from', 'path'],
  firewall: ['from', 'table', ...ruleMarks],
  capture: ['at', 'on', 'during', 'source', 'destination', 'port'],
  throughput: ['fast', 'slow'],
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
  'config',
  'restarts',
];

/** Checks that are judged in the same round don't ask for opposites, and don't ask the same thing twice. */
export const contradictions: Rule = ({ structure, yaml }) => {
  const all = placedChecks(structure);
  return all.flatMap((placed, position) => {
    const { step, check, path } = placed;
    const held = new Set(heldChecks(structure, step.id).map(one => one.check));
    const earlier = all.slice(0, position).filter(one => one.step === step || held.has(one.check));
    for (const other of earlier) {
      const [host = ''] = structure.hosts;
      const gone = clash(check, other.check, host) ?? clash(other.check, check, host);
      if (gone !== undefined)
        return [
          yaml.at(
            path,
            said('lint.needs-what-is-gone', { id: other.check.id, step: other.step.id, what: gone }),
          ),
        ];
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

/** Something in the lab that one check needs and another may want away: `running host1/web1`. */
type Thing = { readonly key: string; readonly said: Said };

/** What one check needs and the other wants away, if there is such a thing. */
function clash(needing: Check, other: Check, host: string): Said | undefined {
  const away = awayIn(other, host);
  return away && neededBy(needing, host).find(({ key }) => away.includes(key))?.said;
}

/** What a check wants not to be. */
function awayIn(check: Check, host: string): string[] {
  const named = (name: string): string => onHost(name, host);
  if (check.probe === 'container' && check.state === 'absent')
    return [`container ${named(check.name)}`, `running ${named(check.name)}`];
  if (check.probe === 'container' && (check.state === 'exited' || check.state === 'created'))
    return [`running ${named(check.name)}`];
  if (check.probe === 'network' && !check.exists) return [`network ${named(check.name)}`];
  return [];
}

/** What must be for a check to pass. */
function neededBy(check: Check, host: string): Thing[] {
  const thing = (what: 'container' | 'running' | 'network', name: string): Thing => ({
    key: `${what} ${onHost(name, host)}`,
    said: said(`lint.thing.${what}`, { name }),
  });
  const places = placesIn(check).filter(({ place }) => parsePlace(place).at === 'container');
  const inside = textsIn(check).flatMap(({ text }) => placeholders(text));
  return [
    ...places.map(({ place }) => thing('running', place)),
    ...inside
      .filter(
        ({ kind, of }) =>
          (kind === 'ip' || kind === 'mac' || kind === 'veth') && parsePlace(of).at === 'container',
      )
      .map(({ of }) => thing('running', of)),
    ...inside
      .filter(({ kind }) => kind === 'gateway' || kind === 'subnet' || kind === 'if')
      .map(({ of }) => thing('network', of)),
    ...(check.probe === 'membership' && check.attached
      ? [thing('container', check.container), thing('network', check.network)]
      : []),
  ];
}

function onHost(name: string, first: string): string {
  const split = splitHost(name);
  return `${split.host ?? first}/${split.name}`;
}
