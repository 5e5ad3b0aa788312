import { join } from 'node:path';

/** Where netdojo's own engine lives, and for whom. */
export type PrivatePlaces = {
  /** Folder of its socket, pid and lock. Short: a Unix socket's path has at most 107 bytes. */
  readonly run: string;
  readonly socket: string;
  /** Folder that keeps images between runs. Root's: overlay2 needs a local file system, which a home folder may not be. */
  readonly data: string;
  readonly log: string;
  /** Who may use the socket. */
  readonly uid: number;
  readonly gid: number;
  /** Seconds it lives without a lab and without a netdojo. */
  readonly idleSeconds: number;
};

/**
 * The places of this user's private engine. `NETDOJO_ENGINE_NAME` makes it another one than the user's own, and
 * `NETDOJO_ENGINE_IDLE` sets the seconds: tests use both.
 */
export function privatePlaces(
  env: NodeJS.ProcessEnv,
  uid = process.getuid?.() ?? 0,
  gid = process.getgid?.() ?? 0,
): PrivatePlaces {
  const name = env.NETDOJO_ENGINE_NAME || String(uid);
  const run = `/run/netdojo-${name}`;
  const data = name === '0' ? '/var/lib/netdojo' : `/var/lib/netdojo-${name}`;
  return {
    run,
    socket: join(run, 'docker.sock'),
    data,
    log: join(data, 'engine.log'),
    uid,
    gid,
    idleSeconds: Number(env.NETDOJO_ENGINE_IDLE) || 60,
  };
}
