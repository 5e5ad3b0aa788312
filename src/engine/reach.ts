import type { Agent } from 'node:http';
import Docker from 'dockerode';
import { EnvironmentError, reasonOf } from './error.ts';
import type { Endpoint } from './types.ts';

/** A dockerode for one socket and nothing else. Without `api` it speaks unversioned paths: for asking which to speak. */
export function connect(
  socket: string,
  options: { api?: string; agent?: Agent; timeoutMs?: number } = {},
): Docker {
  // docker-modem starts from DOCKER_HOST, and a host given there would win over the socket: name every field.
  const modem = {
    socketPath: socket,
    host: undefined,
    port: undefined,
    protocol: 'http' as const,
    ca: undefined,
    cert: undefined,
    key: undefined,
    timeout: options.timeoutMs,
    agent: options.agent,
    version: options.api === undefined ? undefined : `v${options.api}`,
  };
  return new Docker(modem);
}

/** Milliseconds an engine has for its first answer. A Desktop that wakes its VM takes some seconds. */
const patienceMs = 10_000;

/** What became of asking an endpoint for its version. */
export type Reached =
  | { readonly kind: 'answered'; readonly version: unknown }
  | { readonly kind: 'unreachable'; readonly error: EnvironmentError };

/** Asks the engine for its version, unversioned. Never rejects. */
export async function reach({ socket, label }: Pick<Endpoint, 'socket' | 'label'>): Promise<Reached> {
  try {
    return {
      kind: 'answered',
      version: await connect(socket, { timeoutMs: patienceMs }).version(),
    };
  } catch (cause) {
    return { kind: 'unreachable', error: explain(cause, socket, label) };
  }
}

function explain(cause: unknown, socket: string, label: string): EnvironmentError {
  const errno = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  switch (errno) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new EnvironmentError('engine-no-socket', { label, socket }, { cause });
    case 'EACCES':
    case 'EPERM':
      return new EnvironmentError('engine-denied', { label, socket }, { cause });
    case 'ECONNREFUSED':
    // The same on macOS, when a plain file stands there.
    case 'ENOTSOCK':
      return new EnvironmentError('engine-not-listening', { label, socket }, { cause });
    // Also what docker-modem's own time limit comes out as; and Desktop's socket while its VM is off.
    case 'ECONNRESET':
    case 'EPIPE':
      return new EnvironmentError('engine-mute', { label, socket }, { cause });
    default:
      return new EnvironmentError('engine-no-answer', { label, socket, message: reasonOf(cause) }, { cause });
  }
}
