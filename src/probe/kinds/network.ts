import type { NetworkSeen } from '../../network/index.ts';
import { type Judgement, obstacleJudgement, verdictOf } from '../judgement.ts';
import { absentNetwork, dockerOf, findNetwork } from '../lookup.ts';
import { isObstacle, type Obstacle } from '../obstacle.ts';
import { type CheckOf, type Said, said, splitHost } from '../schema/index.ts';
import { all, type Probe } from './probe.ts';

export type NetworkRaw =
  | { readonly network: undefined; readonly absent: Obstacle }
  | { readonly network: NetworkSeen };

/** Looks at a network: is it there, and is it as it should be? */
export const network: Probe<'network', NetworkRaw> = {
  codes: [
    'network.absent',
    'network.present',
    'network.driver',
    'network.subnet',
    'network.internal',
    'network.not-internal',
    'network.option',
    'network.option-missing',
  ],

  async run(check, scene) {
    const { host, name } = splitHost(check.name);
    const docker = await dockerOf(host, scene);
    if (isObstacle(docker)) return docker;
    const found = findNetwork(docker, name);
    return found === undefined
      ? { network: undefined, absent: absentNetwork(docker, name) }
      : { network: found };
  },

  judge(check, raw) {
    if (raw.network === undefined)
      return { ...obstacleJudgement(raw.absent), verdict: verdictOf(!check.exists) };
    const { network: seen } = raw;
    const present = said('network.present', {
      name: seen.name,
      driver: seen.driver,
      subnet: seen.subnet ?? '-',
    });
    if (!check.exists) return withEvidence('fail', present, seen);
    const other = difference(check, seen);
    return withEvidence(verdictOf(other === undefined), other ?? present, seen);
  },

  asked: check => said('asked.network', { name: check.name }),
  expected(check) {
    if (!check.exists) return said('expect.absent');
    return all([
      said('expect.present'),
      ...(check.driver === undefined ? [] : [said('expect.network.driver', { driver: check.driver })]),
      ...(check.subnet === undefined ? [] : [said('expect.network.subnet', { subnet: check.subnet })]),
      ...(check.internal === undefined
        ? []
        : [said(check.internal ? 'expect.network.internal' : 'expect.network.not-internal')]),
      ...Object.entries(check.options ?? {}).map(([option, value]) =>
        said('expect.option', { option, value }),
      ),
    ]);
  },
};

function difference(check: CheckOf<'network'>, seen: NetworkSeen): Said | undefined {
  const { name } = seen;
  if (check.driver !== undefined && seen.driver !== check.driver)
    return said('network.driver', { name, driver: seen.driver });
  if (check.subnet !== undefined && seen.subnet !== check.subnet)
    return said('network.subnet', { name, subnet: seen.subnet ?? '-' });
  if (check.internal !== undefined && seen.internal !== check.internal)
    return said(seen.internal ? 'network.internal' : 'network.not-internal', { name });
  const [option] = Object.entries(check.options ?? {}).filter(([key, value]) => seen.options[key] !== value);
  if (option === undefined) return undefined;
  const value = seen.options[option[0]];
  if (value === undefined) return said('network.option-missing', { name, option: option[0] });
  return said('network.option', { name, option: option[0], value });
}

function withEvidence(verdict: Judgement['verdict'], got: Said, seen: NetworkSeen): Judgement {
  // `range`: the networks host and none have no pool to index.
  const format = '{{.Driver}} {{range .IPAM.Config}}{{.Subnet}} {{end}}{{.Internal}} {{json .Options}}';
  return {
    verdict,
    got,
    evidence: {
      command: `docker network inspect -f '${format}' ${seen.name}`,
      output: `${seen.driver} ${seen.subnet === undefined ? '' : `${seen.subnet} `}${seen.internal} ${JSON.stringify(seen.options)}`,
    },
  };
}
