import type { PublishedSeen } from '../docker.ts';
import { isAny } from '../sockets.ts';
import type { MapPort } from './model.ts';
import { compareNames } from './order.ts';

/** Published ports by container port. A port published on all addresses of both families is said once. */
export function portsOf(published: readonly PublishedSeen[]): readonly MapPort[] {
  const ports = published
    .filter(({ hostPort }) => hostPort > 0)
    .map(({ address, ...port }): MapPort => ({ ...port, address: isAny(address) ? undefined : address }));
  return [...new Map(ports.map(port => [JSON.stringify(port), port])).values()].sort(
    (one, other) =>
      one.port - other.port ||
      compareNames(one.protocol, other.protocol) ||
      one.hostPort - other.hostPort ||
      compareNames(one.address ?? '', other.address ?? ''),
  );
}
