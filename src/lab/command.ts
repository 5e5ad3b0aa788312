import type { Duplex } from 'node:stream';
import type Docker from 'dockerode';
import { EnvironmentError } from '../engine/index.ts';

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
    throw orHostGone(error, host);
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
      throw orHostGone(error, host);
    }
    await new Promise(resolve => setTimeout(resolve, looksMs[look] ?? 100));
  }
}

/** The engine says 404 of a container or exec that was removed, and 409 of one that is being removed or has stopped. */
function orHostGone(error: unknown, host: HostAddress): unknown {
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined;
  if (status !== 404 && status !== 409) return error;
  return new EnvironmentError('host-gone', { host: host.name }, { cause: error });
}
