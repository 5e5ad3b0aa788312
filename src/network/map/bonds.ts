import type { Container } from '../model.ts';
import type { Bond } from './model.ts';

const mode = 'container:';

/** The container whose namespace one was started into, by `--network container:X`. */
export function ownerOf(one: Container, all: readonly Container[]): Container | undefined {
  const named = namedIn(one);
  return named === undefined
    ? undefined
    : all.find(other => other !== one && (other.id === named || other.name === named));
}

/** What has become of such a container; undefined for one that has a namespace of its own. */
export function bondOf(one: Container, all: readonly Container[]): Bond | undefined {
  const named = namedIn(one);
  if (named === undefined) return undefined;
  const owner = ownerOf(one, all);
  if (owner === undefined) return { kind: 'owner-gone', of: named.slice(0, 12) };
  const of = owner.name;
  if (one.pid === undefined) return { kind: 'would-share', of };
  if (owner.pid === undefined) return { kind: 'owner-stopped', of };
  // A namespace that could not be read is not held against it.
  const apart = one.stack !== undefined && owner.stack !== undefined && one.stack !== owner.stack;
  return { kind: apart ? 'apart' : 'shares', of };
}

function namedIn({ mode: own }: Container): string | undefined {
  return own.startsWith(mode) ? own.slice(mode.length) : undefined;
}
