import { typed, typedTarget } from '../evidence.ts';
import { isObstacle } from '../obstacle.ts';
import { reachCodes } from '../reach.ts';
import { fillPort } from '../resolve.ts';
import { placeSaid, portNumber, said, valueSaid } from '../schema/index.ts';
import { sourceOf } from '../source.ts';
import { aim, connect } from '../target.ts';
import type { Probe } from './probe.ts';
import { judgeTraffic, type PortRaw } from './traffic.ts';

/** Opens a TCP connection, and closes it again. */
export const tcp: Probe<'tcp', PortRaw> = {
  codes: reachCodes,

  async run(check, scene, signal) {
    const source = await sourceOf(check.from, scene, signal);
    if (isObstacle(source)) return source;
    const target = await aim(check.to, source, scene, signal);
    if (isObstacle(target)) return target;
    const to = await fillPort(check.port, scene);
    if (isObstacle(to)) return to;
    const found = { from: source.label, shell: source.shell, target, port: to.port };
    if (target.address === undefined) return { ...found, tried: undefined };
    const tried = await connect(source, target.address, to.port, scene, signal);
    return isObstacle(tried) ? tried : { ...found, tried };
  },

  judge(check, raw) {
    const { written, address } = raw.target;
    const { from, shell, port } = raw;
    const asked = said('asked.tcp', { from, to: valueSaid(check.to, address), port });
    const target = typedTarget(shell, 'nc', written, address);
    return judgeTraffic(check.expect, raw, asked, typed(shell, ['nc', '-zvw1', target, String(port)]));
  },

  asked: check =>
    said('asked.tcp', {
      from: placeSaid(check.from),
      to: valueSaid(check.to),
      port: portNumber(check.port),
    }),
  expected: check => said(`expect.${check.expect}`),
};
