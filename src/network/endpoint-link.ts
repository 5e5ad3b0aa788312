import type { EndpointSeen } from './docker.ts';
import type { Link, Stack } from './model.ts';

/** The interface of an endpoint: by its MAC address, or by its address where that was changed. */
export function linkOf({ links }: Stack, { mac, address }: EndpointSeen): Link | undefined {
  return (
    links.find(link => mac !== undefined && link.mac === mac) ??
    links.find(link => link.addresses.some(own => own.address === address))
  );
}
