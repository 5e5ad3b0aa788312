import { namespaceOwner, namespaceOwnerId } from '../docker.ts';
import type { Container } from '../model.ts';
import type { Bond } from './model.ts';

/** What has become of such a container; undefined for one that has a namespace of its own. */
export function bondOf(one: Container, all: readonly Container[]): Bond | undefined {
  const named = namespaceOwnerId(one);
  if (named === undefined) return undefined;
  const owner = namespaceOwner(one, all);
  if (owner === undefined) return { kind: 'owner-gone', of: named.slice(0, 12) };
  const of = owner.name;
  if (one.pid === undefined) return { kind: 'would-share', of };
  if (owner.pid === undefined) return { kind: 'owner-stopped', of };
  // A namespace that could not be read is not held against it.
  const apart = one.stack !== undefined && owner.stack !== undefined && one.stack !== owner.stack;
  return { kind: apart ? 'apart' : 'shares', of };
}
