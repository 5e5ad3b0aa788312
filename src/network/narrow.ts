import type { Walk } from './barrier.ts';
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
    if (hop.is !== 'segment') continue;
    const ends: readonly (Link | undefined)[] = [hop.to.by?.link, hop.to.link];
    const narrow = ends.find(link => link !== undefined && link.mtu < hop.from.link.mtu);
    if (narrow === undefined) continue;
    const params = { size: hop.from.link.mtu, mtu: narrow.mtu, link: narrow.name };
    return [{ step: 'size', cause: cause('mtu', params), outcome: undefined, passes: true }];
  }
  return [];
}
