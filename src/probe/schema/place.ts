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

export type Place =
  | { readonly at: 'host'; readonly host: string | undefined }
  | { readonly at: 'outside'; readonly host: string | undefined }
  | { readonly at: 'netns'; readonly host: string | undefined; readonly name: string }
  | { readonly at: 'container'; readonly host: string | undefined; readonly name: string };

const netns = 'netns:';

/** Reads a place. `host: undefined` means the lab's first host. */
export function parsePlace(text: string): Place {
  const { host, name } = splitHost(text);
  if (name === 'host' || name === 'outside') return { at: name, host };
  if (name.startsWith(netns)) return { at: 'netns', host, name: name.slice(netns.length) };
  return { at: 'container', host, name };
}

/** A name that may say which host it is on: `host2/web1`. */
export function splitHost(text: string): { readonly host: string | undefined; readonly name: string } {
  const slash = text.indexOf('/');
  if (slash < 0) return { host: undefined, name: text };
  return { host: text.slice(0, slash), name: text.slice(slash + 1) };
}
