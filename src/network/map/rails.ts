import { bridgeInterface, isIccOff, type NetworkSeen } from '../docker.ts';
import { containersOf, networksOf } from '../machines.ts';
import type { Machine } from '../model.ts';
import { machineId } from './machines.ts';
import type { Rail } from './model.ts';
import { byName } from './order.ts';

/** Networks that are no rails: in host mode one is on the host's row, in none mode nowhere. */
const noRails = ['host', 'null'];

/** Networks Docker makes by itself. Its name server answers nobody for them. */
const dockersOwn = ['ingress', 'docker_gwbridge', 'bridge'];

/**
 * The rails of all hosts. Overlay networks stand first, because they run through several hosts and must not move when one
 * more joins; then those of each host. The user's stand by name before Docker's own, the default `bridge` last.
 */
export function railsOf(machines: readonly Machine[]): readonly Rail[] {
  const seen = machines.flatMap(machine =>
    networksOf(machine)
      .filter(network => !noRails.includes(network.driver) && !isIdleIngress(network, machines))
      .map(network => ({ machine, network })),
  );
  const overlays = seen.filter(({ network }) => network.driver === 'overlay').map(({ network }) => network);
  const shared = [...new Map(overlays.map(network => [network.id, network])).values()].map(network => {
    // Two swarms may each have a network of that name.
    const alone = overlays.every(({ id, name }) => name !== network.name || id === network.id);
    const id = `rail:*/${network.name}${alone ? '' : `~${network.id.slice(0, 12)}`}`;
    const on = machines.filter(
      machine =>
        networksOf(machine).some(one => one.id === network.id) || (alone && hasForgotten(machine, network)),
    );
    return railOf(network, id, on.map(machineId));
  });
  const local = machines.flatMap(machine =>
    seen
      .filter(one => one.machine === machine && one.network.driver !== 'overlay')
      .map(({ network }) => railOf(network, localRailId(machine.name, network.name), [machineId(machine)]))
      .sort(inRailOrder),
  );
  return [...shared.sort(inRailOrder), ...local];
}

/** Id of the rail of a network that one host has by itself. */
export function localRailId(machine: string, network: string): string {
  return `rail:${machine}/${network}`;
}

/** Whether containers of a host wait for an overlay network: a worker forgets it when the last one that runs on it ends. */
function hasForgotten(machine: Machine, { name }: NetworkSeen): boolean {
  return (
    networksOf(machine).every(network => network.name !== name) &&
    containersOf(machine).some(({ endpoints }) => endpoints.some(({ network }) => network === name))
  );
}

/** Swarm's network for its routing mesh, while nobody is on it. */
function isIdleIngress({ name, driver }: NetworkSeen, machines: readonly Machine[]): boolean {
  const used = machines
    .flatMap(containersOf)
    .some(({ endpoints }) => endpoints.some(({ network }) => network === 'ingress'));
  return driver === 'overlay' && name === 'ingress' && !used;
}

function railOf(network: NetworkSeen, id: string, machines: readonly string[]): Rail {
  const { name, driver, subnet, internal, options } = network;
  return {
    id,
    name,
    driver,
    subnet,
    interface: bridgeInterface(network) ?? options.parent,
    dns: !dockersOwn.includes(name),
    internal,
    icc: !isIccOff(network),
    machines,
  };
}

/** Compares rails of one host: the user's by name, then Docker's own. */
export function inRailOrder(one: Rail, other: Rail): number {
  return dockersOwn.indexOf(one.name) - dockersOwn.indexOf(other.name) || byName(one, other);
}
