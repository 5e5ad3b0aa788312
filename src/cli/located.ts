import type { NotLocated } from '../probe/index.ts';
import { UsageError } from './usage-error.ts';

/** A place there is none of, or more than one, as a usage error. */
export function notLocated({ is, name, near }: NotLocated): UsageError {
  if (is === 'ambiguous')
    return new UsageError('cli.ambiguous-place', { word: name, choices: near.join(', ') });
  return new UsageError('cli.unknown-place', { word: name }, near[0]);
}
