import * as z from 'zod';

/**
 * Where a probe starts or what it looks at: a container's name, `host` (the lab host itself), `outside` (the network stack
 * beyond the lab host's uplink) or `netns:NAME` (a network namespace that `ip netns` made). With several hosts:
 * `host2/web1`, `host2/host`, `host2/netns:hand`.
 */
export const place = z
  .string()
  .min(1)
  .regex(
    /^([a-z0-9-]+\/)?(netns:)?[A-Za-z0-9][A-Za-z0-9_.-]*$/,
    'a container name, `host`, `outside`, `netns:NAME`, or `HOST/NAME`',
  );
