import { inSubnet } from './ipv4.ts';
import type { Link, Route, Stack } from './model.ts';
import { isOwn } from './wiring.ts';

/** Where a stack sends a packet. */
export type Way =
  | { readonly is: 'local' }
  | {
      readonly is: 'out';
      readonly link: Link;
      readonly hop: string;
      readonly source: string | undefined;
      readonly route: Route;
    }
  /** No route at all, or one of type `unreachable`, `prohibit` or `blackhole`. */
  | { readonly is: 'none'; readonly type: string };

/** The route for an address: the longest prefix of the usual tables, then the lowest metric. */
export function routeTo(stack: Stack, address: string): Way {
  if (isOwn(stack, address)) return { is: 'local' };
  return bestOf(stack, address, ({ to }) => inSubnet(address, to));
}

/** What a stack sends to itself, by whatever address, goes over its loopback. */
export function isLoopbackDown({ links }: Stack): boolean {
  return links.some(({ kind, up }) => kind === 'loopback' && !up);
}

/** Where a stack sends what it has no other route for. Without a gateway the hop is `0.0.0.0`, as `route -n` shows it. */
export function defaultWay(stack: Stack): Way {
  return bestOf(stack, '0.0.0.0', ({ to }) => to === '0.0.0.0/0');
}

function bestOf(stack: Stack, address: string, fits: (route: Route) => boolean): Way {
  const [best] = stack.routes
    .filter(route => (route.table === 254 || route.table === 255) && fits(route))
    .filter(route => usable(stack, route))
    .sort((one, other) => bits(other) - bits(one) || one.metric - other.metric);
  if (best === undefined) return { is: 'none', type: 'none' };
  if (best.type === 'local') return { is: 'local' };
  if (best.type !== 'unicast') return { is: 'none', type: best.type };
  const link = stack.links.find(({ index }) => index === best.device);
  if (link === undefined) return { is: 'none', type: 'none' };
  return {
    is: 'out',
    link,
    hop: best.via ?? address,
    source: best.source ?? sourceFor(link, best.via ?? address),
    route: best,
  };
}

/** Routes of an interface that was set down are gone with it; those of one without a carrier stay. */
function usable(stack: Stack, { device }: Route): boolean {
  return device === undefined || stack.links.some(({ index, up }) => index === device && up);
}

function bits({ to }: Route): number {
  return Number(to.split('/')[1] ?? 32);
}

/** The kernel takes an address in the subnet of the next hop, else the first one of the interface. */
function sourceFor(link: Link, hop: string): string | undefined {
  const own = link.addresses.filter(({ address }) => !address.includes(':'));
  return (own.find(({ address, prefix }) => inSubnet(hop, `${address}/${prefix}`)) ?? own[0])?.address;
}
