import type { NotLocated } from '../probe/index.ts';
import { UsageError } from './usage-error.ts';

/** A place there is none of, or more than one, as a usage error. */
export function notLocated({ is, name, near, silent }: NotLocated): UsageError {
  if (is === 'unknown' && silent.length > 0)
    return new UsageError('cli.place-silent', { word: name, hosts: silent.join(', ') });
  if (is === 'ambiguous')
    return new UsageError('cli.ambiguous-place', { word: name, choices: near.join(', ') });
  return new UsageError('cli.unknown-place', { word: name }, near[0]);
}
