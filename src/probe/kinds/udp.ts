import { ask } from '../ask.ts';
import { typed } from '../evidence.ts';
import { isObstacle } from '../obstacle.ts';
import { type Reached, reachCodes } from '../reach.ts';
import { fillPort } from '../resolve.ts';
import { type CheckOf, placeSaid, portNumber, said, valueSaid } from '../schema/index.ts';
import { type ShellSide, sourceOf } from '../source.ts';
import { aim } from '../target.ts';
import type { Probe } from './probe.ts';
import { judgeTraffic, type PortRaw, reached, type TrafficRaw } from './traffic.ts';

/** Sends a datagram: does an answer come, or an ICMP error? */
export const udp: Probe<'udp', PortRaw> = {
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
    const to = await fillPort(check.port, scene);
    if (isObstacle(to)) return to;
    const { port } = to;
    const found = { from: source.label, shell: source.shell, target, port };
    if (target.address === undefined) return { ...found, tried: undefined };
    const question = { ns: source.ns, address: target.address, port, send: check.send };
    const answer = await ask(source.host, 'udp', question, signal);
    return isObstacle(answer) ? answer : { ...found, tried: { ...answer, watched: false } };
  },

  judge(check, raw) {
    const { from, shell, target, port } = raw;
    const asked = said('asked.udp', { from, to: valueSaid(check.to, target.address), port });
    const command = typedDatagram(shell, { port, send: check.send }, target.address ?? target.written);
    return judgeTraffic(check.expect, raw, asked, command, udpReached(raw));
  },

  asked: check =>
    said('asked.udp', { from: placeSaid(check.from), to: valueSaid(check.to), port: portNumber(check.port) }),
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

function typedDatagram(
  shell: ShellSide,
  { port, send }: { readonly port: number; readonly send: CheckOf<'udp'>['send'] },
  to: string,
): string {
  if (send === 'dns')
    return typed(shell, ['dig', '+tries=1', '+time=1', '-p', String(port), `@${to}`, 'localhost']);
  const line = `echo hello | nc -uw1 ${to} ${port}`;
  return shell.at === 'host' ? line : typed(shell, ['sh', '-c', line]);
}
