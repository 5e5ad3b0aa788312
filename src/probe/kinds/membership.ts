import type { ContainerSeen, EndpointSeen } from '../../network/index.ts';
import { type Judgement, verdictOf } from '../judgement.ts';
import { absentContainer, dockerOf, findContainer, findNetwork } from '../lookup.ts';
import { failing, isObstacle } from '../obstacle.ts';
import { fill, otherNetworks } from '../resolve.ts';
import { type CheckOf, type Evidence, said, splitHost, valueSaid } from '../schema/index.ts';
import { all, type Probe } from './probe.ts';

export type MembershipRaw = {
  readonly container: ContainerSeen;
  /** Placeholders filled. */
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
    // A missing container or network has its own sentence, before an address on it is looked for.
    if (container === undefined) {
      const { obstacle: why, evidence } = absentContainer(docker, name, scene.context.names);
      return failing(said('membership.no-container', { container: name, why }), evidence);
    }
    const { name: network } = splitHost(check.network);
    if (findNetwork(docker, network) === undefined)
      return failing(said('membership.no-network', { container: name, network }), evidenceOf(container));
    const address = await fill(check.address, scene);
    return isObstacle(address) ? address : { container, address: address.text };
  },

  judge: (check, raw) => ({ ...judgeEndpoint(check, raw), evidence: evidenceOf(raw.container) }),

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
  { container, address }: MembershipRaw,
): Pick<Judgement, 'verdict' | 'got'> {
  const { name: network } = splitHost(check.network);
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

function evidenceOf({ name, endpoints }: ContainerSeen): Evidence {
  const each = '{{$name}} {{$at.IPAddress}} {{$at.Aliases}}';
  return {
    command: `docker inspect -f '{{range $name, $at := .NetworkSettings.Networks}}${each}{{println}}{{end}}' ${name}`,
    output: endpoints
      .map(({ network, address, aliases }) => `${network} ${address ?? ''} [${aliases.join(' ')}]`)
      .join('\n'),
  };
}

function aliasesOf(endpoint: EndpointSeen) {
  return endpoint.names.length > 0 ? endpoint.names : said('value.none');
}
