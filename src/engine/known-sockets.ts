import { join } from 'node:path';
import { defaultSocket } from './address.ts';

/**
 * Where engines listen that set no context, or whose context is not the current one: most wanted first.
 * Not here: sockets that only a rootless engine or Podman uses, since neither can carry a lab.
 */
export function knownSockets(home: string): string[] {
  return [
    defaultSocket,
    // Docker Desktop: macOS (4.13 and newer; the link at /var/run is optional there), Linux.
    join(home, '.docker/run/docker.sock'),
    join(home, '.docker/desktop/docker.sock'),
    // Colima; up to 0.3.4 without the profile's name; with XDG folders since 0.6.
    join(home, '.colima/default/docker.sock'),
    join(home, '.config/colima/default/docker.sock'),
    join(home, '.colima/docker.sock'),
    join(home, '.orbstack/run/docker.sock'),
    // Rancher Desktop, with its moby engine.
    join(home, '.rd/docker.sock'),
    // Lima's docker template.
    join(home, '.lima/docker/sock/docker.sock'),
  ];
}
