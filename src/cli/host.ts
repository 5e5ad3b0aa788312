import type { Lab, LabHost } from '../lab/index.ts';
import { nearest } from '../lesson/index.ts';
import { UsageError } from './usage-error.ts';

/** The host of that name, or the lab's first. Throws `UsageError` with the nearest name. */
export function hostOf(lab: Lab, name: string | undefined): LabHost {
  const host = name === undefined ? lab.hosts.values().next().value : lab.hosts.get(name);
  if (host === undefined)
    throw new UsageError('cli.unknown-host', { word: name ?? '' }, nearest(name ?? '', lab.hosts.keys()));
  return host;
}
