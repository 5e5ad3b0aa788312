/** Oldest API spoken: that of engine 20.10, the oldest with all a lab host needs (private cgroup namespaces). */
export const apiFloor = '1.41';
/** Newest API whose answers are known here (27.5). Newer engines still speak it; 1.52 (29.0) drops fields that are read. */
export const apiCeiling = '1.47';

/** Below zero when `a` is the older API version, zero when they are the same, above zero when it is newer. */
export function compareApi(a: string, b: string): number {
  const [aMajor = 0, aMinor = 0] = a.split('.').map(Number);
  const [bMajor = 0, bMinor = 0] = b.split('.').map(Number);
  return aMajor - bMajor || aMinor - bMinor;
}
