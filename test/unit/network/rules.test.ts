import { describe, expect, test } from 'vitest';
import { matchAll, partsOf } from '../../../src/network/rules/conditions.ts';
import type { AtHook, Packet } from '../../../src/network/rules/packet.ts';
import { risenBetween } from '../../../src/network/rules/risen.ts';
import { tablesIn } from '../../../src/network/rules/table.ts';
import { traverse } from '../../../src/network/rules/traverse.ts';

const packet: Packet = {
  protocol: 'tcp',
  source: '172.18.0.2',
  destination: '172.18.0.3',
  port: 80,
  sourcePort: undefined,
  reply: false,
  original: { source: '172.18.0.2', destination: '10.77.0.2', port: 8080 },
  translated: true,
};
const hook: AtHook = {
  packet,
  in: 'br-front',
  out: 'br-back',
  isLocal: address => address === '10.77.0.2',
};

function match(rule: string, at: AtHook = hook) {
  const [parsed] = tablesIn(`*filter\n[0:0] -A X ${rule}`).filter?.X?.rules ?? [];
  return matchAll(partsOf(parsed?.words ?? []).conditions, at);
}

describe('a rule is about a packet', () => {
  test.each([
    ['-s 172.18.0.0/16', 'yes'],
    ['! -s 172.18.0.0/16', 'no'],
    ['-d 172.18.0.3/32 -i br-front ! -o br-front', 'yes'],
    ['-i br+', 'yes'],
    ['-i eth+', 'no'],
    ['-p tcp -m tcp --dport 80', 'yes'],
    ['-p tcp -m tcp --dport 8000:9000', 'no'],
    ['-p 6', 'yes'],
    ['-p udp -m udp --dport 80', 'no'],
    ['-p tcp -m multiport --dports 22,79:81', 'yes'],
    ['-p tcp -m tcp --sport 80', 'no'],
    ['-p tcp -m tcp --sport 40000', 'maybe'],
    ['-m conntrack --ctstate RELATED,ESTABLISHED', 'no'],
    ['-m conntrack --ctstate NEW', 'yes'],
    ['-m conntrack --ctstate DNAT', 'yes'],
    ['-m conntrack --ctorigdstport 8080 --ctdir ORIGINAL', 'yes'],
    ['-m conntrack --ctorigdst 10.77.0.2/32', 'yes'],
    ['-m addrtype --dst-type LOCAL', 'no'],
    ['-m addrtype ! --dst-type LOCAL', 'yes'],
    ['-p tcp -m tcp --tcp-flags FIN,SYN,RST,ACK SYN', 'yes'],
    ['-p tcp -m tcp --tcp-flags SYN,ACK SYN,ACK', 'no'],
    ['-m iprange --src-range 172.18.0.1-172.18.0.9', 'yes'],
    ['-m comment --comment "-s 10.0.0.0/8 ! -d"', 'yes'],
    ['-m limit --limit 3/min', 'maybe'],
    ['-m set --match-set blocked src', 'maybe'],
    ['-m owner --uid-owner 0 -p udp', 'no'],
    ['-m physdev --physdev-is-bridged', 'no'],
  ])('%s: %s', (rule, expected) => {
    expect(match(rule)).toBe(expected);
  });

  test('of an answer, the other states and flags hold', () => {
    const answer = { ...hook, packet: { ...packet, reply: true } };
    expect(match('-m conntrack --ctstate ESTABLISHED', answer)).toBe('yes');
    expect(match('-m state --state NEW', answer)).toBe('no');
    expect(match('-p tcp -m tcp --tcp-flags SYN,ACK SYN,ACK', answer)).toBe('yes');
  });
});

function end(rules: string, policy = 'ACCEPT') {
  const saved = `*filter\n:FORWARD ${policy} [0:0]\n:OWN - [0:0]\n:MORE - [0:0]\n${rules
    .split('\n')
    .map(rule => `[0:0] ${rule.trim()}`)
    .join('\n')}\nCOMMIT`;
  const ending = traverse(tablesIn(saved), 'filter', 'FORWARD', hook);
  return 'by' in ending ? `${ending.is} ${ending.by?.text}` : ending.is;
}

describe('through the chains of a table', () => {
  test('the first rule that decides does', () => {
    expect(end('-A FORWARD -j LOG\n-A FORWARD -p tcp -j DROP\n-A FORWARD -j ACCEPT')).toBe(
      'drop -A FORWARD -p tcp -j DROP',
    );
  });

  test('a chain that returns goes on behind the jump, and `goto` does not', () => {
    expect(end('-A FORWARD -j OWN\n-A FORWARD -j DROP\n-A OWN -j RETURN\n-A OWN -j ACCEPT')).toBe(
      'drop -A FORWARD -j DROP',
    );
    expect(end('-A FORWARD -g OWN\n-A FORWARD -j DROP\n-A OWN -p udp -j DROP')).toBe('accept');
  });

  test('where no rule decides, the policy does', () => {
    expect(end('-A FORWARD -p udp -j ACCEPT', 'DROP')).toBe('drop-policy');
    expect(end('-A FORWARD -p udp -j DROP')).toBe('accept');
  });

  test('what only the kernel knows is unknown, unless it comes to the same', () => {
    expect(end('-A FORWARD -m limit --limit 1/s -j DROP')).toBe('unknown');
    expect(end('-A FORWARD -m limit --limit 1/s -j DROP\n-A FORWARD -j DROP')).toBe(
      'drop -A FORWARD -j DROP',
    );
  });

  test('a target nobody here knows leaves it open', () => {
    expect(end('-A FORWARD -j NFQUEUE --queue-num 1')).toBe('unknown');
  });

  test('chains that call each other in a ring come to an end', () => {
    expect(end('-A FORWARD -j OWN\n-A OWN -j MORE\n-A MORE -j OWN')).toBe('unknown');
  });
});

describe('the rule that stopped a packet', () => {
  const saved = (user: number, policy: number, accepted = 0) =>
    tablesIn(`*raw
:PREROUTING ACCEPT [9:9]
[${accepted}:0] -A PREROUTING -j ACCEPT
COMMIT
*filter
:FORWARD DROP [${policy}:0]
:DOCKER-USER - [0:0]
[${user}:180] -A DOCKER-USER -p tcp -m comment --comment "-j ACCEPT" -j DROP
[4:0] -A DOCKER-USER -j RETURN
COMMIT`);

  test('is the DROP whose counter rose, in whatever chain', () => {
    expect(risenBetween(saved(2, 5), saved(5, 5, 7))).toMatchObject([
      {
        table: 'filter',
        chain: 'DOCKER-USER',
        text: '-A DOCKER-USER -p tcp -m comment --comment "-j ACCEPT" -j DROP',
        packets: 3,
      },
    ]);
  });

  test('may be the policy of a chain', () => {
    expect(risenBetween(saved(2, 5), saved(2, 8))).toMatchObject([
      { table: 'filter', chain: 'FORWARD', text: '-P FORWARD DROP', packets: 3 },
    ]);
  });

  test('is not told where the rules themselves have changed', () => {
    expect(risenBetween(tablesIn(''), saved(5, 5))).toEqual([]);
  });
});
