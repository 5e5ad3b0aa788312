import type { Hop, Walk } from './barrier.ts';
import type { Block } from './block.ts';
import { cause } from './cause.ts';
import type { Link } from './model.ts';

/**
 * Where a packet of the size its sender may send is too large for what comes next on the same link: it is dropped there
 * without a word. Small ones pass, so a connection opens, and what is large never arrives. (Where it is routed instead, the
 * sender is told to send smaller ones.)
 */
export function narrowBlocks({ hops }: Walk): Block[] {
  for (const hop of hops) {
    const narrow = narrowPlace(hop);
    if (narrow !== undefined)
      return [{ step: 'size', cause: cause('mtu', narrow), outcome: undefined, passes: true }];
  }
  return [];
}

/** Bytes that VXLAN puts before a packet: addresses of the frame in it, its own, UDP's and those of the packet of the hosts. */
const carriage = 14 + 8 + 8 + 20;

/** `size`: the largest packet that is sent; `mtu`: the largest that arrives. */
type NarrowPlace = { readonly size: number; readonly mtu: number; readonly link: string };

function narrowPlace(hop: Hop): NarrowPlace | undefined {
  if (hop.is === 'segment') {
    const size = hop.from.link.mtu;
    const link = narrower([hop.to.by?.link, hop.to.link], size);
    return link === undefined ? undefined : { size, mtu: link.mtu, link: link.name };
  }
  if (hop.is !== 'carried') return undefined;
  const size = hop.from.link.mtu;
  for (const stretch of hop.by.hops) {
    if (stretch.is !== 'segment') continue;
    // What is larger than the first interface takes the host sends in pieces, which fit.
    const sent = Math.min(size + carriage, stretch.from.link.mtu);
    const link = narrower([stretch.to.by?.link, stretch.to.link], sent);
    if (link !== undefined)
      return { size, mtu: link.mtu - carriage, link: `${link.name} (${hop.tunnel.far.name})` };
  }
  return undefined;
}

function narrower(links: readonly (Link | undefined)[], size: number): Link | undefined {
  return links.find(link => link !== undefined && link.mtu < size);
}
