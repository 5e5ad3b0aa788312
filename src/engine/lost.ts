import { EnvironmentError } from './error.ts';

/**
 * `engine-lost` for an error that says, itself or as a cause, no more than that an engine which did answer no longer
 * does: it was ended or restarted meanwhile. Undefined for every other error.
 */
export function engineLost(error: unknown): EnvironmentError | undefined {
  for (let one = error; one instanceof Error; one = one.cause)
    if (isBroken(one)) return new EnvironmentError('engine-lost', { reason: one.message }, { cause: error });
  return undefined;
}

function isBroken(error: Error): boolean {
  if (!('code' in error)) return false;
  // `socket hang up` and `aborted` of node:http come as ECONNRESET too, without a system call.
  if (error.code === 'ECONNRESET') return true;
  // A socket that is there no more, or that nobody listens on: only of connecting, since files give ENOENT as well.
  return (
    'syscall' in error &&
    error.syscall === 'connect' &&
    (error.code === 'ENOENT' || error.code === 'ECONNREFUSED')
  );
}
