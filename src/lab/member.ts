import { setTimeout as delay } from 'node:timers/promises';
import type Docker from 'dockerode';
import { type Engine, EnvironmentError } from '../engine/index.ts';
import { attachBootLog, type BootLog } from './boot-log.ts';
import { hostConfig } from './host-container.ts';
import { programFolder } from './image-paths.ts';
import { type Labels, label, labLabels } from './labels.ts';
import { leaseArgument } from './lease.ts';
import type { LabSpec, Lease } from './types.ts';
import { outsideHost, type Place } from './wires.ts';

/** A container of a lab: a host, or the one that plays *outside*. */
export type Member = { readonly name: string; readonly containerId: string; readonly log: BootLog };

/** Everything needed to make the containers of a lab. */
export type LabPlan = {
  readonly id: string;
  readonly spec: LabSpec;
  /** Full id of the image. */
  readonly image: string;
  readonly lease: Lease;
  /** Where everybody is; empty for a lab without wires. */
  readonly places: ReadonlyMap<string, Place>;
};

/** Where *outside* answers, on every lab. */
const outsideAddress = '203.0.113.10';

/** Address of the only host of a lab without wires. `image/lab-init` sets it. */
const soleAddress = '10.77.0.2';

/** How long a host may take from its start until its Docker listens, in ms. Usual is 500; 30 at once take 15 000. */
const patience = 60_000;

/**
 * Creates and starts one container of a lab, and returns when its Docker listens (*outside*, which has none: when it
 * answers). Throws `EnvironmentError` with its log when it gives up, ends, or takes a minute.
 */
export async function startMember(
  engine: Engine,
  plan: LabPlan,
  name: string,
  signal?: AbortSignal,
): Promise<Member> {
  const held = plan.lease.kind === 'stream';
  const container = await engine.docker.createContainer({
    name: `netdojo-${plan.id}-${name}`,
    Hostname: name,
    Image: plan.image,
    Labels: { ...memberLabels(plan, name) },
    Entrypoint: ['/usr/bin/docker-init', '--', ...firstProgram(plan, name)],
    OpenStdin: held,
    StdinOnce: held,
    ...(await network(engine, plan, name)),
  });
  // Networks beyond the first: API 1.43 and older take one at creation.
  for (const port of plan.places.get(name)?.ports.slice(1) ?? [])
    await engine.docker.getNetwork(port.network).connect({
      Container: container.id,
      EndpointConfig: { IPAMConfig: { IPv4Address: port.address } },
    });
  // Before the start: a host whose stdin nobody holds ends at once.
  const log = await attachBootLog(container, { lease: held, earlier: false });
  try {
    await container.start();
    const outcome = await Promise.race([log.outcome, delay(patience, 'late', { ref: false, signal })]);
    if (outcome !== 'listening')
      throw new EnvironmentError('lab-host-failed', { host: name, log: log.text().trim() });
    return { name, containerId: container.id, log };
  } catch (error) {
    log.close();
    throw error;
  }
}

function memberLabels(plan: LabPlan, name: string): Labels {
  return {
    ...labLabels(plan.id, plan.spec.lesson),
    [label.host]: name,
    [label.spec]: JSON.stringify(plan.spec),
    [label.lease]: leaseArgument(plan.lease),
  };
}

function firstProgram(plan: LabPlan, name: string): string[] {
  const lease = leaseArgument(plan.lease);
  const names = [...knownNames(plan, name), `${outsideHost}=${outsideAddress}`];
  if (name === outsideHost) return [`${programFolder}/make-outside`, 'container', lease, ...names];
  const gateway = plan.places.size === 0 ? 'inside' : (plan.places.get(name)?.gateway ?? 'none');
  return [`${programFolder}/lab-init`, lease, gateway, ...names];
}

/** `NAME=ADDRESS` of every host of the lab, by the address on the first wire that `name` shares with it. */
function knownNames({ spec, places }: LabPlan, name: string): string[] {
  const own = new Set(places.get(name)?.ports.map(port => port.wire));
  return spec.hosts.flatMap(host => {
    if (places.size === 0) return [`${host}=${soleAddress}`];
    const ports = places.get(host)?.ports ?? [];
    const port = ports.find(({ wire }) => own.has(wire)) ?? ports[0];
    return port === undefined ? [] : [`${host}=${port.address}`];
  });
}

async function network(
  engine: Engine,
  plan: LabPlan,
  name: string,
): Promise<Pick<Docker.ContainerCreateOptions, 'HostConfig' | 'NetworkingConfig'>> {
  const host = { ...(await hostConfig(engine, labLabels(plan.id, plan.spec.lesson))), AutoRemove: true };
  const first = plan.places.get(name)?.ports[0];
  if (first === undefined) return { HostConfig: { ...host, NetworkMode: 'none' } };
  return {
    HostConfig: { ...host, NetworkMode: first.network },
    NetworkingConfig: {
      EndpointsConfig: { [first.network]: { IPAMConfig: { IPv4Address: first.address } } },
    },
  };
}
