import type Docker from 'dockerode';
import { EnvironmentError } from '../engine/index.ts';
import type { Labels } from './labels.ts';
import type { LabSpec } from './types.ts';

/** Where a host is on the lab's wires. */
export type Place = {
  /** Its outer networks in order: the first one is `eth0`. */
  readonly ports: readonly { readonly wire: string; readonly network: string; readonly address: string }[];
  /** Address of the container that plays *outside*, on the first wire; undefined for a host that isn't on it. */
  readonly gateway: string | undefined;
};

/** Name of the container that plays *outside*. */
export const outsideHost = 'outside';

type Subnet = { readonly id: string; readonly prefix: string };

/**
 * Makes the outer networks of a lab and gives every host its addresses. Nothing can leave by them: masquerading is off
 * and the bridge has no address, so nobody on the engine's side routes for them. The host with `.1` is *outside*.
 * Throws `EnvironmentError` when the engine has no range left. What was made until then carries the labels.
 */
export async function layWires(
  docker: Docker,
  id: string,
  spec: LabSpec,
  labels: Labels,
): Promise<ReadonlyMap<string, Place>> {
  const subnets = new Map<string, Subnet>();
  // In the order of their names: that is the order in which Docker numbers the interfaces.
  for (const wire of wireNames(spec)) subnets.set(wire, await makeNetwork(docker, id, wire, labels));
  return new Map(
    [...spec.hosts, outsideHost].map((host, index) => [host, place(spec, subnets, host, index)]),
  );
}

function wireNames(spec: LabSpec): string[] {
  return Object.keys(spec.wires).sort();
}

function place(spec: LabSpec, subnets: ReadonlyMap<string, Subnet>, host: string, index: number): Place {
  const [first] = wireNames(spec);
  const names = host === outsideHost ? wireNames(spec).slice(0, 1) : wireNames(spec);
  const ports = names.flatMap(wire => {
    const subnet = subnets.get(wire);
    if (subnet === undefined || (host !== outsideHost && !spec.wires[wire]?.includes(host))) return [];
    const last = host === outsideHost ? 1 : 11 + index;
    return [{ wire, network: subnet.id, address: `${subnet.prefix}.${last}` }];
  });
  const uplink = ports.find(port => port.wire === first);
  return { ports, gateway: uplink?.address.replace(/\d+$/, '1') };
}

async function makeNetwork(docker: Docker, id: string, wire: string, labels: Labels): Promise<Subnet> {
  // 10.77.0 is what one-host labs use, each in a namespace of its own.
  for (let third = 1; third < 255; third++) {
    const prefix = `10.77.${third}`;
    try {
      const network = await docker.createNetwork({
        Name: `netdojo-${id}-${wire}`,
        Driver: 'bridge',
        // Not Internal: that drops what the lab's own hosts route (measured on 20.10).
        Options: {
          'com.docker.network.bridge.enable_ip_masquerade': 'false',
          'com.docker.network.bridge.inhibit_ipv4': 'true',
        },
        IPAM: { Driver: 'default', Config: [{ Subnet: `${prefix}.0/24`, Gateway: `${prefix}.254` }] },
        Labels: { ...labels },
      });
      return { id: network.id, prefix };
    } catch (error) {
      if (!(error instanceof Error && /overlaps/i.test(error.message))) throw error;
    }
  }
  throw new EnvironmentError('lab-no-subnet', {});
}
