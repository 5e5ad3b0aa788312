import { type Judgement, obstacleJudgement } from '../judgement.ts';
import { isObstacle } from '../obstacle.ts';
import type { Scene } from '../scene.ts';
import type { Check, ProbeKind, Said } from '../schema/index.ts';
import { answer } from './answer.ts';
import { command } from './command.ts';
import { container } from './container.ts';
import { daemon } from './daemon.ts';
import { dns } from './dns.ts';
import { http } from './http.ts';
import { netInterface } from './interface.ts';
import { membership } from './membership.ts';
import { network } from './network.ts';
import { ping } from './ping.ts';
import type { Probe } from './probe.ts';
import { route } from './route.ts';
import { sysctl } from './sysctl.ts';
import { tcp } from './tcp.ts';

/** A check with its probe. */
export type BoundProbe = {
  /** Looks, and judges. */
  look(scene: Scene, signal: AbortSignal): Promise<Judgement>;
  readonly asked: Said;
  readonly expected: Said;
};

/** The codes each kind may put into `got`, besides the common ones. */
export const codesByKind: Readonly<Record<ProbeKind, readonly string[]>> = {
  ping: ping.codes,
  tcp: tcp.codes,
  http: http.codes,
  dns: dns.codes,
  network: network.codes,
  membership: membership.codes,
  container: container.codes,
  daemon: daemon.codes,
  interface: netInterface.codes,
  route: route.codes,
  sysctl: sysctl.codes,
  command: command.codes,
  answer: answer.codes,
};

/** The probe of a check. */
export function probeOf(check: Check): BoundProbe {
  switch (check.probe) {
    case 'ping':
      return bind(ping, check);
    case 'tcp':
      return bind(tcp, check);
    case 'http':
      return bind(http, check);
    case 'dns':
      return bind(dns, check);
    case 'network':
      return bind(network, check);
    case 'membership':
      return bind(membership, check);
    case 'container':
      return bind(container, check);
    case 'daemon':
      return bind(daemon, check);
    case 'interface':
      return bind(netInterface, check);
    case 'route':
      return bind(route, check);
    case 'sysctl':
      return bind(sysctl, check);
    case 'command':
      return bind(command, check);
    case 'answer':
      return bind(answer, check);
  }
}

function bind<K extends ProbeKind, Raw extends object>(
  probe: Probe<K, Raw>,
  check: Extract<Check, { probe: K }>,
): BoundProbe {
  return {
    async look(scene, signal) {
      const raw = await probe.run(check, scene, signal);
      return isObstacle(raw) ? obstacleJudgement(raw) : probe.judge(check, raw);
    },
    asked: probe.asked(check),
    expected: probe.expected(check),
  };
}
