import type { Lease } from './types.ts';

/** File in a host that says until which second of uptime a time lease runs. `image/hold-lease` reads it. */
const until = '/run/netdojo/until';

/** How the host's first program is told of its lease; also the value of the lease label. */
export function leaseArgument(lease: Lease): string {
  return lease.kind === 'stream' ? 'stream' : `time:${Math.ceil(lease.seconds)}`;
}

/** The command that lets a time lease run for that many seconds from now. Uptime, because a clock may be set. */
export function renewCommand(seconds: number): string[] {
  // Renamed into place: hold-lease never reads half a number.
  const script = `read -r up _ </proc/uptime && echo $((\${up%.*} + ${Math.ceil(seconds)})) >${until}.new && mv ${until}.new ${until}`;
  return ['sh', '-c', script];
}
