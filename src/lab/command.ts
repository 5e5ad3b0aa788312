import type { Duplex } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import type Docker from 'dockerode';
import { EnvironmentError } from '../engine/index.ts';
import { statusOf } from './status.ts';

/** Where lab hosts are reached: an engine, and the container on it that is the host. */
export type HostAddress = {
  readonly docker: Docker;
  /** Full id of the container. */
  readonly containerId: string;
  /** What messages call the host. */
  readonly name: string;
};

/** A command running on a lab host: what it is on the engine, and its input and output. */
export type Command = { readonly exec: Docker.Exec; readonly stream: Duplex };

/** How a command is started: without a terminal its outputs come in frames ({@link FrameReader}). */
export type CommandOptions = {
  readonly argv: readonly string[];
  readonly env?: readonly string[];
  readonly stdin?: boolean;
  readonly terminal?: boolean;
};

/** Starts a command on a lab host. Throws `host-gone` (EnvironmentError) when there is no such host any more. */
export async function startCommand(host: HostAddress, options: CommandOptions): Promise<Command> {
  const { argv, env = [], stdin = false, terminal = false } = options;
  try {
    const exec = await host.docker.getContainer(host.containerId).exec({
      Cmd: [...argv],
      Env: [...env],
      AttachStdin: stdin,
      AttachStdout: true,
      AttachStderr: true,
      Tty: terminal,
      // Ctrl-P Ctrl-Q belongs to the learner's own `docker run -it`: by default it would detach us from the host's shell.
      ...(terminal ? { DetachKeys: 'ctrl-@,ctrl-_,ctrl-@' } : {}),
    });
    return { exec, stream: await exec.start({ hijack: true, stdin, Tty: terminal }) };
  } catch (error) {
    throw await orHostGone(error, host);
  }
}

/** Pauses between looks at a command whose output has ended: the engine notes the exit code a moment later. */
const looksMs = [0, 2, 5, 10, 20, 50, 100];

/** Exit code of a command whose output has ended. Throws `host-gone` when the engine doesn't know it any more. */
export async function exitCodeOf({ exec }: Command, host: HostAddress): Promise<number> {
  for (let look = 0; ; look++) {
    try {
      const { Running, ExitCode } = await exec.inspect();
      if (!Running && ExitCode !== null) return ExitCode;
    } catch (error) {
      throw await orHostGone(error, host);
    }
    await delay(looksMs[look] ?? 100);
  }
}

/** What the engine may answer about a container that has stopped or is being removed: 404, 409, and 500 (20.10). */
const hostMayBeGone: readonly unknown[] = [404, 409, 500];

async function orHostGone(error: unknown, host: HostAddress): Promise<unknown> {
  if (!hostMayBeGone.includes(statusOf(error))) return error;
  return (await isRunning(host)) ? error : hostGone(host, error);
}

/**
 * Throws `host-gone` if the host's container has ended. For when something on it ended as if it had been killed: the
 * engine notes the end of a container a moment after its processes are gone, so it is asked for 300 ms.
 */
export async function assureHost(host: HostAddress): Promise<void> {
  for (const wait of [0, 50, 100, 150]) {
    await delay(wait);
    if (!(await isRunning(host))) throw hostGone(host);
  }
}

async function isRunning(host: HostAddress): Promise<boolean> {
  try {
    return (await host.docker.getContainer(host.containerId).inspect()).State.Running;
  } catch (error) {
    if (statusOf(error) === 404) return false;
    throw error;
  }
}

function hostGone(host: HostAddress, cause?: unknown): EnvironmentError {
  return new EnvironmentError('host-gone', { host: host.name }, { cause });
}
