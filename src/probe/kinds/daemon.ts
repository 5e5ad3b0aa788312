import { type Judgement, obstacleJudgement, verdictOf } from '../judgement.ts';
import { daemonDown, findNetwork } from '../lookup.ts';
import { isObstacle } from '../obstacle.ts';
import { type CheckOf, parsePlace, placeSaid, said } from '../schema/index.ts';
import type { HostSeen } from '../seen.ts';
import { all, type Probe } from './probe.ts';

export type DaemonRaw = { readonly seen: HostSeen };

/** Looks at the lab host's Docker daemon: does it run, and with which options? */
export const daemon: Probe<'daemon', DaemonRaw> = {
  codes: ['daemon.up', 'daemon.down', 'daemon.option', 'daemon.option-missing', 'network.absent'],

  async run(check, scene) {
    const seen = await scene.seen(parsePlace(check.from).host);
    return isObstacle(seen) ? seen : { seen };
  },

  judge(check, { seen }) {
    if (seen.daemon === 'down')
      return { ...obstacleJudgement(daemonDown(seen)), verdict: verdictOf(!check.running) };
    const up = said('daemon.up', { host: seen.host });
    const evidence = { command: 'systemctl is-active docker', output: 'active' };
    if (!check.running) return { verdict: 'fail', got: up, evidence };
    return check.bridgeOptions === undefined
      ? { verdict: 'pass', got: up, evidence }
      : judgeOptions(check.bridgeOptions, seen, { verdict: 'pass', got: up, evidence });
  },

  asked: check => said('asked.daemon', { where: placeSaid(check.from) }),
  expected(check) {
    if (!check.running) return said('expect.daemon.down');
    return all([
      said('expect.daemon.up'),
      ...Object.entries(check.bridgeOptions ?? {}).map(([option, value]) =>
        said('expect.option', { option, value }),
      ),
    ]);
  },
};

function judgeOptions(
  wanted: NonNullable<CheckOf<'daemon'>['bridgeOptions']>,
  seen: Extract<HostSeen, { daemon: 'up' }>,
  up: Judgement,
): Judgement {
  // The running daemon's own view: a file not read, or misspelt (`dameon.json`), does not show here.
  const bridge = findNetwork(seen, 'bridge');
  const evidence = {
    command: "docker network inspect -f '{{json .Options}}' bridge",
    output: JSON.stringify(bridge?.options ?? {}),
  };
  if (bridge === undefined)
    return { verdict: 'fail', got: said('network.absent', { name: 'bridge' }), evidence };
  const [other] = Object.entries(wanted).filter(([option, value]) => bridge.options[option] !== value);
  if (other === undefined) return { ...up, evidence };
  const [option] = other;
  const value = bridge.options[option];
  const got =
    value === undefined
      ? said('daemon.option-missing', { option })
      : said('daemon.option', { option, value });
  return { verdict: 'fail', got, evidence };
}
