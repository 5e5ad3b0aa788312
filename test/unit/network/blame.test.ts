import { describe, expect, it } from 'vitest';
import { blame, type PredictedRoute, type Risen, tablesIn } from '../../../src/network/index.ts';

type Walk = NonNullable<PredictedRoute['there']>;
type Station = Walk['stations'][number];

const packet: Station['at']['packet'] = {
  protocol: 'tcp',
  source: '172.18.0.2',
  destination: '172.19.0.2',
  port: 80,
  sourcePort: undefined,
  reply: false,
  original: { source: '172.18.0.2', destination: '172.19.0.2', port: 80 },
  translated: false,
};

const saved = `*filter
:INPUT DROP [0:0]
:FORWARD DROP [0:0]
:ISOLATION - [0:0]
:USER - [0:0]
[0:0] -A FORWARD -j USER
[0:0] -A FORWARD -i br-1 ! -o br-1 -j ISOLATION
[0:0] -A FORWARD -i br-3 ! -o br-3 -j ISOLATION
[0:0] -A FORWARD -i br-1 -o br-1 -j ACCEPT
[0:0] -A ISOLATION -o br-2 -j DROP
[0:0] -A ISOLATION -o br-1 -j DROP
[0:0] -A USER -s 172.19.0.0/16 -j DROP
[0:0] -A USER -p udp -m statistic --mode random --probability 0.5 -j DROP
COMMIT`;

/** A way on which the rules above are asked at one hook of the stack `host1`. */
function way(changes: Partial<typeof packet>, into: string, out: string): Walk {
  const stack = { id: 'host1', rules: tablesIn(saved) } as unknown as Station['stack'];
  const at = { packet: { ...packet, ...changes }, in: into, out, isLocal: () => false };
  const stations = [{ stack, table: 'filter', hook: 'FORWARD', at }];
  return { hops: [], barriers: [], stations, end: undefined, flows: [] };
}

const there = way({}, 'br-1', 'br-2');
const back = way({ source: '172.19.0.2', destination: '172.18.0.2', reply: true }, 'br-2', 'br-1');

function risen(text: string): Risen {
  const [, chain = ''] = text.split(' ');
  return { table: 'filter', chain, text, packets: 3 };
}

const drop = risen('-A ISOLATION -o br-2 -j DROP');
const answer = risen('-A USER -s 172.19.0.0/16 -j DROP');
const other = risen('-A ISOLATION -o br-1 -j DROP');

describe('a rule whose counter rose', () => {
  it('stopped the request where it meets it, in whatever chain', () => {
    expect(blame([drop, other], 'host1', { there, back }, true)).toEqual({ there: [drop], back: [] });
  });

  it('stopped the answer where it meets only that', () => {
    expect(blame([answer], 'host1', { there, back }, true)).toEqual({ there: [], back: [answer] });
  });

  it('counted others where the packet never comes to its chain, though it would match', () => {
    const within = way({}, 'br-1', 'br-1');
    expect(blame([other], 'host1', { there: within, back: within }, false)).toEqual({ there: [], back: [] });
  });

  it('may be the policy of the chain that the packet comes to the end of', () => {
    const [forward, input] = [risen('-P FORWARD DROP'), risen('-P INPUT DROP')];
    const away = way({}, 'br-1', 'eth0');
    expect(blame([input, forward], 'host1', { there: away, back: undefined }, true)).toEqual({
      there: [forward],
      back: [],
    });
  });

  it('stays where it asks what only the kernel knows', () => {
    const maybe = risen('-A USER -p udp -m statistic --mode random --probability 0.5 -j DROP');
    const datagram = way({ protocol: 'udp' }, 'br-1', 'br-2');
    expect(blame([maybe, other], 'host1', { there: datagram, back: undefined }, true).there).toEqual([maybe]);
  });

  it('stays where none meets a packet that was stopped: it went another way than was read', () => {
    expect(blame([other], 'host1', { there, back }, true)).toEqual({ there: [other], back: [] });
    expect(blame([drop], 'host2', { there, back }, true)).toEqual({ there: [drop], back: [] });
    expect(blame([drop], 'host1', { there: undefined, back: undefined }, true).there).toHaveLength(1);
  });
});
