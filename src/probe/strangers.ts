import { type Check, namesOf, parsePlace, placeholders, splitHost } from './schema/index.ts';

/** Every name in checks that may be a container's: for `names` of a context, from all the checks of a lesson. */
export function containersNamedIn(checks: readonly Check[]): ReadonlySet<string> {
  return new Set(checks.flatMap(namesIn));
}

/** As Docker names a container that was given none: `quirky_darwin`. */
const generated = /^[a-z]+_[a-z]+\d?$/;

/**
 * Whether a container that runs may be the missing one under another name: the lesson speaks of no such container. Where
 * it isn't known of which it speaks, only a name that Docker made up is safe to offer.
 */
export function isStranger(name: string, names: ReadonlySet<string> | undefined): boolean {
  return names === undefined ? generated.test(name) : !names.has(name);
}

function namesIn(check: Check): string[] {
  // Placeholders may stand in any text of a check, lists and records included.
  const mentioned = placeholders(JSON.stringify(check))
    .filter(({ kind, of }) => ['ip', 'mac', 'port'].includes(kind) && parsePlace(of).at === 'container')
    .map(({ of }) => splitHost(of).name);
  const named = namesOf(check).filter(({ of }) => of === 'container');
  return [...mentioned, ...named.map(({ name }) => splitHost(name).name)];
}
