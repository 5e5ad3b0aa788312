import { ask } from '../ask.ts';
import { typed } from '../evidence.ts';
import { isObstacle } from '../obstacle.ts';
import { type Reached, reachCodes } from '../reach.ts';
import { type CheckOf, placeSaid, said, valueSaid } from '../schema/index.ts';
import { type ShellSide, sourceOf } from '../source.ts';
import { aim } from '../target.ts';
import type { Probe } from './probe.ts';
import { judgeTraffic, reached, type TrafficRaw } from './traffic.ts';

/** Sends a datagram: does an answer come, or an ICMP error? */
export const udp: Probe<'udp', TrafficRaw> = {
  codes: [
    'udp.answer',
    'udp.silence',
    ...reachCodes.filter(code => !/^unmeasured\.overflow|^outcome\.(open|no-data|dropped)$/.test(code)),
  ],

  async run(check, scene, signal) {
    const source = await sourceOf(check.from, scene, signal);
    if (isObstacle(source)) return source;
    const target = await aim(check.to, source, scene, signal);
    if (isObstacle(target)) return target;
    const found = { from: source.label, shell: source.shell, target };
    if (target.address === undefined) return { ...found, tried: undefined };
    const { port, send } = check;
    const question = { ns: source.ns, address: target.address, port, send };
    const answer = await ask(source.host, 'udp', question, signal);
    return isObstacle(answer) ? answer : { ...found, tried: { ...answer, watched: false } };
  },

  judge(check, raw) {
    const { from, shell, target } = raw;
    const asked = said('asked.udp', { from, to: valueSaid(check.to, target.address), port: check.port });
    const command = typedDatagram(shell, check, target.address ?? target.written);
    return judgeTraffic(check.expect, raw, asked, command, udpReached(raw));
  },

  asked: check =>
    said('asked.udp', { from: placeSaid(check.from), to: valueSaid(check.to), port: check.port }),
  expected: ({ expect }) =>
    said(expect === 'open' || expect === 'no-data' ? `expect.udp.${expect}` : `expect.${expect}`),
};

/**
 * Where the datagrams came to. Silence is `no-data`: a program that doesn't answer and a rule that drops look the same. It
 * has to be proven as a drop has.
 */
export function udpReached(raw: TrafficRaw): Reached {
  const what = reached(raw);
  if (!what.measured) return what;
  const { params } = what.got;
  switch (what.outcome) {
    case 'open':
      return { ...what, got: said('udp.answer', params) };
    case 'dropped':
      return { ...what, outcome: 'no-data', got: said('udp.silence', params) };
    default:
      return what;
  }
}

function typedDatagram(shell: ShellSide, { port, send }: CheckOf<'udp'>, to: string): string {
  if (send === 'dns')
    return typed(shell, ['dig', '+tries=1', '+time=1', '-p', String(port), `@${to}`, 'localhost']);
  const line = `echo hello | nc -uw1 ${to} ${port}`;
  return shell.at === 'host' ? line : typed(shell, ['sh', '-c', line]);
}
