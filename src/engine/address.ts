import { EnvironmentError } from './error.ts';
import type { Endpoint, EndpointSource } from './types.ts';

/** Where the CLI looks when it is told nothing. */
export const defaultSocket = '/var/run/docker.sock';

/**
 * The endpoint behind an engine address as the CLI writes it (`unix:///path`). An empty path is the default socket.
 * Throws `EnvironmentError`: `engine-transport` for tcp://, ssh://, npipe:// and the like, which cannot carry labs
 * here (a lab's lease is an open stream, and what is on the machine beyond is not ours to judge); `engine-address`
 * for anything that is no address.
 */
export function parseAddress(address: string, source: EndpointSource, label: string): Endpoint {
  const match = /^([a-z]+):\/\/(.*)$/i.exec(address.trim());
  const scheme = match?.[1]?.toLowerCase();
  const rest = match?.[2] ?? '';
  if (scheme === undefined) throw new EnvironmentError('engine-address', { address });
  if (scheme !== 'unix') throw new EnvironmentError('engine-transport', { address, scheme });
  const socket = rest === '' ? defaultSocket : rest;
  if (!socket.startsWith('/')) throw new EnvironmentError('engine-address', { address });
  return { source, socket, label };
}
