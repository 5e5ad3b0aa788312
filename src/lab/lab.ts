import { setTimeout as delay } from 'node:timers/promises';
import { type Engine, EnvironmentError, engineLost, reasonOf } from '../engine/index.ts';
import { type ConnectedHost, connectHost } from './host.ts';
import { renewCommand } from './lease.ts';
import type { Member } from './member.ts';
import { type SelfTest, selfTest } from './self-test.ts';
import { removeLab } from './sweep.ts';
import type { Generation, Lab, LabHost, LabSpec } from './types.ts';
import { outsideHost } from './wires.ts';

/** How long a host may take from listening to a passed self-test, in ms. Usual is 400. */
const patience = 60_000;

/** What is known of a lab as a whole once its hosts are ready. */
export type Readiness = Pick<Lab, 'bridgeFiltering' | 'engine'>;

type Connected = Member & { readonly host: ConnectedHost };

/** Opens the connections to a lab's containers. They are made when they are first used. */
export function connectMembers(engine: Engine, members: readonly Member[]): Connected[] {
  return members.map(member => ({
    ...member,
    host: connectHost({ docker: engine.docker, containerId: member.containerId, name: member.name }),
  }));
}

/**
 * Waits until the Docker of every host answers and the self-test finds nothing missing. Returns what was
 * seen of the whole. Throws `EnvironmentError` with the daemon's log when a host does not get there.
 */
export async function proveReady(
  connected: readonly Connected[],
  generation: Generation,
  signal?: AbortSignal,
): Promise<Readiness> {
  const hosts = connected.filter(({ name }) => name !== outsideHost);
  const results = await Promise.all(
    hosts.map(async ({ host, log }) => {
      const test = async (): Promise<SelfTest> => {
        await host.docker.ping();
        return await selfTest(host, generation, signal);
      };
      const failed = (reason: string): SelfTest => ({
        missing: [reason],
        bridgeFiltering: false,
        engine: '',
      });
      const result = await Promise.race([
        test().catch((error: unknown) => failed(String(error))),
        log.ended.then(() => failed('the host ended')),
        delay(patience, failed(`not ready after ${patience / 1000} s`), { ref: false }),
      ]);
      signal?.throwIfAborted();
      if (result.missing.length > 0)
        throw new EnvironmentError('lab-host-failed', {
          host: host.name,
          log: [...result.missing, await daemonLog(host), log.text()].join('\n').trim(),
        });
      return result;
    }),
  );
  return {
    bridgeFiltering: results.every(({ bridgeFiltering }) => bridgeFiltering),
    engine: results[0]?.engine ?? '',
  };
}

/** Last lines of the inner daemon's log; empty when the host can't be asked. */
async function daemonLog(host: LabHost): Promise<string> {
  try {
    const { stdout } = await host.exec(['tail', '-n', '20', '/var/log/docker.log'], { deadlineMs: 5000 });
    return stdout;
  } catch {
    // The host is gone: its boot log says the rest.
    return '';
  }
}

/** The lab that these containers are. */
export function assembleLab(
  engine: Engine,
  id: string,
  spec: LabSpec,
  connected: readonly Connected[],
  { bridgeFiltering, engine: version }: Readiness,
): Lab {
  const hosts = new Map<string, LabHost>(
    spec.hosts.flatMap(name => {
      const found = connected.find(member => member.name === name);
      return found === undefined ? [] : [[name, found.host]];
    }),
  );
  // In a lab of one host a part of it, else a container of its own.
  const outside = connected.find(({ name }) => name === outsideHost)?.host ?? connected[0]?.host.outside;
  if (outside === undefined) throw new Error('a lab without hosts');
  let leaving: Promise<void> | undefined;
  let closing: Promise<void> | undefined;
  const lost = Promise.race(
    connected.map(async ({ name, log }) => {
      await log.ended;
      return { host: name, log: log.text().trim() };
    }),
  ).then(loss => (leaving === undefined ? loss : new Promise<never>(() => {})));

  const leave = (): Promise<void> => {
    leaving ??= Promise.all(connected.map(({ host }) => host.close()))
      .then(() => {})
      .finally(() => {
        for (const { log } of connected) log.close();
      });
    return leaving;
  };
  return {
    id,
    spec,
    hosts,
    outside,
    bridgeFiltering,
    engine: version,
    lost,
    async renew(seconds) {
      await Promise.all(connected.map(({ host }) => host.exec(renewCommand(seconds))));
    },
    leave,
    close() {
      // What could not be ended on a host (it may have no process left to do it with) goes with the host.
      closing ??= leave()
        .catch(() => {})
        .then(() => removeWhole(engine, id));
      return closing;
    },
  };
}

async function removeWhole(engine: Engine, id: string): Promise<void> {
  try {
    await removeLab(engine.docker, id);
  } catch (error) {
    // An engine that is gone has taken the lab along.
    const lost = engineLost(error);
    if (lost !== undefined) throw lost;
    throw new EnvironmentError('lab-not-removed', { lab: id, reason: reasonOf(error) }, { cause: error });
  }
}
