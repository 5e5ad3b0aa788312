import { ask } from '../ask.ts';
import { typed, typedTarget } from '../evidence.ts';
import { isObstacle } from '../obstacle.ts';
import { reachCodes } from '../reach.ts';
import { placeSaid, said, valueSaid } from '../schema/index.ts';
import { sourceOf } from '../source.ts';
import { aim } from '../target.ts';
import type { Probe } from './probe.ts';
import { judgeTraffic, type TrafficRaw } from './traffic.ts';

/** Sends ICMP echo requests: does anybody answer? */
export const ping: Probe<'ping', TrafficRaw> = {
  codes: reachCodes.filter(code => !code.startsWith('unmeasured.overflow')),

  async run(check, scene, signal) {
    const source = await sourceOf(check.from, scene, signal);
    if (isObstacle(source)) return source;
    const target = await aim(check.to, source, scene, signal);
    if (isObstacle(target)) return target;
    const found = { from: source.label, shell: source.shell, target };
    if (target.address === undefined) return { ...found, tried: undefined };
    const answer = await ask(source.host, 'ping', { ns: source.ns, address: target.address }, signal);
    if (isObstacle(answer)) return answer;
    return { ...found, tried: { ...answer, watched: false } };
  },

  judge(check, raw) {
    const { written, address } = raw.target;
    const asked = said('asked.ping', { from: raw.from, to: valueSaid(check.to, address) });
    const target = typedTarget(raw.shell, 'ping', written, address);
    return judgeTraffic(check.expect, raw, asked, typed(raw.shell, ['ping', '-c1', '-W1', target]));
  },

  asked: check => said('asked.ping', { from: placeSaid(check.from), to: valueSaid(check.to) }),
  expected: check => said(`expect.${check.expect}`),
};
