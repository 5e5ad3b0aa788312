import { isDeepStrictEqual } from 'node:util';
import {
  type Check,
  type ProbeKind,
  parsePlace,
  placesIn,
  type Said,
  said,
  saysWhichRule,
} from '../../probe/schema/index.ts';
import { neverGiven, placedChecks, textsIn } from '../checks.ts';
import type { Rule } from '../manuscript.ts';
import { dockerCall } from '../shell.ts';
import type { YamlPath } from '../yaml-file.ts';

type Finding = { readonly path: YamlPath; readonly what: Said };

/** A check says something that can come out either way, and only looks. */
export const asserts: Rule = ({ structure, yaml }) =>
  placedChecks(structure).flatMap(({ check, path }) =>
    [...emptyOrMoot(check), ...wrongPlaces(check), ...literalAddresses(check)].map(finding =>
      yaml.at([...path, ...finding.path], finding.what),
    ),
  );

/** Networks that every engine has: that they exist says nothing. */
const builtIn = ['bridge', 'host', 'none'];

/** Programs whose output is their arguments, or nothing: judging it judges the lesson file. */
const idle = ['true', 'false', 'echo', 'printf', 'sleep', ':'];

function emptyOrMoot(check: Check): Finding[] {
  switch (check.probe) {
    case 'ping':
    case 'tcp':
      return impossible(check);
    case 'http':
      return check.expect === 'open' ? [] : moot(check, ['status', 'body'], `expect: ${check.expect}`);
    case 'dns':
      return check.expect === 'resolves' ? [] : moot(check, ['via', 'is'], 'expect: no-such-name');
    case 'network': {
      if (!check.exists) return moot(check, ['driver', 'subnet', 'internal', 'options'], 'exists: false');
      const more = [check.driver, check.subnet, check.internal, check.options];
      return builtIn.includes(check.name) && more.every(field => field === undefined)
        ? [nothing('lint.always-there', { name: check.name })]
        : [];
    }
    case 'membership':
      return check.attached ? [] : moot(check, ['alias', 'address'], 'attached: false');
    case 'container':
      return check.state === 'absent'
        ? moot(check, ['image', 'tty', 'containerId', 'restarts', 'networkMode'], 'state: absent')
        : [];
    case 'daemon':
      return [...(check.running ? [] : moot(check, ['bridgeOptions', 'config'], 'running: false'))];
    case 'interface':
      if (check.network === undefined && check.name === undefined) return [nothing('lint.which-interface')];
      return [
        ...(check.present ? [] : moot(check, ['up', 'address'], 'present: false')),
        ...(check.name !== undefined && parsePlace(check.from).at === 'container'
          ? [{ path: ['name'], what: said('lint.interface-name') }]
          : []),
      ];
    case 'firewall':
    case 'counter':
      return saysWhichRule(check) ? [] : [nothing('lint.which-rule')];
    case 'command':
      return command(check);
    case 'answer':
      return confusions(check);
    case 'hosts-entry':
      return check.present ? [] : moot(check, ['address'], 'present: false');
    case 'resolver':
      return [check.server, check.search, check.options].every(field => field === undefined)
        ? [nothing('lint.which-setting')]
        : [];
    case 'env':
      return check.set ? [] : moot(check, ['is'], 'set: false');
    case 'published':
      return check.published ? [] : moot(check, ['hostPort', 'address'], 'published: false');
    case 'listening':
      return check.listening ? [] : moot(check, ['address'], 'listening: false');
    case 'address':
      return check.present ? [] : moot(check, ['on', 'mac'], 'present: false');
    case 'same-namespace':
      return check.a === check.b ? [nothing('lint.with-itself')] : [];
    case 'process':
      return check.running ? [] : moot(check, ['args'], 'running: false');
    case 'file':
      return check.exists ? containsAndLacks(check) : moot(check, ['contains', 'lacks'], 'exists: false');
    case 'throughput':
      return isDeepStrictEqual(check.fast, check.slow) ? [nothing('lint.same-way')] : [];
    case 'udp':
    case 'capture':
    case 'route':
    case 'sysctl':
      return [];
  }
}

/** Where a kind of check can look; those that are not here look at any place. */
const looksAt: { readonly [K in ProbeKind]?: readonly ReturnType<typeof parsePlace>['at'][] } = {
  daemon: ['host'],
  process: ['container', 'host', 'outside'],
  file: ['container', 'host', 'outside'],
};

