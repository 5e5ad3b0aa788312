import { stackOf } from '../../machines.ts';
import { isUnread, type Snapshot } from '../../model.ts';
import type { Place } from '../../places.ts';
import { rulesOf } from '../../rules/table.ts';
import { firstIPv4 } from '../machines.ts';
import type { MapPort } from '../model.ts';
import { portsOf } from '../ports.ts';
import type { PublishedWire } from './model.ts';

/** Where what arrives at the published ports of a place is sent on to. */
export function publishedOf(snapshot: Snapshot, place: Place): readonly PublishedWire[] {
  const { container, stack } = place;
  if (container === undefined || stack === undefined) return [];
  const own = stack.links.flatMap(link => {
    const address = link.kind === 'loopback' ? undefined : firstIPv4(link)?.address;
    return address === undefined ? [] : [address];
  });
  const targets = destinationsOn(snapshot, place);
  return portsOf(container.published).flatMap(port => {
    // Of several addresses it is the one that the host's rule names.
    const address = own.find(one => targets.includes(`${one}:${port.port}`)) ?? own[0];
    return address === undefined ? [] : [{ from: hostSide(port), to: `${address}:${port.port}` }];
  });
}

function hostSide({ address, hostPort, protocol }: MapPort): string {
  const on = address === undefined ? '0.0.0.0' : address.includes(':') ? `[${address}]` : address;
  return `${on}:${hostPort}${protocol === 'tcp' ? '' : `/${protocol}`}`;
}

/** Where the rules of the host send packets on to. */
function destinationsOn(snapshot: Snapshot, { machine }: Place): readonly string[] {
  const rules = stackOf(snapshot, machine.stack)?.rules;
  if (rules === undefined || isUnread(rules)) return [];
  return rulesOf(rules, 'nat').flatMap(({ words }) => {
    const at = words.indexOf('--to-destination');
    const to = at < 0 ? undefined : words[at + 1];
    return to === undefined ? [] : [to];
  });
}
