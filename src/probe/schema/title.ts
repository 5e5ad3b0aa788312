import { type Said, type SaidParam, said } from '../said.ts';
import type { Check } from './check.ts';
import { placeholders } from './placeholder.ts';
import { isName, placeSaid, valueSaid } from './words.ts';

/** The title of a check that has none of its own in the lesson's prose: what must be so, in one line. */
export function titleOf(check: Check): Said {
  switch (check.probe) {
    case 'ping':
      return reaches(check, valueSaid(check.to));
    case 'tcp':
      return reaches(check, port(check));
    case 'http':
      if (check.body !== undefined && check.expect === 'open')
        return said('title.http.body', {
          from: placeSaid(check.from),
          to: port(check),
          body: valueSaid(check.body),
        });
      return reaches(check, port(check));
    case 'dns':
      return said(`title.dns.${check.expect}`, { from: placeSaid(check.from), name: check.name });
    case 'network':
      return said(check.exists ? 'title.network.present' : 'title.network.absent', { name: check.name });
    case 'membership':
      return said(check.attached ? 'title.membership.attached' : 'title.membership.not-attached', {
        container: check.container,
        network: check.network,
      });
    case 'container':
      return said(`title.container.${check.state}`, { name: check.name });
    case 'daemon':
      return said(check.running ? 'title.daemon.up' : 'title.daemon.down', { where: placeSaid(check.from) });
    case 'interface': {
      const where = placeSaid(check.from);
      const presence = check.present ? 'present' : 'absent';
      if (check.network !== undefined)
        return said(`title.interface.${presence}-on`, { where, network: check.network });
      return said(`title.interface.${presence}`, { where, name: valueSaid(check.name ?? '') });
    }
    case 'route':
      return said(check.present ? 'title.route.present' : 'title.route.absent', {
        where: placeSaid(check.from),
        to: valueSaid(check.to),
      });
    case 'sysctl':
      return said('title.sysctl', { where: placeSaid(check.from), key: check.key, value: check.is });
    case 'command':
      return said('title.command', { command: check.run.join(' ') });
    case 'answer':
      return said('title.answer');
  }
}

type Traffic = Extract<Check, { probe: 'ping' | 'tcp' | 'http' }>;

function reaches(check: Traffic, to: SaidParam): Said {
  const from = placeSaid(check.from);
  if (check.expect === 'no-such-name') return said('title.reach.no-such-name', { from, to: check.to });
  const byName = check.expect === 'open' && isName(check.to);
  return said(`title.reach.${byName ? 'open-by-name' : check.expect}`, { from, to });
}

/** A port of somebody: of a container, where its address is meant. */
function port({ to, port: number }: Extract<Check, { probe: 'tcp' | 'http' }>): Said {
  const [only] = placeholders(to);
  const owner = only?.kind === 'ip' && only.text === to ? only.of : undefined;
  return said('target.port', { of: owner ?? valueSaid(to), port: number });
}
