import { randomUUID } from 'node:crypto';
import { addAbortSignal } from 'node:stream';
import { EnvironmentError } from '../engine/index.ts';
import { exitCodeOf, type HostAddress, startCommand } from './command.ts';
import { FrameReader } from './frames.ts';
import type { ExecOptions, ExecResult } from './types.ts';

const defaultDeadlineMs = 60_000;

/** Names the command in its environment, which everything it starts inherits: that is how all of it is found again. */
const badge = 'NETDOJO_EXEC';

/**
 * Runs a command on a lab host, without a shell and a terminal, and waits until it has ended and closed its outputs.
 * Throws an AbortError when the signal fires and `exec-deadline` when it runs too long (both after everything it started
 * has been ended), `host-gone` when the host is no more.
 */
export async function execOn(
  host: HostAddress,
  argv: readonly string[],
  options: ExecOptions = {},
): Promise<ExecResult> {
  const { stdin, signal, env = [], deadlineMs = defaultDeadlineMs } = options;
  signal?.throwIfAborted();
  const deadline = AbortSignal.timeout(deadlineMs);
  const stop = signal ? AbortSignal.any([signal, deadline]) : deadline;
  const id = randomUUID();
  const command = await startCommand(host, {
    argv,
    env: [...env, `${badge}=${id}`],
    stdin: stdin !== undefined,
  });
  try {
    addAbortSignal(stop, command.stream);
    if (stdin !== undefined) command.stream.end(stdin);
    const outputs = await collect(command.stream);
    return { exitCode: await exitCodeOf(command, host), ...outputs };
  } catch (error) {
    if (!stop.aborted) throw error;
    await endEverythingOf(host, id);
    signal?.throwIfAborted();
    throw new EnvironmentError('exec-deadline', {
      host: host.name,
      command: argv.join(' '),
      seconds: Math.round(deadlineMs / 100) / 10,
    });
  }
}

async function collect(stream: AsyncIterable<Buffer>): Promise<Omit<ExecResult, 'exitCode'>> {
  const frames = new FrameReader();
  const kept: Record<'stdout' | 'stderr', Buffer[]> = { stdout: [], stderr: [] };
  for await (const chunk of stream)
    for (const piece of frames.read(chunk)) kept[piece.stream].push(piece.bytes);
  return { stdout: Buffer.concat(kept.stdout).toString(), stderr: Buffer.concat(kept.stderr).toString() };
}

const endByBadge = `for file in $(grep -lszxF "$0" /proc/[0-9]*/environ); do
  pid=\${file#/proc/}
  kill -KILL "\${pid%/environ}"
done`;

/** The engine has no call that ends a command, and closing its stream leaves it running. */
async function endEverythingOf(host: HostAddress, id: string): Promise<void> {
  try {
    const command = await startCommand(host, { argv: ['sh', '-c', endByBadge, `${badge}=${id}`] });
    await collect(command.stream);
  } catch (error) {
    // With the host its commands have ended too.
    if (!(error instanceof EnvironmentError)) throw error;
  }
}
