import { splitHost } from './lookup.ts';
import { type Check, parsePlace, placeholders } from './schema/index.ts';

/** The containers that checks speak of by name: the others that run are strangers, perhaps misnamed. */
export function namedContainers(checks: readonly Check[]): ReadonlySet<string> {
  return new Set(checks.flatMap(namesIn));
}

function namesIn(check: Check): string[] {
  const texts = Object.values(check).filter(value => typeof value === 'string');
  const mentioned = texts
    .flatMap(placeholders)
    .filter(({ kind }) => kind === 'ip' || kind === 'mac')
    .map(({ of }) => splitHost(of).name);
  if ('from' in check) {
    const place = parsePlace(check.from);
    if (place.at === 'container') mentioned.push(place.name);
  }
  if (check.probe === 'container') mentioned.push(splitHost(check.name).name);
  if (check.probe === 'membership') mentioned.push(splitHost(check.container).name);
  if ('to' in check) mentioned.push(check.to);
  if (check.probe === 'dns') mentioned.push(check.name);
  return mentioned;
}
