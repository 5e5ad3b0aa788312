import { inSubnet } from '../../network/index.ts';
import { asRecord, typed } from '../evidence.ts';
import { type Judgement, verdictOf } from '../judgement.ts';
import { absentNetwork, dockerOf, findNetwork } from '../lookup.ts';
import { failing, isObstacle, type Obstacle } from '../obstacle.ts';
import { fill } from '../resolve.ts';
import type { Scene } from '../scene.ts';
import { type CheckOf, parsePlace, placeSaid, type SaidParam, said, valueSaid } from '../schema/index.ts';
import { type ShellSide, sourceOf } from '../source.ts';
import { addressesOf, isAddress, type Link, linksOf, stateOf } from './ip.ts';
import { all, type StateProbe } from './probe.ts';

/** What the interface is known by: an address in a subnet, or its name. */
type Known = { readonly subnet: string } | { readonly name: string };

export type InterfaceRaw = {
  readonly from: SaidParam;
  readonly shell: ShellSide;
  readonly links: readonly Link[];
  readonly known: Known;
  readonly address: string | undefined;
};

/** Looks at an interface. It is found by the subnet of its network, for numbers change (`eth1` becomes `eth0`). */
export const netInterface: StateProbe<'interface', InterfaceRaw> = {
  codes: [
    'interface.absent',
    'interface.present',
    'interface.down',
    'interface.up',
    'interface.address',
    'network.no-value',
  ],

  async run(check, scene, signal) {
    const source = await sourceOf(check.from, scene, signal);
    if (isObstacle(source)) return source;
    const known = await knownBy(check, scene);
    if (isObstacle(known)) return known;
    const address = await fill(check.address, scene);
    if (isObstacle(address)) return address;
    const links = await linksOf(source, signal);
    if (isObstacle(links)) return links;
    return { from: source.label, shell: source.shell, links: links.rows, known, address: address.text };
  },

  judge(check, raw) {
    const { links } = raw;
    const evidence = {
      command: typed(raw.shell, ['ip', 'address']),
      output: asRecord(links.map(each => [each.ifname, stateOf(each), ...addressesOf(each)].join(' '))),
    };
    return { ...judgeLink(check, raw, foundIn(raw)), evidence };
  },

  reading(raw) {
    const found = foundIn(raw);
    if (found === undefined) return { outcome: 'absent', value: '' };
    const outcome = stateOf(found) === 'UP' ? 'up' : 'down';
    return { outcome, value: [found.ifname, ...addressesOf(found)].join(' ') };
  },

  asked: check =>
    check.network === undefined
      ? said('asked.interface', { where: placeSaid(check.from), name: valueSaid(check.name ?? '') })
      : said('asked.interface-on', { where: placeSaid(check.from), network: check.network }),
  expected(check) {
    if (!check.present) return said('expect.absent');
    return all([
      said('expect.present'),
      ...(check.up === undefined ? [] : [said(check.up ? 'expect.interface.up' : 'expect.interface.down')]),
      ...(check.address === undefined ? [] : [said('expect.address', { address: valueSaid(check.address) })]),
    ]);
  },
};

async function knownBy(check: CheckOf<'interface'>, scene: Scene): Promise<Known | Obstacle> {
  if (check.network === undefined) {
    const name = await fill(check.name ?? '', scene);
    return isObstacle(name) ? name : { name: name.text };
  }
  const docker = await dockerOf(parsePlace(check.from).host, scene);
  if (isObstacle(docker)) return docker;
  const network = findNetwork(docker, check.network);
  if (network === undefined) return absentNetwork(docker, check.network);
  if (network.subnet === undefined)
    return failing(said('network.no-value', { name: network.name, what: said('value.word.subnet') }));
  return { subnet: network.subnet };
}

function foundIn({ known, links }: InterfaceRaw): Link | undefined {
  return links.find(each =>
    'name' in known
      ? each.ifname === known.name
      : each.addr_info.some(({ local }) => local !== undefined && inSubnet(local, known.subnet)),
  );
}

function judgeLink(
  check: CheckOf<'interface'>,
  { from: where, known, address }: InterfaceRaw,
  found: Link | undefined,
): Pick<Judgement, 'verdict' | 'got'> {
  if (found === undefined) {
    const name = 'name' in known ? known.name : said('value.in-subnet', { subnet: known.subnet });
    return { verdict: verdictOf(!check.present), got: said('interface.absent', { where, name }) };
  }
  const name = found.ifname;
  const addresses = addressesOf(found);
  const shown = addresses.length > 0 ? addresses : said('value.none');
  const present = said('interface.present', { where, name, addresses: shown });
  if (!check.present) return { verdict: 'fail', got: present };
  const up = stateOf(found) === 'UP';
  if (check.up !== undefined && up !== check.up)
    return { verdict: 'fail', got: said(up ? 'interface.up' : 'interface.down', { where, name }) };
  if (address !== undefined && !addresses.some(each => isAddress(each, address)))
    return { verdict: 'fail', got: said('interface.address', { where, name, addresses: shown }) };
  return { verdict: 'pass', got: present };
}
