const collator = new Intl.Collator('en', { numeric: true });

/** Compares names as people count: `box2` before `box10`. Names that differ are never equal. */
export function byName(one: { readonly name: string }, other: { readonly name: string }): number {
  return compareNames(one.name, other.name);
}

/** The same for bare names. */
export function compareNames(one: string, other: string): number {
  return collator.compare(one, other) || (one < other ? -1 : one > other ? 1 : 0);
}
