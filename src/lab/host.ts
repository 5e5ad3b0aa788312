import type { HostAddress } from './command.ts';
import { InnerEvents } from './events.ts';
import { execOn } from './exec.ts';
import { innerDocker } from './inner-docker.ts';
import { HostProber, proberOn } from './prober.ts';
import { openShellOn } from './shell.ts';
import type { LabHost, Machine, Shell } from './types.ts';
import { outsideHost } from './wires.ts';

/** A lab host and the end of talking to it. `close` leaves the host itself running. */
export type ConnectedHost = LabHost & {
  /** The machine called outside, where it is a part of this host. */
  readonly outside: Machine;
  close(): Promise<void>;
};

type Size = { columns: number; rows: number };

/**
 * Everything that talks to a running lab host. Nothing connects until it is used. `close` ends its shells, its probing
 * process and all connections; it is safe to call twice and when the host is gone already.
 */
export function connectHost(host: HostAddress): ConnectedHost {
  const inner = innerDocker(host);
  const events = new InnerEvents(inner.docker);
  const prober = new HostProber(proberOn(host));
  const shells = new Set<Shell>();
  const openShell = async (size: Size, outside: boolean): Promise<Shell> => {
    const shell = await openShellOn(host, size, outside);
    shells.add(shell);
    void shell.ended.finally(() => shells.delete(shell)).catch(() => {});
    return shell;
  };
  return {
    name: host.name,
    containerId: host.containerId,
    docker: inner.docker,
    prober,
    exec: (command, options) => execOn(host, command, options),
    onEvent: listener => events.listen(listener),
    openShell: size => openShell(size, false),
    outside: {
      name: outsideHost,
      exec: (command, options) => execOn(host, ['outside', ...command], options),
      openShell: size => openShell(size, true),
    },
    async close() {
      events.close();
      prober.close();
      try {
        await Promise.all([...shells].map(shell => shell.close()));
      } finally {
        inner.close();
      }
    },
  };
}