function wrongPlaces(check: Check): Finding[] {
  const allowed = looksAt[check.probe];
  if (allowed === undefined) return [];
  return placesIn(check)
    .filter(({ place }) => !allowed.includes(parsePlace(place).at))
    .map(({ field }) => ({
      path: [field],
      what: said('lint.kind-place', { kind: check.probe, places: allowed.map(at => said(`lint.at.${at}`)) }),
    }));
}

function nothing(code: string, params: Said['params'] = {}): Finding {
  return { path: [], what: said('lint.asserts-nothing', { because: said(code, params) }) };
}

function impossible({ probe, expect }: Extract<Check, { probe: 'ping' | 'tcp' }>): Finding[] {
  return neverGiven[probe].includes(expect)
    ? [{ path: ['expect'], what: said('lint.impossible-outcome', { kind: probe, outcome: expect }) }]
    : [];
}

/** Fields that say nothing beside another one. */
function moot<C extends Check>(check: C, fields: readonly (keyof C & string)[], beside: string): Finding[] {
  return fields
    .filter(field => check[field] !== undefined)
    .map(field => ({ path: [field], what: said('lint.moot', { field, beside }) }));
}

/** Each confusion is a value of its own, and none the answer. */
function confusions({ is, confusions }: Extract<Check, { probe: 'answer' }>): Finding[] {
  const entries = Object.entries(confusions);
  return entries.flatMap(([key, value], at) => {
    const path = ['confusions', key];
    if (value === is) return [{ path, what: said('lint.confusion-is-answer', { key }) }];
    const twin = entries.slice(0, at).find(([, other]) => other === value)?.[0];
    return twin === undefined ? [] : [{ path, what: said('lint.same-confusion', { key: twin }) }];
  });
}

function command(check: Extract<Check, { probe: 'command' }>): Finding[] {
  const [program = ''] = check.run;
  if (idle.includes(program)) return [nothing('lint.idle-command', { program })];
  const found = containsAndLacks(check);
  const change = changes(check.run);
  if (change !== undefined) found.push({ path: ['run'], what: said('lint.check-changes', { what: change }) });
  return found;
}

/** A text that must be there and must not. */
function containsAndLacks({
  contains,
  lacks,
}: {
  contains?: string | undefined;
  lacks?: string | undefined;
}): Finding[] {
  return contains !== undefined && lacks !== undefined && contains.includes(lacks)
    ? [{ path: ['lacks'], what: said('lint.contains-and-lacks') }]
    : [];
}

/** What a command would change, for those a lesson is likely to name. A check only looks. */
function changes(words: readonly string[]): string | undefined {
  const call = dockerCall(words);
  if (call !== undefined) {
    const looks =
      /^(ps|inspect|logs|port|top|stats|version|info|images|image|diff|events|ls|exec|network (ls|inspect))$/;
    return looks.test(call.subcommand) ? undefined : `docker ${call.subcommand}`;
  }
  const [program = '', ...rest] = words;
  if (/^ip6?tables$/.test(program)) {
    const option = rest.find(word => /^-[AIDRFXNPEZ]/.test(word));
    return option === undefined ? undefined : `${program} ${option}`;
  }
  if (program === 'ip' || program === 'bridge') {
    const verb = rest.find(word =>
      ['add', 'del', 'delete', 'set', 'replace', 'change', 'flush'].includes(word),
    );
    return verb === undefined ? undefined : `${program} … ${verb}`;
  }
  if (program === 'systemctl' && rest.some(word => ['start', 'stop', 'restart', 'reload'].includes(word)))
    return words.join(' ');
  if (program === 'sysctl' && rest.some(word => word === '-w' || word.includes('='))) return words.join(' ');
  return undefined;
}

/** Addresses from Docker's own pools are Docker's to choose: a check asks the live host for them. */
function literalAddresses(check: Check): Finding[] {
  // A confusion may be any value that is not the answer, one from an old book included.
  const fields = Object.entries(check).filter(([field]) => !['id', 'needs', 'confusions'].includes(field));
  return textsIn(Object.fromEntries(fields)).flatMap(({ text, path }) => {
    const address = /(?<![\d.])(?:172\.(?:1[6-9]|2\d|3[01])|192\.168)\.\d{1,3}\.\d{1,3}(?:\/\d+)?/.exec(
      text,
    )?.[0];
    return address === undefined ? [] : [{ path, what: said('lint.literal-address', { address }) }];
  });
}
