import { type Judgement, obstacleJudgement } from '../judgement.ts';
import { isObstacle } from '../obstacle.ts';
import type { Scene } from '../scene.ts';
import type { CheckOf, ProbeKind, Said } from '../schema/index.ts';
import { address } from './address.ts';
import { answer } from './answer.ts';
import { capture } from './capture.ts';
import { command } from './command.ts';
import { container } from './container.ts';
import { counter } from './counter.ts';
import { daemon } from './daemon.ts';
import { dns } from './dns.ts';
import { env } from './env.ts';
import { file } from './file.ts';
import { firewall } from './firewall.ts';
import { hostsEntry } from './hosts-entry.ts';
import { http } from './http.ts';
import { netInterface } from './interface.ts';
import { listening } from './listening.ts';
import { membership } from './membership.ts';
import { network } from './network.ts';
import { ping } from './ping.ts';
import type { Probe } from './probe.ts';
import { process } from './process.ts';
import { published } from './published.ts';
import { resolver } from './resolver.ts';
import { route } from './route.ts';
import { sameNamespace } from './same-namespace.ts';
import { sysctl } from './sysctl.ts';
import { tcp } from './tcp.ts';
import { throughput } from './throughput.ts';
import { udp } from './udp.ts';

/** A check with its probe. */
export type BoundProbe = {
  /** Looks, and judges. */
  look(scene: Scene, signal: AbortSignal): Promise<Judgement>;
  readonly asked: Said;
  readonly expected: Said;
};

/** The probe of each kind. */
export const probes: { readonly [K in ProbeKind]: Probe<K, object> } = {
  ping,
  tcp,
  udp,
  http,
  dns,
  network,
  membership,
  container,
  daemon,
  interface: netInterface,
  route,
  sysctl,
  'hosts-entry': hostsEntry,
  resolver,
  env,
  published,
  listening,
  address,
  'same-namespace': sameNamespace,
  process,
  file,
  firewall,
  counter,
  capture,
  throughput,
  command,
  answer,
};

/** The probe of a check. */
export function probeOf<K extends ProbeKind>(check: CheckOf<K>): BoundProbe {
  const probe = probes[check.probe];
  return {
    async look(scene, signal) {
      const raw = await probe.run(check, scene, signal);
      return isObstacle(raw) ? obstacleJudgement(raw) : probe.judge(check, raw);
    },
    asked: probe.asked(check),
    expected: probe.expected(check),
  };
}
