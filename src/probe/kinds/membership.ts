import { type Judgement, verdictOf } from '../judgement.ts';
import { absentContainer, dockerOf, findContainer, findNetwork } from '../lookup.ts';
import { isObstacle } from '../obstacle.ts';
import { fill, otherNetworks } from '../resolve.ts';
import { type CheckOf, type Evidence, type Said, said, splitHost, valueSaid } from '../schema/index.ts';
import type { ContainerSeen, EndpointSeen } from '../seen.ts';
import { all, type Probe } from './probe.ts';

export type MembershipRaw = {
  readonly container: ContainerSeen | undefined;
  /** What a missing container is said to be. */
  readonly absent: { readonly got: Said; readonly evidence: Evidence | undefined };
  readonly networkExists: boolean;
  readonly address: string | undefined;
};

/** Looks at whether, and how, a container is attached to a network. */
export const membership: Probe<'membership', MembershipRaw> = {
  codes: [
    'membership.attached',
    'membership.not-attached',
    'membership.no-container',
    'membership.no-network',
    'membership.address',
    'membership.alias',
  ],

  async run(check, scene) {
    const { host, name } = splitHost(check.container);
    const docker = await dockerOf(host, scene);
    if (isObstacle(docker)) return docker;
    const container = findContainer(docker, name);
    const { obstacle, evidence } = absentContainer(docker, name, scene.context.names);
    const found = {
      container,
      absent: { got: said('membership.no-container', { container: name, why: obstacle }), evidence },
      networkExists: findNetwork(docker, splitHost(check.network).name) !== undefined,
    };
    // A missing network or container has its own sentence, before an address on it is looked for.
    if (container === undefined || !found.networkExists || check.address === undefined)
      return { ...found, address: undefined };
    const address = await fill(check.address, scene);
    return isObstacle(address) ? address : { ...found, address: address.text };
  },

  judge(check, raw) {
    const { container, absent } = raw;
    if (container === undefined)
      return {
        verdict: 'fail',
        got: absent.got,
        ...(absent.evidence === undefined ? {} : { evidence: absent.evidence }),
      };
    const { name: network } = splitHost(check.network);
    const each = '{{$name}} {{$at.IPAddress}} {{$at.Aliases}}';
    const evidence = {
      command: `docker inspect -f '{{range $name, $at := .NetworkSettings.Networks}}${each}{{println}}{{end}}' ${container.name}`,
      output: container.endpoints
        .map(({ network: on, address, aliases }) => `${on} ${address ?? ''} [${aliases.join(' ')}]`)
        .join('\n'),
    };
    if (!raw.networkExists)
      return {
        verdict: 'fail',
        got: said('membership.no-network', { container: container.name, network }),
        evidence,
      };
    return { ...judgeEndpoint(check, container, network, raw.address), evidence };
  },

  asked: check => said('asked.membership', { container: check.container, network: check.network }),
  expected(check) {
    if (!check.attached) return said('expect.not-attached');
    return all([
      said('expect.attached'),
      ...(check.alias === undefined ? [] : [said('expect.alias', { alias: check.alias })]),
      ...(check.address === undefined ? [] : [said('expect.address', { address: valueSaid(check.address) })]),
    ]);
  },
};

function judgeEndpoint(
  check: CheckOf<'membership'>,
  container: ContainerSeen,
  network: string,
  address: string | undefined,
): Pick<Judgement, 'verdict' | 'got'> {
  const endpoint = container.endpoints.find(each => each.network === network);
  const who = { container: container.name, network };
  if (endpoint === undefined)
    return {
      verdict: verdictOf(!check.attached),
      got: said('membership.not-attached', { ...who, others: otherNetworks(container) }),
    };
  const attached = said('membership.attached', { ...who, address: endpoint.address ?? said('value.none') });
  if (!check.attached) return { verdict: 'fail', got: attached };
  if (check.alias !== undefined && !endpoint.names.includes(check.alias))
    return { verdict: 'fail', got: said('membership.alias', { ...who, aliases: aliasesOf(endpoint) }) };
  if (address !== undefined && endpoint.address !== address)
    return {
      verdict: 'fail',
      got: said('membership.address', { ...who, address: endpoint.address ?? said('value.none') }),
    };
  return { verdict: 'pass', got: attached };
}

function aliasesOf(endpoint: EndpointSeen) {
  return endpoint.names.length > 0 ? endpoint.names : said('value.none');
}
