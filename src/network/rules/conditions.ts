import { inSubnet, isBetween } from '../ipv4.ts';
import { once } from '../once.ts';
import type { AtHook } from './packet.ts';

/** Whether a rule is about a packet. `maybe`: it asks something that nobody but the kernel knows. */
export type Match = 'yes' | 'no' | 'maybe';

/** A rule's words in two parts: what must be so, and what is done then. */
export type Parts = {
  readonly conditions: readonly Condition[];
  /** `-j` or `-g`; undefined for a rule that only counts. */
  readonly target:
    | { readonly name: string; readonly goto: boolean; readonly options: readonly string[] }
    | undefined;
};

type Condition = { readonly option: string; readonly not: boolean; readonly values: readonly string[] };

/** Takes a rule apart. `words` begin with `-A CHAIN`. */
export const partsOf = once((words: readonly string[]): Parts => {
  const conditions: Condition[] = [];
  let at = 2;
  let not = false;
  while (at < words.length) {
    const word = words[at] ?? '';
    at += 1;
    if (word === '-j' || word === '-g')
      return {
        conditions,
        target: { name: words[at] ?? '', goto: word === '-g', options: words.slice(at + 1) },
      };
    if (word === '!') {
      not = true;
      continue;
    }
    const values: string[] = [];
    // A comment's text may look like anything.
    if (word === '--comment') values.push(words[at++] ?? '');
    else while (at < words.length && !/^(-|!$)/.test(words[at] ?? '')) values.push(words[at++] ?? '');
    conditions.push({ option: word, not, values });
    not = false;
  }
  return { conditions, target: undefined };
});

/** Whether all conditions hold. */
export function matchAll(conditions: readonly Condition[], hook: AtHook): Match {
  const matches = conditions.map(condition => matchOne(condition, hook));
  if (matches.includes('no')) return 'no';
  return matches.includes('maybe') ? 'maybe' : 'yes';
}

function matchOne({ option, not, values }: Condition, hook: AtHook): Match {
  const holds = test(option, values, hook);
  if (holds === undefined) return 'maybe';
  return holds !== not ? 'yes' : 'no';
}

/** Undefined: only the kernel knows. */
function test(option: string, values: readonly string[], hook: AtHook): boolean | undefined {
  const { packet } = hook;
  const [value = ''] = values;
  switch (option) {
    case '-m':
    case '--comment':
      return true;
    case '-s':
      return inSubnet(packet.source, value);
    case '-d':
      return inSubnet(packet.destination, value);
    case '-i':
      return isInterface(hook.in, value);
    case '-o':
      return isInterface(hook.out, value);
    case '-p':
      return value === 'all' || value === packet.protocol || value === numbers[packet.protocol];
    case '-f':
      return false;
    case '--dport':
    case '--dports':
      return portIn(packet.port, value);
    case '--sport':
    case '--sports':
      return packet.sourcePort === undefined ? ephemeral(value) : portIn(packet.sourcePort, value);
    case '--ports':
      return portIn(packet.port, value) || ephemeral(value);
    case '--ctstate':
    case '--state':
      return value.split(',').some(state => isState(state, hook));
    case '--ctdir':
      return value === (packet.reply ? 'REPLY' : 'ORIGINAL');
    case '--ctproto':
      return value === packet.protocol || value === numbers[packet.protocol];
    case '--ctorigsrc':
      return inSubnet(packet.original.source, value);
    case '--ctorigdst':
      return inSubnet(packet.original.destination, value);
    case '--ctorigdstport':
      return portIn(packet.original.port, value);
    case '--dst-type':
      return isType(packet.destination, value, hook);
    case '--src-type':
      return isType(packet.source, value, hook);
    case '--icmp-type':
      return value === 'any' || value.split('/')[0] === (packet.reply ? '0' : '8');
    case '--tcp-flags':
      return hasFlags(values, packet.reply);
    case '--src-range':
      return isBetween(packet.source, value);
    case '--dst-range':
      return isBetween(packet.destination, value);
    case '--mark':
      // Nothing here sets marks; what it masks out does not count.
      return Number(value.split('/')[0]) === 0;
    case '--physdev-in':
      return hook.bridged?.in === undefined ? false : isInterface(hook.bridged.in, value);
    case '--physdev-out':
      return hook.bridged?.out === undefined ? false : isInterface(hook.bridged.out, value);
    case '--physdev-is-bridged':
      return hook.bridged !== undefined;
    default:
      return undefined;
  }
}

const numbers = { tcp: '6', udp: '17', icmp: '1' } as const;

/** `eth+` stands for every interface whose name begins so. */
function isInterface(name: string | undefined, pattern: string): boolean {
  if (name === undefined) return false;
  return pattern.endsWith('+') ? name.startsWith(pattern.slice(0, -1)) : name === pattern;
}

function portIn(port: number | undefined, list: string): boolean {
  if (port === undefined) return false;
  return list.split(',').some(range => {
    const [first = '', last = first] = range.split(':');
    return Number(first) <= port && port <= Number(last);
  });
}

/** A program calls from a port of its kernel's choosing: it may be one of those, but none of the well known. */
function ephemeral(list: string): boolean | undefined {
  const highest = Math.max(...list.split(/[,:]/).map(Number));
  return highest < 1024 ? false : undefined;
}

function isState(state: string, { packet }: AtHook): boolean {
  switch (state) {
    case 'NEW':
      return !packet.reply;
    case 'ESTABLISHED':
      return packet.reply;
    case 'DNAT':
      return packet.translated;
    default:
      return false;
  }
}

function isType(address: string, type: string, { isLocal }: AtHook): boolean | undefined {
  switch (type) {
    case 'LOCAL':
      return isLocal(address);
    case 'UNICAST':
      return !isLocal(address);
    case 'BROADCAST':
    case 'MULTICAST':
      return false;
    default:
      return undefined;
  }
}

/** `--tcp-flags MASK SET`: of those in the first list, just those in the second are set. */
function hasFlags([mask = '', wanted = '']: readonly string[], reply: boolean): boolean {
  const set = reply ? ['SYN', 'ACK'] : ['SYN'];
  const asked = mask === 'ALL' ? ['FIN', 'SYN', 'RST', 'PSH', 'ACK', 'URG'] : mask.split(',');
  const wants = wanted === 'NONE' ? [] : wanted.split(',');
  return asked.every(flag => set.includes(flag) === wants.includes(flag));
}
