import { type Said, said } from '../said.ts';
import { parsePlace } from './place.ts';
import { type Placeholder, placeholders } from './placeholder.ts';

/** A place as a sentence names it: a container by its name, others by what they are. */
export function placeSaid(text: string): string | Said {
  const place = parsePlace(text);
  if (place.at === 'container') return text;
  const which = place.at === 'netns' ? { name: place.name } : {};
  if (place.host === undefined) return said(`place.${place.at}`, which);
  return said(`place.${place.at}-of`, { ...which, host: place.host });
}

/**
 * A value as a sentence names it: `{ip:web1}` becomes "web1's address", anything else stays as written.
 * `known` is what it came to on the running lab; it is shown beside it.
 */
export function valueSaid(text: string, known?: string): string | Said {
  const [only] = placeholders(text);
  if (known === text) return text;
  const what = only === undefined || only.text !== text ? text : placeholderSaid(only);
  return known === undefined ? what : said('value.known', { what, value: known });
}

function placeholderSaid({ kind, of, on, port }: Placeholder): Said {
  if (port !== undefined) return said('value.port', { of, port: port.number });
  if (kind === 'ip')
    return said(on === undefined ? 'value.ip' : 'value.ip-on', {
      of: placeSaid(of),
      ...(on === undefined ? {} : { network: on }),
    });
  if (on !== undefined) return said(`value.${kind}-on`, { of, network: on });
  return said(`value.${kind}`, { of });
}

/** A port as a sentence with its number in it names it, before it is known which one is published. */
export function portNumber(port: number | string): number | Said {
  if (typeof port === 'number') return port;
  const [only] = placeholders(port);
  return said('value.port-of', { of: only?.of ?? port, port: only?.port?.number ?? '' });
}

/** Whether a `to` is a name that must be resolved, and neither an address nor a placeholder for one. */
export function isName(to: string): boolean {
  return placeholders(to).length === 0 && !/^\d+\.\d+\.\d+\.\d+$/.test(to) && !to.includes(':');
}
