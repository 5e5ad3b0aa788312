import { randomUUID } from 'node:crypto';
import { addAbortSignal } from 'node:stream';
import { EnvironmentError } from '../engine/index.ts';
import { assureHost, exitCodeOf, type HostAddress, startCommand } from './command.ts';
import { FrameReader, type Piece } from './frames.ts';
import type { ExecOptions, ExecResult } from './types.ts';

const defaultDeadlineMs = 60_000;

/** What the engine gives for a command that could not start (126, 128) or was killed (137), be it with its host. */
const endedWithHost: readonly number[] = [126, 128, 137];

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
  const { stdin, signal, env = [], deadlineMs = defaultDeadlineMs, onOutput } = options;
  signal?.throwIfAborted();
  const stop = AbortSignal.any([
    ...(signal === undefined ? [] : [signal]),
    ...(deadlineMs === Number.POSITIVE_INFINITY ? [] : [AbortSignal.timeout(deadlineMs)]),
  ]);
  const id = randomUUID();
  const command = await startCommand(host, {
    argv,
    env: [...env, `${badge}=${id}`],
    stdin: stdin !== undefined,
  });
  try {
    addAbortSignal(stop, command.stream);
    if (typeof stdin === 'string' || stdin instanceof Uint8Array) command.stream.end(stdin);
    else stdin?.pipe(command.stream);
    const outputs = await collect(command.stream, onOutput);
    const exitCode = await exitCodeOf(command, host);
    if (endedWithHost.includes(exitCode)) await assureHost(host);
    return { exitCode, ...outputs };
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

async function collect(
  stream: AsyncIterable<Buffer>,
  onOutput?: (piece: Piece) => void | Promise<void>,
): Promise<Omit<ExecResult, 'exitCode'>> {
  const frames = new FrameReader();
  const kept: Record<'stdout' | 'stderr', Buffer[]> = { stdout: [], stderr: [] };
  for await (const chunk of stream)
    for (const piece of frames.read(chunk)) {
      if (onOutput === undefined) kept[piece.stream].push(piece.bytes);
      else await onOutput(piece);
    }
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
