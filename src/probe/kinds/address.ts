import { bridgeInterface, inSubnet, type NetworkSeen } from '../../network/index.ts';
import { asRecord, typed } from '../evidence.ts';
import { type Judgement, verdictOf } from '../judgement.ts';
import { findNetwork } from '../lookup.ts';
import { isObstacle, type Obstacle } from '../obstacle.ts';
import { fill } from '../resolve.ts';
import type { Scene } from '../scene.ts';
import { type CheckOf, parsePlace, placeSaid, type SaidParam, said, valueSaid } from '../schema/index.ts';
import { type ShellSide, sourceOf } from '../source.ts';
import { addressesOf, isAddress, type Link, linksOf } from './ip.ts';
import { all, type Probe } from './probe.ts';

export type AddressRaw = {
  readonly from: SaidParam;
  readonly shell: ShellSide;
  readonly links: readonly Link[];
  /** Placeholders filled. */
  readonly address: string;
  readonly mac: string | undefined;
  /** The interface that must have it, by name. */
  readonly on: string | undefined;
  /** The network that interface must be on, where `on` is the name of one. */
  readonly network: NetworkSeen | undefined;
};

/** Looks for an address on the interfaces of a place. */
export const address: Probe<'address', AddressRaw> = {
  codes: ['address.absent', 'address.present', 'address.prefix', 'address.elsewhere', 'address.mac'],

  async run(check, scene, signal) {
    const source = await sourceOf(check.from, scene, signal);
    if (isObstacle(source)) return source;
    const wanted = await fill(check.address, scene);
    if (isObstacle(wanted)) return wanted;
    const mac = await fill(check.mac, scene);
    if (isObstacle(mac)) return mac;
    const on = await fill(check.on, scene);
    if (isObstacle(on)) return on;
    const network = await networkCalled(on.text, parsePlace(check.from).host, scene);
    if (isObstacle(network)) return network;
    const links = await linksOf(source, signal);
    if (isObstacle(links)) return links;
    return {
      from: source.label,
      shell: source.shell,
      links: links.rows,
      address: wanted.text,
      mac: mac.text,
      on: on.text,
      network: network.network,
    };
  },

  judge(check, raw) {
    const evidence = {
      command: typed(raw.shell, ['ip', 'address']),
      output: asRecord(
        raw.links.map(each => [each.ifname, each.address ?? '-', ...addressesOf(each)].join(' ')),
      ),
    };
    return { ...judgeAddress(check, raw), evidence };
  },

  asked: check => said('asked.address', { where: placeSaid(check.from), address: valueSaid(check.address) }),
  expected(check) {
    if (!check.present) return said('expect.absent');
    return all([
      said('expect.present'),
      ...(check.on === undefined ? [] : [said('expect.address.on', { on: valueSaid(check.on) })]),
      ...(check.mac === undefined ? [] : [said('expect.address.mac', { mac: valueSaid(check.mac) })]),
    ]);
  },
};

/** The network of that name; none where it is an interface's name, or nobody is there to ask. */
export async function networkCalled(
  name: string | undefined,
  host: string | undefined,
  scene: Scene,
): Promise<{ readonly network: NetworkSeen | undefined } | Obstacle> {
  if (name === undefined) return { network: undefined };
  const docker = await scene.seen(host);
  if (isObstacle(docker)) return docker;
  return { network: docker.daemon === 'up' ? findNetwork(docker, name) : undefined };
}

function judgeAddress(check: CheckOf<'address'>, raw: AddressRaw): Pick<Judgement, 'verdict' | 'got'> {
  const { from: where, links, address: wanted, on, mac } = raw;
  const holders = links.filter(each => addressesOf(each).some(one => isAddress(one, wanted)));
  const here = holders.filter(each => isOn(each, raw));
  const [first] = here.length > 0 ? here : holders;
  if (first === undefined) return judgeAbsence(check, raw);
  const name = first.ifname;
  const got = said('address.present', { where, address: wanted, name });
  if (!check.present) return { verdict: 'fail', got };
  if (here.length === 0)
    return {
      verdict: 'fail',
      got: said('address.elsewhere', { where, address: wanted, name, on: on ?? '' }),
    };
  if (mac !== undefined && first.address !== mac.toLowerCase())
    return {
      verdict: 'fail',
      got: said('address.mac', { where, name, mac: first.address ?? said('value.none') }),
    };
  return { verdict: 'pass', got };
}

function judgeAbsence(check: CheckOf<'address'>, raw: AddressRaw): Pick<Judgement, 'verdict' | 'got'> {
  const { from: where, links, address: wanted } = raw;
  const all = links.flatMap(addressesOf);
  const plain = wanted.replace(/\/.*/, '');
  const otherLength = all.find(each => isAddress(each, plain));
  if (otherLength !== undefined)
    return {
      verdict: verdictOf(!check.present),
      got: said('address.prefix', { where, address: otherLength }),
    };
  const addresses = all.length > 0 ? all : said('value.none');
  return {
    verdict: verdictOf(!check.present),
    got: said('address.absent', { where, address: wanted, addresses }),
  };
}

/**
 * Whether an interface is the one that is asked for. On the host a network is its bridge; elsewhere its interface is found by
 * the subnet, for numbers change (`eth1` becomes `eth0`).
 */
/** Whether an interface is the one called so, or on the network called so. */
export function isOn(
  link: Link,
  { shell, on, network }: Pick<AddressRaw, 'shell' | 'on' | 'network'>,
): boolean {
  if (on === undefined) return true;
  if (network === undefined) return link.ifname === on;
  if (shell.at === 'host') return link.ifname === bridgeInterface(network);
  const { subnet } = network;
  return (
    subnet !== undefined && link.addr_info.some(({ local }) => local !== undefined && inSubnet(local, subnet))
  );
}
