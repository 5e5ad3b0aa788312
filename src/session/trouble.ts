import { EnvironmentError, engineLost, reasonOf } from '../engine/index.ts';
import type { Said } from '../probe/schema/index.ts';
import { logDefect } from './defect.ts';

export type Trouble = Said & { readonly log?: string };

/** What to show for a failure: `error.CODE`, whose remedy is `remedy.CODE`. One that nobody foresaw goes to the log too. */
export function troubleOf(error: unknown): Trouble {
  const known = error instanceof EnvironmentError ? error : engineLost(error);
  if (known !== undefined) return { code: `error.${known.code}`, params: known.params };
  logDefect(error);
  return {
    code: 'error.unexpected',
    params: { message: reasonOf(error) },
  };
}

/** What to show when a host died although nobody closed it. */
export function troubleOfLoss(lost: { readonly host: string; readonly log: string }): Trouble {
  return { code: 'error.lab-lost', params: { host: lost.host }, log: lost.log };
}

/** Whether an error only says that something was called off. */
export function isAbort(error: unknown): boolean {
  return error instanceof Error && error.name === 'AbortError';
}
